"""The neighbours are the room's; the pictures come from the network's own dataset, or one like it."""

import numpy as np
import pytest
from helpers.networks import always, tiny
from helpers.windows import find, shown
from PySide6.QtWidgets import QLabel

from digitpad.errors import DigitpadError
from digitpad.insight.neighbours import feature_index
from digitpad.model.network import Network
from digitpad.ui.why.nearest_panel import NearestPanel


@pytest.fixture
def panel(catalogue, jobs, qtbot):
    panel = NearestPanel(catalogue, jobs)
    yield shown(panel, qtbot)
    panel.drop()


def note(panel):
    return find(panel, "nearestNote", QLabel).text()


def found(panel):
    return panel.pictures.property("numbers")


def expected(catalogue, network, picture):
    name = catalogue.closest(network.info.dataset, network.info.class_names)
    train = catalogue.load(name).train
    numbers = feature_index(network, train.images).nearest(picture).numbers
    return numbers.tolist(), [str(train.labels[number]) for number in numbers]


def test_eight_pictures_with_their_labels_and_where_they_are_from(panel, catalogue, built_in, sight_of, qtbot):
    sight = sight_of("3", built_in)
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: len(found(panel)) == 8)
    numbers, labels = expected(catalogue, built_in, sight.picture)
    assert found(panel) == numbers
    assert panel.pictures.property("labels") == labels
    assert note(panel) == "Of 200 training pictures of MNIST."
    other = sight_of("4", built_in)
    panel.show_sight(other)
    qtbot.waitUntil(lambda: found(panel) == expected(catalogue, built_in, other.picture)[0])


def test_another_network_finds_other_pictures_without_reading_again(panel, catalogue, sight_of, qtbot):
    first = tiny()
    panel.show_sight(sight_of("3", first))
    qtbot.waitUntil(lambda: len(found(panel)) == 8)
    read = catalogue.reads
    other = Network(first.spec, [-weight for weight in first.weights], first.info)
    sight = sight_of("3", other)
    panel.show_sight(sight)
    numbers = feature_index(other, _thinned(catalogue, other)).nearest(sight.picture).numbers.tolist()
    qtbot.waitUntil(lambda: found(panel) == numbers)
    assert catalogue.reads == read + 1  # which was the test's own


def _thinned(catalogue, network):
    return catalogue.load(catalogue.closest(network.info.dataset, network.info.class_names)).train.images


def test_nothing_drawn_has_no_neighbours(panel, sight_of, blank, qtbot):
    network = tiny()
    panel.show_sight(sight_of("3", network))
    qtbot.waitUntil(lambda: len(found(panel)) == 8)
    panel.show_sight(blank(network))
    assert found(panel) == []


def test_a_network_whose_classes_no_dataset_has_is_told_so(panel, sight_of, qtbot):
    panel.show_sight(sight_of("3", always([0.5, 0.3, 0.2])))
    qtbot.waitUntil(lambda: "No dataset with 3 classes" in note(panel))
    assert found(panel) == []


def test_what_cannot_be_read_is_said(panel, catalogue, sight_of, qtbot):
    catalogue.error = DigitpadError("The disk is gone.")
    panel.show_sight(sight_of("3", tiny()))
    qtbot.waitUntil(lambda: note(panel) == "The disk is gone.")
    assert found(panel) == []


def test_who_looks_away_is_not_told_and_who_looks_again_is(panel, catalogue, sight_of, jobs, qtbot):
    catalogue.gate.clear()
    sight = sight_of("3", tiny())
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: jobs.busy)
    panel.drop()
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert found(panel) == []
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: len(found(panel)) == 8)
    assert np.unique(found(panel)).size == 8
