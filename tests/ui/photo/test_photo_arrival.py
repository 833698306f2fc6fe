"""Where a photo appears that was being read while the user went on, in the real window."""

import pytest
from helpers.windows import press
from PySide6.QtCore import Qt

from digitpad.ui.photo.photo_arrival import PHOTO

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reading(window, picture, qtbot):
    """The window, on the page Lessons, with a photo that is being read."""
    press(window, Qt.Key.Key_2, CTRL)
    assert window.tabs.current_name == "lessons"
    window.photos.open(picture)
    return window


def arrived(window, qtbot):
    qtbot.waitUntil(lambda: window.pages.photo.photo is not None)


def test_it_comes_to_the_front_where_nobody_went_elsewhere(reading, qtbot):
    arrived(reading, qtbot)
    assert reading.tabs.current_name == PHOTO
    assert reading.statusBar().currentMessage() == ""


def test_who_went_elsewhere_is_not_called_back_and_the_bars_stay(reading, picture, qtbot):
    press(reading, Qt.Key.Key_1, CTRL)
    arrived(reading, qtbot)
    assert reading.tabs.current_name == "training"
    assert reading.workbench.recognizer.is_about_drawing
    assert reading.statusBar().currentMessage() == f"“{picture.name}” was read; it is on the page Photo."


def test_the_page_is_filled_all_the_same(reading, qtbot):
    press(reading, Qt.Key.Key_1, CTRL)
    arrived(reading, qtbot)
    press(reading, Qt.Key.Key_5, CTRL)
    assert reading.tabs.current_name == PHOTO
    qtbot.waitUntil(lambda: not reading.workbench.recognizer.is_about_drawing)


def test_who_went_to_the_page_itself_sees_it_there(reading, qtbot):
    press(reading, Qt.Key.Key_5, CTRL)
    arrived(reading, qtbot)
    assert reading.statusBar().currentMessage() == ""
    qtbot.waitUntil(lambda: not reading.workbench.recognizer.is_about_drawing)


def test_going_away_and_back_is_no_going_elsewhere(reading, qtbot):
    press(reading, Qt.Key.Key_1, CTRL)
    press(reading, Qt.Key.Key_2, CTRL)
    arrived(reading, qtbot)
    assert reading.tabs.current_name == PHOTO
