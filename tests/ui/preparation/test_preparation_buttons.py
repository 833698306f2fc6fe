"""The buttons of the page Prepare: the same digit small, thick, slanted and at the edge."""

import numpy as np
import pytest
from helpers.windows import click, find, press
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget

from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.paper import UNITS
from digitpad.ui.preparation.marked_picture import MarkedPicture
from digitpad.ui.widgets.picture_view import PictureView

SEVEN = Ink.of([[(260, 190), (740, 160), (640, 380), (460, 890)]])

BUTTONS = ("smallDrawingButton", "thickPenButton", "slantedDrawingButton", "largeDrawingButton")


def picture(page, side):
    return find(page, f"{side}Picture", MarkedPicture).picture


def settled(window, qtbot):
    """The recognizer has answered, and then the page: each waits with a timer for its turn."""
    QApplication.processEvents()
    timers = [*window.workbench.recognizer.findChildren(QTimer), *find(window, "preparationPage").findChildren(QTimer)]
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))


def extent(ink):
    points = np.concatenate(ink.strokes)
    return (*points.min(axis=0), *points.max(axis=0))


@pytest.mark.parametrize("name", [name for name in BUTTONS if name != "thickPenButton"])
def test_a_button_draws_the_same_digit_in_another_way_and_can_be_undone(
    window, page, mouse, qtbot, name
):
    mouse.draw(SEVEN)
    settled(window, qtbot)
    before = window.drawing.canvas.ink
    click(page, name)
    settled(window, qtbot)
    ink = window.drawing.canvas.ink
    assert ink.to_json() != before.to_json()
    assert [len(stroke) for stroke in ink.strokes] == [len(stroke) for stroke in before.strokes]
    if name == "smallDrawingButton":
        assert max(extent(ink)) < UNITS / 3
    same = np.abs(picture(page, "prepared").astype(int) - rasterize(before)).max() <= 1
    assert bool(same) is (name != "slantedDrawingButton")
    window.drawing.canvas.undo_stack.undo()
    assert window.drawing.canvas.ink.to_json() == before.to_json()


@pytest.mark.parametrize("name", BUTTONS)
def test_on_an_empty_canvas_a_button_brings_a_digit(
    window, page, qtbot, name
):
    click(page, name)
    settled(window, qtbot)
    assert min(extent(window.drawing.canvas.ink)) >= 0
    assert picture(page, "raw").any()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.drawing.canvas.ink


def test_leaning_on_and_on_stays_on_the_canvas(window, page):
    for _ in range(12):
        click(page, "slantedDrawingButton")
        ink = window.drawing.canvas.ink
        assert min(extent(ink)) >= 0
        assert max(extent(ink)) <= UNITS


def test_a_thick_pen_changes_the_raw_picture_alone(
    window, page, mouse, qtbot
):
    mouse.draw(SEVEN)
    find(page, "thickPenButton").setFocus()  # the frame of the focus goes there
    settled(window, qtbot)
    thin, ready = picture(page, "raw").sum(dtype=int), picture(page, "prepared")
    screen = window.drawing.canvas.grab().toImage()
    click(page, "thickPenButton")
    settled(window, qtbot)
    assert picture(page, "raw").sum(dtype=int) > 2 * thin
    np.testing.assert_array_equal(picture(page, "prepared"), ready)
    assert window.drawing.canvas.grab().toImage() != screen
    click(page, "thickPenButton")
    settled(window, qtbot)
    assert picture(page, "raw").sum(dtype=int) == thin
    assert window.drawing.canvas.grab().toImage() == screen


def test_another_page_has_the_usual_pen_and_keeps_its_picture(
    window, page, mouse, qtbot
):
    usual = window.drawing.canvas.pen_units
    mouse.draw(SEVEN)
    click(page, "thickPenButton")
    assert window.drawing.canvas.pen_units == 3 * usual
    find(window, "pages", QTabWidget).setCurrentWidget(window.pages.examine)
    qtbot.waitUntil(lambda: find(window.pages.examine, "nextPictureButton").isEnabled())
    settled(window, qtbot)
    assert window.drawing.canvas.pen_units == usual
    assert not find(page, "thickPenButton", QPushButton).isChecked()
    np.testing.assert_array_equal(
        window.drawing.preview.picture, find(window.pages.examine, "testPicture", PictureView).picture
    )
