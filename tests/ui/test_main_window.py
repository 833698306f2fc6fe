"""The window as a whole: what is in it and what it looks like."""

import os

import pytest
from helpers.main_window import digit
from helpers.windows import dialog, find, opened, press
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from digitpad.app import create_window
from digitpad.replay import bundled_drawings
from digitpad.ui.drawing import drawing_column

CTRL = Qt.KeyboardModifier.ControlModifier
DRAWINGS = dict(bundled_drawings())

CONTROLS = (
    "canvas", "preview", "probabilityBars", "predictedDigit", "clearButton", "undoButton", "redoButton", "pages",
    "datasetBox", "hiddenLayersEdit", "activationBox", "optimizerBox", "learningRateBox", "batchSizeBox", "epochsBox",
    "trainButton", "stopButton", "epochProgress", "trainingProgress", "trainingStatus",
)
"""The names that tests, screen readers and schools rely on."""


# Names


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_has_its_name_and_says_what_it_is(window, name):
    control = find(window, name)
    assert control.accessibleName()
    # A tip on the canvas would cover the drawing; the pages have their titles.
    assert control.toolTip().endswith(".") or name in ("canvas", "pages")


def test_everything_with_a_name_of_its_own_says_what_it_is(window):
    """Also on the pages that are not in front. Qt names the parts of its own widgets in its own ways."""
    named = [widget for widget in window.findChildren(QWidget) if widget.accessibleName() and widget.objectName()]
    assert len(named) > len(CONTROLS)
    for control in named:
        name = control.objectName()
        parts = ("canvas", "pages", "pageBar", "samplesPages", "examineTabs", "ScrollLeftButton", "ScrollRightButton")
        untold = name in parts or name.endswith(("Page", "Panel", "Dialog"))
        assert control.toolTip().endswith(".") or untold, name


def test_the_tab_key_visits_every_control_and_comes_back(window):
    window.drawing.canvas.setFocus()
    visited = [QApplication.focusWidget()]
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is visited[0]:
            break
        visited.append(QApplication.focusWidget())
    names = {widget.objectName() for widget in visited}
    assert {"canvas", "datasetBox", "hiddenLayersEdit", "activationBox", "optimizerBox", "learningRateBox",
            "batchSizeBox", "epochsBox", "trainButton"} <= names


# The start


@pytest.fixture
def hurried(data_dir, qtbot):
    """As the command line opens it: the pages follow the first paint."""
    window = create_window(data_dir, pages_at_once=False)
    assert not window.findChildren(QSpinBox)
    with opened(window, qtbot) as window:
        yield window


def test_pages_follow_the_first_paint(hurried, qtbot):
    qtbot.waitUntil(lambda: find(hurried, "pages", QTabWidget).count() > 0)
    count = find(hurried, "pages", QTabWidget).count()
    assert find(hurried, "trainButton").isVisible()
    hurried.add_pages()
    assert find(hurried, "pages", QTabWidget).count() == count


def test_what_crashes_left_is_removed_after_the_start(data_dir, qtbot):
    parts = [data_dir / folder / ".digitpad-0123.part" for folder in ("runs/2026-11-21-093015", "datasets/imported")]
    for part in parts:
        part.parent.mkdir(parents=True)
        part.write_bytes(b"half")
        os.utime(part, (0, 0))
    with opened(create_window(data_dir, pages_at_once=False), qtbot):
        qtbot.waitUntil(lambda: not any(part.exists() for part in parts))


# The projector view, and sizes of the window


def test_f11_shows_the_projector_view(window, mouse, large_screen, qtbot):
    pages = find(window, "pages", QTabWidget)
    text = window.answer.bars.font().pointSizeF()
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not pages.isVisible()
    assert not window.menuBar().isVisible()
    qtbot.waitUntil(lambda: window.answer.bars.font().pointSizeF() == 24 > 1.5 * text)
    mouse.draw(DRAWINGS["7"])
    qtbot.waitUntil(lambda: digit(window) == "7")
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.drawing.canvas.ink != DRAWINGS["7"]
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert pages.isVisible()
    assert window.menuBar().isVisible()
    assert window.answer.bars.font().pointSizeF() == text


def test_escape_brings_everything_back_and_is_free_at_other_times(window):
    press(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    for back in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
        press(window, Qt.Key.Key_F11)
        assert window.isFullScreen()
        assert window.menus.projector.isChecked()
        press(window, back)
        assert not window.isFullScreen()
        assert find(window, "pages", QTabWidget).isVisible()
        assert not window.menus.projector.isChecked()
    press(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_escape_closes_a_dialog_first(window, qtbot):
    press(window, Qt.Key.Key_F11)
    window.workbench.networks.trained(window.workbench.recognizer.network)  # by a run that nobody kept: closing asks
    QTimer.singleShot(0, window.close)
    box = dialog(window, "questionDialog", qtbot)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(box.isHidden)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_f11_says_for_a_while_how_to_come_back_and_nothing_moves(window, qtbot, monkeypatch):
    monkeypatch.setattr(drawing_column, "_HINT_MILLISECONDS", 2000)  # not some seconds
    hint = find(window, "padHint", QLabel)
    assert hint.isHidden()
    small = window.drawing.canvas.width()
    press(window, Qt.Key.Key_F11)
    assert hint.text() == "F11 or Esc brings everything back."
    qtbot.waitUntil(lambda: window.drawing.canvas.width() > small)
    before = None
    while before != window.drawing.canvas.geometry():  # until the last of the layouts
        before = window.drawing.canvas.geometry()
        qtbot.wait(100)
    assert hint.visibleRegion().boundingRect() == hint.rect()
    qtbot.waitUntil(hint.isHidden)
    QApplication.processEvents()
    assert window.drawing.canvas.geometry() == before
    press(window, Qt.Key.Key_F11)
    assert hint.isHidden()
    press(window, Qt.Key.Key_F11)
    assert hint.isVisible()
    press(window, Qt.Key.Key_F11)
    assert hint.isHidden()


@pytest.mark.parametrize(("size", "zoom"), [((1024, 600), 100), ((1920, 1080), 100), ((1920, 1080), 200)])
def test_what_matters_is_on_the_screen(window, size, zoom, qtbot):
    window.workbench.settings.zoom = zoom
    window.resize(*size)
    qtbot.wait(20)
    assert window.size().toTuple() == size
    for name in ("canvas", "preview", "clearButton", "predictedDigit", "probabilityBars", "networkBox", "trainButton",
                 "stopButton", "trainingStatus"):
        control = find(window, name)
        place = control.rect().translated(control.mapTo(window, control.rect().topLeft()))
        assert window.rect().contains(place), f"{name} is cut off: {place}"
        assert control.visibleRegion().boundingRect() == control.rect(), f"{name} is covered or cut off"
    assert window.drawing.canvas.width() >= 300 * size[1] / 600 * (1 if zoom == 100 else 0.5)


@pytest.mark.parametrize("zoom", [100, 125, 150])
def test_a_window_that_was_large_can_be_small_again(window, zoom, qtbot):
    """Whatever its pages did with the room."""
    pages = find(window, "pages", QTabWidget)
    for change in (lambda: window.resize(1600, 1000), lambda: setattr(window.workbench.settings, "zoom", zoom)):
        change()
        for place in range(pages.count()):
            pages.setCurrentIndex(place)
            qtbot.wait(20)  # for its layouts
    window.resize(1024, 600)
    qtbot.wait(20)
    assert window.size().toTuple() == (1024, 600)
