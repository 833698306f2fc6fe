"""A strip follows the bars while it is seen, and costs nothing while it is not."""

import numpy as np
import pytest
from helpers.networks import always
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from digitpad.ink.raster import rasterize
from digitpad.insight.layers import unit_layers
from digitpad.replay import bundled_drawings
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.network_strip import NetworkStrip
from digitpad.ui.widgets import theme

DRAWINGS = dict(bundled_drawings())


@pytest.fixture
def strip(workbench, built_in, qtbot):
    workbench.recognizer.set_network(built_in)
    strip = NetworkStrip(workbench, "strip", "A network.")
    strip.resize(260, 100)
    yield shown(strip, qtbot)
    strip.hide()
    qtbot.waitUntil(lambda: not workbench.jobs.busy)


def expected(workbench, label):
    return [layer.values[0] for layer in unit_layers(workbench.recognizer.network, rasterize(DRAWINGS[label]))]


def shows(strip, values):
    found = strip.property("activations")
    return len(found) == len(values) and all(map(np.array_equal, map(np.float32, found), values))


def test_it_follows_the_pen_and_sleeps_while_it_is_hidden(strip, workbench, qtbot):
    workbench.recognizer.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(strip, expected(workbench, "3")))
    assert strip.property("selectedNeuron") == [2, 3]
    assert strip.height() == strip.needed_height(strip.width())
    strip.hide()
    qtbot.waitUntil(lambda: not workbench.jobs.busy)
    with qtbot.waitSignal(workbench.recognizer.recognized):
        workbench.recognizer.set_ink(DRAWINGS["4"])
    assert not workbench.jobs.busy
    assert shows(strip, expected(workbench, "3"))
    strip.show()
    qtbot.waitUntil(lambda: shows(strip, expected(workbench, "4")))


def test_of_a_burst_of_answers_the_last_one_is_shown(strip, workbench, qtbot):
    for label in "3434343434":
        with qtbot.waitSignal(workbench.recognizer.recognized):
            workbench.recognizer.set_ink(DRAWINGS[label])
    # At once: between two jobs nothing is busy, and an earlier 4 may be shown for a moment.
    qtbot.waitUntil(lambda: not workbench.jobs.busy and shows(strip, expected(workbench, "4")))


def test_a_click_on_a_neuron_is_told_and_keys_pass_by(strip, workbench, qtbot):
    workbench.recognizer.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(strip, expected(workbench, "3")))
    with qtbot.waitSignal(strip.selected) as told:
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(Neuron(2, 8)).center().toPoint())
    assert told.args == [(2, 8)]
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_it_is_painted_as_the_page_paints_it_but_without_captions(strip, workbench, qtbot):
    workbench.recognizer.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(strip, expected(workbench, "3")))
    image = strip.grab().toImage()
    answer = strip.place_of(Neuron(2, 3))
    assert image.pixelColor(round(answer.left()) + 3, round(answer.bottom()) - 3) == QColor(theme.BLUE)
    assert image.pixelColor(2, round(strip.height() / 4)) == QColor("black"), "the paper of the picture"


def test_another_network_needs_another_height(strip, workbench):
    with_layers = strip.needed_height(260)
    workbench.recognizer.set_network(always([1 / 62] * 62, names=[f"class {number}" for number in range(62)]))
    assert strip.needed_height(260) != with_layers
    assert strip.needed_height(400) < strip.needed_height(150), "fewer rows of outputs"


def test_very_narrow_it_shows_the_strongest_of_what_has_room(strip, workbench, qtbot):
    workbench.recognizer.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: shows(strip, expected(workbench, "3")))
    strip.resize(90, strip.height())
    places = [strip.place_of(Neuron(1, unit)) for unit in range(704)]
    assert 0 < sum(place is not None for place in places) < 12, "fewer than there are paths"
    assert all(place is None or strip.rect().contains(place.toRect()) for place in places)
    assert strip.grab().toImage().pixelColor(2, strip.height() // 4) == QColor("black")
