"""The page in the real window: it follows the pen and the network, and sleeps while it is hidden."""

import numpy as np
import pytest
from helpers.main_window import long_run
from helpers.networks import tiny
from helpers.windows import click, file_dialog, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QSlider

from digitpad.evaluation.known_pictures import thinned
from digitpad.formatting import percent
from digitpad.ink.example import EXAMPLE
from digitpad.ink.raster import rasterize
from digitpad.insight.excitement import layer_drives
from digitpad.insight.layers import unit_layers
from digitpad.insight.neuron import neuron_sum
from digitpad.insight.softmax import softmax_table
from digitpad.replay import bundled_drawings
from digitpad.ui.inside.activation_plot import ActivationPlot
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.network_view import NetworkView
from digitpad.ui.inside.neuron_terms import short_text
from digitpad.ui.inside.weights_view import WeightsView
from digitpad.ui.widgets.picture_row import PictureRow

DRAWINGS = dict(bundled_drawings())


@pytest.fixture
def page(window, qtbot):
    window.show_page("inside")
    yield find(window, "insidePage")
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def view(page):
    return find(page, "networkView", NetworkView)


def expected(window, label):
    layers = unit_layers(window.workbench.recognizer.network, rasterize(DRAWINGS[label]))
    return [layer.values[0] for layer in layers]


def shows(page, values):
    found = view(page).property("activations")
    return len(found) == len(values) and all(map(np.array_equal, map(np.float32, found), values))


def test_it_follows_the_pen_and_sleeps_while_it_is_hidden(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    assert view(page).property("selectedNeuron") == [2, 3]
    window.show_page("training")
    window.drawing.canvas.set_ink(DRAWINGS["4"])
    qtbot.waitUntil(lambda: np.array_equal(window.drawing.preview.picture, rasterize(DRAWINGS["4"])))
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    assert shows(page, expected(window, "3"))
    window.show_page("inside")
    qtbot.waitUntil(lambda: shows(page, expected(window, "4")))
    assert view(page).property("selectedNeuron") == [2, 4]


def test_a_neuron_that_was_clicked_stays_chosen_and_is_summed_up(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    network, place = window.workbench.recognizer.network, view(page).place_of(Neuron(2, 8))
    page.findChild(QScrollArea).ensureVisible(0, round(place.bottom()) + 150)
    QTest.mouseClick(view(page), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    total = neuron_sum(unit_layers(network, rasterize(DRAWINGS["3"]))[2], 8).total
    qtbot.waitUntil(lambda: find(page, "neuronTerms").property("total") == total)
    window.drawing.canvas.set_ink(DRAWINGS["4"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "4")))
    assert view(page).property("selectedNeuron") == [2, 8]


def test_the_temperature_changes_the_table_alone(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    find(page, "temperatureSlider", QSlider).setValue(20)
    rows = softmax_table(window.workbench.recognizer.network, rasterize(DRAWINGS["3"]), 10.0)
    table = find(page, "softmaxTable")
    qtbot.waitUntil(lambda: table.item(3, 4).text() == percent(rows[3].share))
    assert shows(page, expected(window, "3"))


def test_blank_paper_is_said_to_be_blank(window, page, qtbot):
    note = find(page, "insideNote", QLabel)
    qtbot.waitUntil(lambda: "blank paper" in note.text())
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: "blank paper" not in note.text())


def reach(page, name):
    find(page, name).window().repaint()
    page.findChild(QScrollArea).ensureWidgetVisible(find(page, name))


def test_the_curve_goes_over_the_range_of_the_test_pictures(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    window.pages.inside.choose(Neuron(0, 11))
    qtbot.waitUntil(lambda: len(find(page, "mostExciting").property("numbers")) == 8)
    network, curve = window.workbench.recognizer.network, find(page, "activationCurve", ActivationPlot)
    name = window.workbench.catalogue.closest(network.info.dataset, network.info.class_names)
    test = thinned(window.workbench.catalogue.load(name).test, 1_000)
    drives = layer_drives(network, test.images, 0)[:, 11]
    found = neuron_sum(unit_layers(network, rasterize(DRAWINGS["3"]))[0], 11)
    ends = min(drives.min(), found.drive, 0), max(drives.max(), found.drive, 0)
    qtbot.waitUntil(lambda: curve.ends == pytest.approx(ends, rel=1e-5))
    assert curve.property("point") == [found.drive, found.value]
    assert find(page, "curveSentence", QLabel).text() == (
        f"The dot: a sum of {short_text(found.drive)} becomes {short_text(found.value)}."
    )
    shown = find(page, "mostExciting").property("numbers")
    assert find(page, "excitingNote", QLabel).text().startswith("Of 1,000 test pictures of ")
    assert find(page, "mostExciting").property("labels")[0] == f"{drives.max():.3g}"
    assert len(set(shown)) == 8


def test_an_exciting_picture_is_before_the_network_until_the_page_is_left(window, page, qtbot):
    recognizer = window.workbench.recognizer
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    row = find(page, "mostExciting", PictureRow)
    qtbot.waitUntil(lambda: len(row.property("numbers")) == 8)
    reach(page, "mostExciting")
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: not answer.is_about_drawing) as got:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.place_of(0).center().toPoint())
    assert got.args[0].about == f"Test picture {row.property('numbers')[0] + 1}"
    sums = [layer.values[0] for layer in unit_layers(recognizer.network, got.args[0].picture)]
    qtbot.waitUntil(lambda: shows(page, sums))
    with qtbot.waitSignal(recognizer.recognized, check_params_cb=lambda answer: answer.is_about_drawing):
        window.show_page("training")


def test_a_weight_is_clicked_moved_and_counted_while_the_original_stays(window, page, qtbot):
    original = window.workbench.networks.current.network
    before = [weight.tobytes() for weight in original.weights]
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    window.pages.inside.choose(Neuron(0, 11))
    qtbot.waitUntil(lambda: view(page).property("selectedNeuron") == [0, 11])
    weights = find(page, "weightsView", WeightsView)
    reach(page, "weightsView")
    QTest.mouseClick(weights, Qt.MouseButton.LeftButton, pos=weights.place_of(400).center().toPoint())
    weight = float(original.weights[0][400, 11])
    target = find(page, "experimentTarget", QLabel)
    assert target.text() == (
        f"Neuron 11 of layer 1: its weight from “Pixel 15, 9” is {short_text(weight)}, "
        f"and then {short_text(weight + 1)}."
    )
    reach(page, "tryButton")
    click(page, "tryButton")
    qtbot.waitUntil(lambda: find(page, "useChangedButton").isVisible())
    assert find(page, "experimentSentence", QLabel).text().startswith("Of 1,000 test pictures of ")
    reach(page, "useChangedButton")
    click(page, "useChangedButton")
    changed = window.workbench.networks.current.network
    assert changed.weights[0][400, 11] == pytest.approx(weight + 1)
    off = changed.weights[0] - original.weights[0]
    assert np.flatnonzero(off).tolist() == [400 * 1280 + 11]
    assert [weight.tobytes() for weight in original.weights] == before
    assert all(map(np.array_equal, changed.weights[1:], original.weights[1:]))


def test_a_weight_is_chosen_by_its_row_too_and_forgotten_with_its_neuron(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    table, target = find(page, "neuronTerms"), find(page, "experimentTarget", QLabel)
    reach(page, "neuronTerms")
    term = neuron_sum(unit_layers(window.workbench.recognizer.network, rasterize(DRAWINGS["3"]))[2], 3).terms[1]
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(1, 0)).center()
    )
    assert target.text().startswith(f"The output “3”: its weight from “Neuron {term.source}” is ")
    assert table.item(1, 0).text() == f"▸ Neuron {term.source}"
    window.drawing.canvas.set_ink(DRAWINGS["4"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "4")))
    assert view(page).property("selectedNeuron") == [2, 3], "who chooses a weight chooses its neuron"
    assert target.text().startswith(f"The output “3”: its weight from “Neuron {term.source}” is ")
    window.pages.inside.choose(Neuron(2, 4))
    qtbot.waitUntil(lambda: target.text().startswith("Click a weight"))


def test_a_smaller_network_has_no_such_neuron_or_weight(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    window.pages.inside.choose(Neuron(1, 700))
    qtbot.waitUntil(lambda: view(page).property("selectedNeuron") == [1, 700])
    reach(page, "weightsView")
    weights, target = find(page, "weightsView", WeightsView), find(page, "experimentTarget", QLabel)
    QTest.mouseClick(weights, Qt.MouseButton.LeftButton, pos=weights.place_of(1200).center().toPoint())
    assert "“Neuron 1200”" in target.text()
    window.workbench.networks.trained(tiny())
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    assert len(view(page).property("activations")) == 2
    assert target.text().startswith("Click a weight")
    qtbot.waitUntil(lambda: len(find(page, "mostExciting").property("numbers")) == 8)


def test_a_copy_is_saved_under_another_name(window, page, qtbot, tmp_path):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    reach(page, "tryButton")
    click(page, "tryButton")
    qtbot.waitUntil(lambda: find(page, "saveChangedButton").isVisible())
    reach(page, "saveChangedButton")
    with file_dialog(tmp_path / "mine.keras"):
        click(page, "saveChangedButton")
    qtbot.waitUntil(lambda: window.workbench.networks.current.title == "mine.keras")
    assert (tmp_path / "mine.keras").is_file()
    assert [entry.title for entry in window.workbench.networks.entries] == ["Digits (built in)", "mine.keras"]


def test_the_network_in_training_is_seen_at_work(small_window, qtbot):
    window = small_window
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    window.show_page("inside")
    inside = find(window, "insidePage")
    qtbot.waitUntil(lambda: len(view(inside).property("activations")) == 2)
    window.show_page("training")
    long_run(window, qtbot)
    window.show_page("inside")
    seen = set()

    def three_moments():
        seen.add(str(view(inside).property("activations")))
        return len(seen) >= 3

    qtbot.waitUntil(three_moments)
    window.workbench.session.stop()
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    qtbot.waitUntil(lambda: shows(inside, expected(window, "3")))
    window.show_page("training")
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def test_the_changed_network_answers_at_once(window, page, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    before = expected(window, "3")
    scroll = page.findChild(QScrollArea)
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    click(page, "tryButton")
    qtbot.waitUntil(lambda: find(page, "useChangedButton").isVisible())
    scroll.ensureWidgetVisible(find(page, "useChangedButton"))
    click(page, "useChangedButton")
    qtbot.waitUntil(lambda: not shows(page, before))
    qtbot.waitUntil(lambda: shows(page, expected(window, "3")))
    assert window.workbench.networks.current.title == "Digits (built in), changed"


def test_an_empty_page_offers_an_example_that_can_be_undone(window, page, qtbot):
    button = find(page, "insideExampleButton")
    assert button.isVisible()
    assert not find(page, "experimentPanel").isVisible(), "nothing half shown"
    click(page, "insideExampleButton")
    assert window.drawing.canvas.ink == EXAMPLE
    qtbot.waitUntil(lambda: not button.isVisible())
    assert find(page, "experimentPanel").isVisible()
    window.drawing.undo.trigger()
    qtbot.waitUntil(button.isVisible)
    assert "this is what the network makes of blank paper" in find(page, "insideNote", QLabel).text()
