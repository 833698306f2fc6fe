"""View > Network under the bars: live, kept as a setting, and only where the bars stay readable."""

import numpy as np
import pytest
from helpers.main_window import long_run
from helpers.windows import find, opened, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.app import create_window
from digitpad.ink.raster import rasterize
from digitpad.insight.layers import unit_layers
from digitpad.replay import bundled_drawings
from digitpad.ui.inside.inside_look import Neuron

DRAWINGS = dict(bundled_drawings())
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def strip(window, qtbot):
    yield find(window, "networkStrip")
    window.menus.network_strip.setChecked(False)
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def shows(strip, network, label):
    found = strip.property("activations")
    values = [layer.values[0] for layer in unit_layers(network, rasterize(DRAWINGS[label]))]
    return len(found) == len(values) and all(map(np.array_equal, map(np.float32, found), values))


def resize(window, width, height):
    window.resize(width, height)
    for _ in range(5):
        QApplication.processEvents()


def test_it_is_not_there_until_somebody_wants_it_and_then_it_follows(window, strip, mouse, qtbot):
    assert strip.isHidden()
    press(window, Qt.Key.Key_U, CTRL)
    assert strip.isVisible()
    mouse.draw(DRAWINGS["7"])
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "7")
    network = window.workbench.recognizer.network
    picture = window.drawing.preview.picture
    expected = [layer.values[0].tolist() for layer in unit_layers(network, picture)]
    qtbot.waitUntil(lambda: strip.property("activations") == expected)
    assert strip.property("selectedNeuron") == [2, 7]
    press(window, Qt.Key.Key_U, CTRL)
    assert strip.isHidden()


def test_it_is_under_the_bars_and_they_stay_readable(window, strip, qtbot):
    before = window.answer.bars.height()
    window.menus.network_strip.trigger()
    qtbot.waitUntil(lambda: window.answer.bars.height() < before)
    bars = window.answer.bars
    assert window.size().toTuple() == (1024, 600)
    assert bars.height() >= 10 * 1.3 * bars.fontMetrics().height() - 1
    assert len(bars.written) == 10
    below = bars.mapTo(window.answer, bars.rect().bottomLeft()).y()
    assert below < strip.geometry().top()
    assert strip.geometry().bottom() <= window.answer.height()


def test_without_room_it_is_not_there_and_the_menu_says_so(window, strip, qtbot):
    action = window.menus.network_strip
    action.trigger()
    assert strip.isVisible()
    window.workbench.settings.zoom = 200
    qtbot.waitUntil(strip.isHidden)
    assert not action.isEnabled()
    assert "no room" in action.text()
    window.workbench.settings.zoom = 100
    qtbot.waitUntil(strip.isVisible)
    assert action.isEnabled()
    assert action.text().replace("&", "") == "Network under the bars"
    assert action.isChecked()


def test_it_is_kept(window, strip, data_dir, qtbot):
    window.menus.network_strip.trigger()
    assert window.workbench.settings.network_strip
    window.close()
    with opened(create_window(data_dir), qtbot) as again:
        other = find(again, "networkStrip")
        assert again.menus.network_strip.isChecked()
        qtbot.waitUntil(other.isVisible)
        again.menus.network_strip.setChecked(False)
        qtbot.waitUntil(lambda: not again.workbench.jobs.busy)


def test_a_click_on_a_neuron_shows_it_on_the_page_inside(window, strip, qtbot):
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    window.menus.network_strip.trigger()
    network = window.workbench.recognizer.network
    qtbot.waitUntil(lambda: shows(strip, network, "3"))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(Neuron(2, 8)).center().toPoint())
    assert window.pages.inside.isVisible()
    qtbot.waitUntil(lambda: find(window, "networkView").property("selectedNeuron") == [2, 8])
    assert strip.property("selectedNeuron") == [2, 3]


def test_it_shows_the_network_in_training(small_window, qtbot):
    window = small_window
    window.resize(1024, 700)
    strip = find(window, "networkStrip")
    window.menus.network_strip.trigger()
    window.drawing.canvas.set_ink(DRAWINGS["3"])
    qtbot.waitUntil(lambda: len(strip.property("activations")) == 2)
    seen = {}
    long_run(window, qtbot)

    def two_moments():
        seen.setdefault(str(strip.property("activations")), len(seen))
        return len(seen) >= 3

    qtbot.waitUntil(two_moments)
    window.workbench.session.stop()
    qtbot.waitUntil(lambda: not window.workbench.is_training)
    qtbot.waitUntil(lambda: shows(strip, window.workbench.networks.current.network, "3"))
    window.menus.network_strip.trigger()
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def test_it_is_in_the_projector_view_too(window, strip, qtbot):
    window.menus.network_strip.trigger()
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(strip.isVisible)
    press(window, Qt.Key.Key_U, CTRL)
    assert strip.isHidden()
