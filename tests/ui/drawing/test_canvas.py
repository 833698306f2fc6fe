"""What the hand does and what is then on the canvas."""


import numpy as np
import pytest
from helpers.pen import RIGHT, Mouse, Stylus, burst, inked, pixel
from helpers.windows import shown
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.paper import UNITS


def test_a_click_leaves_a_dot(canvas, mouse):
    mouse.press((500, 500))
    mouse.release((500, 500))
    assert canvas.ink.point_count == 1
    assert inked(canvas)[200, 200]


def test_a_double_click_draws_too(canvas, mouse):
    """Qt calls the second of two quick presses a double click; to a hand it is another stroke."""
    mouse.double_click((300, 300))
    assert len(canvas.ink.strokes) == 2


# The rubber


def test_the_right_button_cuts_a_stroke_in_one_step(canvas, mouse):
    mouse.stroke([(100, 500), (900, 500)])
    whole = canvas.ink
    mouse.stroke([(500, 300), (500, 450), (500, 700)], RIGHT)
    assert len(canvas.ink.strokes) == 2
    mask = inked(canvas)
    assert not mask[200, 200]
    assert mask[200, 80]
    assert mask[200, 320]
    assert canvas.undo_stack.count() == 2
    canvas.undo_stack.undo()
    assert canvas.ink is not whole
    assert canvas.ink.strokes[0] is whole.strokes[0]


def test_a_rubber_that_touches_nothing_is_no_step(canvas, mouse):
    mouse.stroke([(100, 100), (900, 100)])
    mouse.stroke([(100, 800), (900, 800)], RIGHT)
    assert canvas.undo_stack.count() == 1


def test_a_fast_sweep_of_the_rubber_erases_all_along_its_way(canvas, mouse):
    for x in (200, 400, 600, 800):
        mouse.stroke([(x, 300), (x, 700)])
    mouse.stroke([(50, 500), (950, 500)], RIGHT)
    assert len(canvas.ink.strokes) == 8


def test_the_rubber_is_shown_while_it_is_down(canvas, mouse):
    empty = canvas.grab().toImage()
    mouse.press((500, 200), RIGHT)
    assert canvas.grab().toImage() != empty
    mouse.release((500, 200), RIGHT)
    assert canvas.grab().toImage() == empty


def test_the_two_buttons_do_not_get_in_each_others_way(canvas, mouse):
    mouse.press((100, 500))
    mouse.press((100, 500), RIGHT)
    mouse.move((900, 500))
    mouse.release((900, 500), RIGHT)
    mouse.release((900, 500))
    assert len(canvas.ink.strokes) == 1
    assert canvas.undo_stack.count() == 1


# Fingers and pens


def test_three_fingers_draw_three_strokes_at_once(canvas):
    device = QTest.createTouchDevice()
    places = {finger: QPoint(80 + 100 * finger, 60) for finger in range(3)}
    down = QTest.touchEvent(canvas, device)
    for finger, place in places.items():
        down.press(finger, place, canvas)
    down.commit()
    for step in range(1, 6):
        moved = QTest.touchEvent(canvas, device)
        for finger, place in places.items():
            moved.move(finger, place + QPoint(5 * step, 50 * step), canvas)
        moved.commit()
    assert len(canvas.ink.strokes) == 3
    assert canvas.undo_stack.count() == 0
    up = QTest.touchEvent(canvas, device)
    for finger, place in places.items():
        up.release(finger, place + QPoint(25, 250), canvas)
    up.commit()
    assert [len(stroke) for stroke in canvas.ink.strokes] == [6, 6, 6]
    assert canvas.undo_stack.count() == 3
    for x in (105, 205, 305):
        assert inked(canvas)[310, x]


def test_a_finger_lifted_first_leaves_the_others_drawing(canvas):
    device = QTest.createTouchDevice()
    down = QTest.touchEvent(canvas, device)
    down.press(0, QPoint(100, 100), canvas).press(1, QPoint(300, 100), canvas).commit()
    QTest.touchEvent(canvas, device).release(0, QPoint(100, 100), canvas).stationary(1).commit()
    QTest.touchEvent(canvas, device).move(1, QPoint(300, 300), canvas).commit()
    QTest.touchEvent(canvas, device).release(1, QPoint(300, 300), canvas).commit()
    assert [len(stroke) for stroke in canvas.ink.strokes] == [1, 2]


def test_fingers_that_the_system_takes_away_leave_their_strokes(canvas):
    """A window manager's gesture cancels the touch; what was drawn until then is ink and can be undone."""
    device = QTest.createTouchDevice()
    QTest.touchEvent(canvas, device).press(0, QPoint(100, 100), canvas).commit()
    QTest.touchEvent(canvas, device).move(0, QPoint(100, 300), canvas).commit()
    QCoreApplication.sendEvent(canvas, QTouchEvent(QEvent.Type.TouchCancel, device))
    assert canvas.undo_stack.count() == 1
    assert len(canvas.ink.strokes[0]) == 2
    QTest.touchEvent(canvas, device).release(0, QPoint(100, 300), canvas).commit()
    assert canvas.undo_stack.count() == 1


def test_a_finger_and_the_rubber_at_once_lose_nothing(canvas, mouse):
    mouse.stroke([(100, 500), (900, 500)])
    mouse.press((500, 400), RIGHT)
    device = QTest.createTouchDevice()
    QTest.touchEvent(canvas, device).press(0, QPoint(50, 50), canvas).commit()
    QTest.touchEvent(canvas, device).move(0, QPoint(350, 50), canvas).commit()
    mouse.move((500, 600))
    QTest.touchEvent(canvas, device).release(0, QPoint(350, 50), canvas).commit()
    mouse.release((500, 600), RIGHT)
    assert len(canvas.ink.strokes) == 3
    while canvas.undo_stack.canUndo():
        canvas.undo_stack.undo()
    assert not canvas.ink
    while canvas.undo_stack.canRedo():
        canvas.undo_stack.redo()
    assert len(canvas.ink.strokes) == 3


def test_a_pen_draws_and_its_other_end_erases(canvas):
    Stylus(canvas).stroke([(100, 500), (500, 500), (900, 500)])
    assert [len(stroke) for stroke in canvas.ink.strokes] == [3]
    Stylus(canvas, eraser=True).stroke([(500, 300), (500, 700)])
    assert len(canvas.ink.strokes) == 2
    assert canvas.undo_stack.count() == 2


# What a class does to it


@pytest.fixture
def holder(qtbot):
    holder = QWidget()
    holder.resize(900, 900)
    return shown(holder, qtbot)


@pytest.fixture
def small_canvas(holder):
    """In the middle of a larger window, so that the mouse can leave it."""
    canvas = Canvas()
    canvas.setParent(holder)
    canvas.setGeometry(300, 300, 300, 300)
    canvas.show()
    return canvas


def test_a_stroke_that_leaves_the_canvas_goes_on_where_it_comes_back(small_canvas):
    path = [(500.0, 500.0), (1500.0, 500.0), (1500.0, -300.0), (500.0, -300.0), (500.0, 300.0)]
    Mouse(small_canvas).stroke(path)
    assert len(small_canvas.ink.strokes) == 1
    assert small_canvas.ink.strokes[0] == pytest.approx(np.array(path), abs=4)


def test_a_stroke_that_ends_outside_is_kept_and_ended(small_canvas):
    mouse = Mouse(small_canvas)
    mouse.stroke([(500, 500), (1500, 500)])
    assert small_canvas.undo_stack.count() == 1
    mouse.move((200, 200))
    assert [len(stroke) for stroke in small_canvas.ink.strokes] == [2]


def test_the_window_may_change_its_size_in_mid_stroke(canvas, mouse):
    mouse.press((100, 100))
    mouse.move((300, 300))
    canvas.resize(640, 640)
    QApplication.processEvents()
    mouse.move((600, 600))
    mouse.release((900, 900))
    assert canvas.ink.strokes[0] == pytest.approx(np.array([(100, 100), (300, 300), (600, 600), (900, 900)]), abs=3)
    mask = inked(canvas)
    for units in (100, 300, 600, 900):
        point = pixel(canvas, (units, units))
        assert mask[point.y(), point.x()]


def test_five_hundred_fast_strokes(canvas):
    random = np.random.default_rng(0)
    burst(canvas, random.uniform(0, UNITS, (500, 4, 2)).tolist())
    assert len(canvas.ink.strokes) == 500
    canvas.grab()
    while canvas.undo_stack.canUndo():
        canvas.undo_stack.undo()
    assert not canvas.ink
