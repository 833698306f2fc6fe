"""The projector view and the second window together, and the size of text."""

import pytest
from helpers.windows import find, opened, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from digitpad.ui.main_window import MainWindow
from digitpad.ui.widgets import theme


def size(window):
    return window.answer.bars.font().pointSizeF()


def test_the_text_is_as_chosen_but_for_an_audience(window, large_screen, qtbot):
    assert window.projecting.zoom(150) == 150
    press(window, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: QApplication.font().pointSizeF() == 24)
    window.workbench.settings.zoom = 150
    assert QApplication.font().pointSizeF() == 30, "no larger than fits"
    press(window, Qt.Key.Key_F11)
    assert QApplication.font().pointSizeF() == 1.5 * theme.BASE_POINT_SIZE


def test_the_second_window_keeps_its_size_of_text_while_the_first_is_projected(window, large_screen, qtbot):
    window.menus.second_window.trigger()
    QApplication.processEvents()
    second = find(window, "secondScreenBars").font().pointSizeF()
    assert second == pytest.approx(18), "600 of 800 pixels"
    window.menus.projector.trigger()
    qtbot.waitUntil(lambda: size(window) == 24)
    assert find(window, "secondScreenBars").font().pointSizeF() == pytest.approx(second)


def test_curves_may_be_chosen_before(window):
    window.menus.curves.trigger()
    press(window, Qt.Key.Key_F11)
    assert window.menus.curves.isChecked()
    assert window.isFullScreen()


def test_a_window_that_is_closed_while_projecting_begins_as_it_was_before(qtbot, make_workbench):
    """The next start had the whole screen without a title bar, and no projector view either."""
    for is_first in (True, False):
        window = MainWindow(make_workbench())
        with opened(window, qtbot, size=(700, 500) if is_first else None):
            assert not window.isFullScreen()
            assert window.size().toTuple() == (700, 500)
            if is_first:
                press(window, Qt.Key.Key_F11)
                qtbot.waitUntil(window.isFullScreen)
