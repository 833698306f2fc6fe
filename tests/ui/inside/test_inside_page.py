"""The page in the real window: it follows the pen and the network, and sleeps while it is hidden."""

import numpy as np
import pytest
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QSlider

from digitpad.formatting import percent
from digitpad.ink.raster import rasterize
from digitpad.insight.layers import unit_layers
from digitpad.insight.neuron import neuron_sum
from digitpad.insight.softmax import softmax_table
from digitpad.replay import bundled_drawings
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.network_view import NetworkView

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
    total = neuron_sum(network, rasterize(DRAWINGS["3"]), 2, 8).total
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
