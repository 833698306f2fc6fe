"""What is on the paper, how it looks, and how it is undone."""

import numpy as np
import pytest
from helpers.pen import ZIGZAG
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.paper import MOST_STEPS, UNITS
from digitpad.ui.widgets import theme


def test_every_point_is_told_with_all_ink_so_far(canvas, mouse):
    told = []
    canvas.ink_changed.connect(lambda ink: told.append(ink.point_count))
    mouse.stroke(ZIGZAG)
    assert told == [1, 2, 3, 4, 5, 5]


def test_points_are_kept_in_canvas_units(canvas, mouse):
    mouse.stroke(ZIGZAG)
    assert canvas.ink.strokes[0] == pytest.approx(np.array(ZIGZAG), abs=UNITS / 400)


def test_whether_there_is_ink_is_told_when_it_changes_and_before_the_ink(canvas, mouse):
    told = []
    canvas.has_ink_changed.connect(told.append)
    canvas.ink_changed.connect(lambda ink: told.append(ink.point_count))
    mouse.stroke(ZIGZAG[:3])
    assert told == [True, 1, 2, 3, 3]
    told.clear()
    canvas.undo_stack.undo()
    canvas.undo_stack.redo()
    assert told == [False, 0, True, 3]


# Undo


def test_each_stroke_is_one_step(canvas, mouse):
    mouse.stroke(ZIGZAG[:2])
    mouse.stroke(ZIGZAG[2:])
    canvas.undo_stack.undo()
    assert len(canvas.ink.strokes) == 1
    canvas.undo_stack.redo()
    assert len(canvas.ink.strokes) == 2
    assert canvas.undo_stack.count() == 2


def test_clear_can_be_undone(canvas, mouse):
    mouse.stroke(ZIGZAG)
    ink = canvas.ink
    canvas.clear()
    assert not canvas.ink
    canvas.undo_stack.undo()
    assert canvas.ink.to_json() == ink.to_json()


def test_clearing_an_empty_canvas_is_no_step(canvas):
    canvas.clear()
    assert canvas.undo_stack.count() == 0


def test_clearing_in_mid_stroke_drops_the_stroke(canvas, mouse):
    mouse.stroke(ZIGZAG[:2])
    mouse.press(ZIGZAG[2])
    canvas.clear()
    mouse.move(ZIGZAG[3])
    mouse.release(ZIGZAG[4])
    assert not canvas.ink
    canvas.undo_stack.undo()
    assert len(canvas.ink.strokes) == 1


def test_undo_in_mid_stroke_leaves_the_stroke_to_the_pen(canvas, mouse):
    mouse.stroke(ZIGZAG[:2])
    mouse.press(ZIGZAG[2])
    mouse.move(ZIGZAG[3])
    canvas.undo_stack.undo()
    assert len(canvas.ink.strokes) == 1
    mouse.release(ZIGZAG[3])
    assert canvas.ink.strokes[0][0] == pytest.approx(ZIGZAG[2], abs=3)


def test_another_drawing_put_on_the_canvas_can_be_undone(canvas, mouse):
    mouse.stroke(ZIGZAG)
    canvas.set_ink(Ink.of([[(1, 2), (3, 4)]]))
    assert canvas.ink.point_count == 2
    canvas.undo_stack.undo()
    assert canvas.ink.point_count == 5


def test_a_thousand_steps_can_be_undone_and_no_more_are_kept(canvas):
    for number in range(MOST_STEPS + 10):
        canvas.set_ink(Ink.of([[(number, 1), (number, 9)]]))
    assert canvas.undo_stack.count() == MOST_STEPS
    for _ in range(MOST_STEPS + 10):
        canvas.undo_stack.undo()
    assert canvas.ink.strokes[0].tolist() == [[9, 1], [9, 9]]


# How it looks


def test_focus_is_visible(canvas):
    assert canvas.hasFocus() or canvas.focusPolicy() is Qt.FocusPolicy.StrongFocus
    canvas.setFocus()
    corner = QColor(canvas.grab().toImage().pixel(1, 200))
    canvas.clearFocus()
    assert corner == QColor(theme.colours().accent)
    assert QColor(canvas.grab().toImage().pixel(1, 200)) != corner
