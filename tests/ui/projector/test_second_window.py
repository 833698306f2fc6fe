"""View > Second window: on the other screen, live, and closed with the main one."""

import json
import os
import subprocess
import sys

import pytest
from helpers.networks import always
from helpers.progress import end, in_epoch, tell
from helpers.windows import find, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from digitpad.insight.layers import unit_layers
from digitpad.replay import bundled_drawings
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.widgets.picture_view import PictureView

SEVEN = dict(bundled_drawings())["7"]


@pytest.fixture
def second(window):
    press(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    yield find(window, "secondWindow")
    end(window.workbench.session)


def said(second, name="secondScreenDigit"):
    return find(second, name, QLabel).text()


def test_it_is_made_when_it_is_first_asked_for(window):
    assert window.findChildren(QWidget, "secondWindow") == []


def test_the_answer_is_live_in_it(window, second, mouse, qtbot):
    assert second.isVisible()
    assert second.isWindow()
    assert said(second) == "?"
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: said(second) == "7")
    assert find(second, "secondScreenBars").property("probabilities") == window.answer.bars.property("probabilities")
    assert (find(second, "secondScreenPicture", PictureView).picture == window.drawing.preview.picture).all()
    assert said(second, "secondScreenSubject") == "Your drawing"


def test_the_keyboard_stays_with_the_pen_when_it_opens_and_follows_a_click_later(window, second, qtbot):
    """Seen with Openbox: what fills a screen got the keyboard, and Ctrl+Z and F11 did nothing in the main window."""
    assert window.isActiveWindow()
    second.activateWindow()  # as that window manager does
    qtbot.waitUntil(window.isActiveWindow)
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    second.activateWindow()
    qtbot.waitUntil(second.isActiveWindow)
    window.activateWindow()


def test_what_was_drawn_before_is_there_at_once(window, mouse, qtbot):
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "7")
    window.menus.second_window.trigger()
    qtbot.waitUntil(lambda: said(find(window, "secondWindow")) == "7")


def test_it_speaks_of_the_classes_of_the_network_in_use(window, second, mouse, qtbot):
    window.workbench.networks.trained(always([0.1, 0.9], names=("cat", "dog")))
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: said(second) == "dog")


def test_the_curves_can_be_chosen_in_it(window, second):
    box = find(second, "secondScreenBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert not find(second, "secondScreenBars").isVisible()
    tell(window.workbench.session, in_epoch(2))
    (curves,) = second.findChildren(LiveCurves)
    assert curves.isVisible()
    assert list(curves.loss.lines[1].places) == [1]
    assert find(second, "runLine").isVisible()


def test_the_network_can_be_chosen_in_it(window, second, mouse, qtbot):
    box, strip = find(second, "secondScreenBox", QComboBox), find(second, "secondScreenNetwork")
    assert strip.isHidden()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(strip.isVisible)
    bars = find(second, "secondScreenBars")
    assert bars.isVisible()
    assert bars.height() >= 10 * 1.3 * bars.fontMetrics().height() - 1
    mouse.draw(SEVEN)
    network = window.workbench.recognizer.network
    qtbot.waitUntil(lambda: said(second) == "7")
    expected = [layer.values[0].tolist() for layer in unit_layers(network, window.drawing.preview.picture)]
    qtbot.waitUntil(lambda: strip.property("activations") == expected)
    second.resize(400, 300)
    qtbot.waitUntil(strip.isHidden)
    assert "larger" in "".join(label.text() for label in second.findChildren(QLabel) if label.isVisible())
    second.resize(800, 600)
    qtbot.waitUntil(strip.isVisible)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert not strip.isVisible(), "the curves"
    QTest.keyClick(box, Qt.Key.Key_Up)
    qtbot.waitUntil(strip.isHidden)
    assert bars.isVisible()
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


def test_its_text_grows_with_it(second, large_screen):
    second.resize(800, 800)
    QApplication.processEvents()
    for name in ("secondScreenBars", "secondScreenSubject", "secondScreenBox"):
        assert find(second, name).font().pointSizeF() == pytest.approx(24)
    second.resize(800, 400)
    QApplication.processEvents()
    assert second.size().toTuple() == (800, 400)
    assert find(second, "secondScreenBars").font().pointSizeF() == pytest.approx(12)


def test_the_network_has_room_on_a_whole_screen(window, second, large_screen, qtbot):
    """On 1920 x 1080 it asked for a larger window: the picture stood there twice."""
    second.resize(1920, 1080)
    box = find(second, "secondScreenBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(find(second, "secondScreenNetwork").isVisible)
    assert not find(second, "secondScreenPicture").isVisible(), "the network has it"
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert find(second, "secondScreenPicture").isVisible()
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)


@pytest.mark.parametrize("how", ["menu", "Esc", "close"])
def test_it_closes_and_the_menu_knows(window, second, how, mouse, qtbot):
    assert window.menus.second_window.isChecked()
    if how == "menu":
        window.menus.second_window.trigger()
    elif how == "Esc":
        second.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)  # it gives back what it did not ask for
        second.activateWindow()
        qtbot.waitUntil(second.isActiveWindow)
        press(second, Qt.Key.Key_Escape)
    else:
        second.close()
    assert not second.isVisible()
    assert not window.menus.second_window.isChecked()
    mouse.draw(SEVEN)
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "7")
    assert said(second) == "?", "nobody looks"
    window.menus.second_window.trigger()
    assert find(window, "secondWindow") is second
    qtbot.waitUntil(lambda: said(second) == "7")


def test_it_is_closed_with_the_main_window(window, second):
    window.close()
    assert not second.isVisible()


SCREENS = """
import json, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from digitpad.app import create_application, create_window

app = create_application(["digitpad"])
window = create_window(Path({data!r}))
window.show()
window.menus.second_window.trigger()
QTest.qWait(50)
second = window.findChild(QWidget, "secondWindow")
print(json.dumps([second.geometry().getRect(), second.isFullScreen(), window.isActiveWindow()]))
window.close()
"""


@pytest.mark.parametrize("two", [False, True])
def test_another_screen_is_filled(two, tmp_path):
    """In a process of its own, whose platform has two screens, or one."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, width in (("first", 0, 1366), ("second", 1366, 1024))[: 1 + two]
    ]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
    done = subprocess.run(
        [sys.executable, "-c", SCREENS.format(data=str(tmp_path / "data"))], capture_output=True, text=True,
        check=False, cwd=tmp_path, env=os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json"},
    )
    assert done.returncode == 0, done.stderr
    place, is_full, __ = json.loads(done.stdout)
    assert is_full is two
    if two:
        assert place == [1366, 0, 1024, 768]
