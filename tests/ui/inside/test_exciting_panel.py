"""The pictures that excite a neuron: the room's, with their numbers, from the network's own test pictures."""

import numpy as np
import pytest
from helpers.networks import always, tiny
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from digitpad.errors import DigitpadError
from digitpad.insight.excitement import extremes, layer_drives
from digitpad.insight.layers import unit_layers
from digitpad.model.network import Network
from digitpad.ui.inside.exciting_panel import ExcitingPanel
from digitpad.ui.inside.inside_look import Neuron, look_inside
from digitpad.ui.widgets.picture_row import PictureRow


@pytest.fixture
def panel(catalogue, jobs, qtbot):
    panel = ExcitingPanel(catalogue, jobs)
    panel.resize(600, 300)
    yield shown(panel, qtbot)
    panel.drop()


def note(panel):
    return find(panel, "excitingNote", QLabel).text()


def rows(panel):
    return [find(panel, name, PictureRow) for name in ("mostExciting", "leastExciting")]


def numbers(panel):
    return [row.property("numbers") for row in rows(panel)]


def all_of(catalogue, network):
    return catalogue.load(catalogue.closest(network.info.dataset, network.info.class_names)).test


def expected(catalogue, network, neuron):
    """By all layers for all pictures at once, and sorting."""
    drives = unit_layers(network, all_of(catalogue, network).images)[neuron.layer].drives[:, neuron.unit]
    return [each.tolist() for each in extremes(drives)]


def test_eight_of_each_with_their_sums_and_where_they_are_from(panel, catalogue, built_in, sight_of, qtbot):
    neuron = Neuron(1, 5)
    panel.show_look(look_inside(sight_of("3", built_in), neuron))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    assert numbers(panel) == expected(catalogue, built_in, neuron)
    images = all_of(catalogue, built_in).images
    for row, places in zip(rows(panel), numbers(panel), strict=True):
        sums = [float(unit_layers(built_in, images[place])[1].drives[0, 5]) for place in places]
        labels = [label.replace("−", "-") for label in row.property("labels")]
        assert labels == [f"{value:.3g}" for value in sums]
    assert note(panel) == "Of 50 test pictures of MNIST."
    assert panel.ranges.layer == 1
    drives = unit_layers(built_in, images)[1].drives
    np.testing.assert_allclose(panel.ranges.lows, drives.min(axis=0), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(panel.ranges.highs, drives.max(axis=0), rtol=1e-4, atol=1e-4)


def test_another_neuron_of_the_layer_is_there_at_once(panel, catalogue, jobs, built_in, sight_of, qtbot):
    sight = sight_of("3", built_in)
    panel.show_look(look_inside(sight, Neuron(1, 5)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    panel.show_look(look_inside(sight, Neuron(1, 9)))
    assert not jobs.busy
    assert numbers(panel) == expected(catalogue, built_in, Neuron(1, 9))


def test_another_layer_is_asked_for_even_while_one_is_being_asked(panel, catalogue, built_in, sight_of, qtbot):
    sight, read = sight_of("3", built_in), catalogue.reads
    panel.show_look(look_inside(sight, Neuron(0, 5)))
    qtbot.waitUntil(lambda: catalogue.reads == read + 1)
    panel.show_look(look_inside(sight, Neuron(2, 4)))
    panel.show_look(look_inside(sight, Neuron(1, 4)))
    qtbot.waitUntil(lambda: panel.ranges is not None and panel.ranges.layer == 1)
    assert catalogue.reads == read + 1
    assert numbers(panel) == expected(catalogue, built_in, Neuron(1, 4))


def test_a_network_in_training_is_asked_again_after_a_rest(panel, catalogue, sight_of, qtbot):
    first = tiny()
    panel.show_look(look_inside(sight_of("3", first), Neuron(0, 2)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    before = numbers(panel)
    other = Network(first.spec, [-weight for weight in first.weights], first.info)
    panel.show_look(look_inside(sight_of("3", other), Neuron(0, 2)))
    assert numbers(panel) == before, "the earlier ones stand until there are newer ones"
    qtbot.waitUntil(lambda: numbers(panel) == expected(catalogue, other, Neuron(0, 2)))


def test_networks_that_pass_by_are_not_asked(panel, catalogue, sight_of, qtbot, monkeypatch):
    """As when the film's slider is moved: only where it comes to rest, and its pictures are in the panel then."""
    asked = []
    monkeypatch.setattr(
        "digitpad.ui.inside.exciting_panel.layer_drives",
        lambda network, images, layer: asked.append(network) or layer_drives(network, images, layer),
    )
    first = tiny()
    panel.show_look(look_inside(sight_of("3", first), Neuron(0, 2)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    asked.clear()
    moments = [Network(first.spec, [-part * weight for weight in first.weights], first.info) for part in (1, 2, 3)]
    for moment in moments:
        panel.show_look(look_inside(sight_of("3", moment), Neuron(0, 2)))
    qtbot.waitUntil(lambda: numbers(panel) == expected(catalogue, moments[-1], Neuron(0, 2)))
    assert all(network is moments[-1] for network in asked)


def test_a_network_that_never_rests_is_asked_all_the_same(panel, catalogue, sight_of, qtbot):
    """As one in training, whose slider nobody moves."""
    first = tiny()
    panel.show_look(look_inside(sight_of("3", first), Neuron(0, 2)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    before = numbers(panel)
    other = Network(first.spec, [-weight for weight in first.weights], first.info)

    def learn():
        moment = Network(other.spec, other.weights, other.info)
        panel.show_look(look_inside(sight_of("3", moment), Neuron(0, 2)))
        return numbers(panel) != before

    qtbot.waitUntil(learn)
    assert numbers(panel) == expected(catalogue, other, Neuron(0, 2))


def test_a_network_of_another_structure_shows_nothing_of_the_one_before(panel, catalogue, built_in, sight_of, qtbot):
    small = Network(tiny().spec, tiny().weights, built_in.info)
    panel.show_look(look_inside(sight_of("3", small), Neuron(0, 2)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    panel.show_look(look_inside(sight_of("3", built_in), Neuron(0, 700)))
    assert numbers(panel) == [[], []]
    qtbot.waitUntil(lambda: numbers(panel) == expected(catalogue, built_in, Neuron(0, 700)))


def test_a_click_puts_a_picture_before_the_network(panel, catalogue, built_in, sight_of, qtbot):
    panel.show_look(look_inside(sight_of("3", built_in), Neuron(1, 5)))
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
    least = rows(panel)[1]
    with qtbot.waitSignal(panel.picture_chosen) as told:
        QTest.mouseClick(least, Qt.MouseButton.LeftButton, pos=least.place_of(2).center().toPoint())
    picture, number = told.args
    assert number == numbers(panel)[1][2]
    np.testing.assert_array_equal(picture, all_of(catalogue, built_in).images[number])


def test_a_network_whose_classes_no_dataset_has_is_told_so(panel, sight_of, qtbot):
    panel.show_look(look_inside(sight_of("3", always([0.5, 0.3, 0.2])), None))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in note(panel))
    assert numbers(panel) == [[], []]
    assert panel.ranges is None


def test_what_cannot_be_read_is_said(panel, catalogue, sight_of, qtbot):
    catalogue.error = DigitpadError("The disk is gone.")
    panel.show_look(look_inside(sight_of("3", tiny()), None))
    qtbot.waitUntil(lambda: note(panel) == "The disk is gone.")


def test_who_looks_away_is_not_told_and_who_looks_again_is(panel, catalogue, sight_of, jobs, qtbot):
    catalogue.gate.clear()
    look = look_inside(sight_of("3", tiny()), None)
    panel.show_look(look)
    qtbot.waitUntil(lambda: jobs.busy)
    panel.drop()
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert numbers(panel) == [[], []]
    panel.show_look(look)
    qtbot.waitUntil(lambda: len(numbers(panel)[0]) == 8)
