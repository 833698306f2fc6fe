"""A pen on the canvas: its side switch, the air above it, the mouse events that repeat it, the hand that holds it."""

import pytest
from helpers.pen import LEFT, RIGHT, Hand, Stylus, pixel
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

LINE = [(100.0, 500.0), (500.0, 500.0), (900.0, 500.0)]
ACROSS = [(500.0, 300.0), (500.0, 500.0), (500.0, 700.0)]
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def canvas(canvas, qapp):
    qapp.pen_near.connect(canvas.set_pen_near)  # as `create_window` does
    return canvas


@pytest.fixture
def pen(canvas):
    return Stylus(canvas, time=1_000)


def mouse(canvas, kind, place, time, button=LEFT):
    """A mouse event at a time that is said."""
    local = QPointF(pixel(canvas, place))
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
    event = QMouseEvent(
        kind, local, local, canvas.mapToGlobal(local), pressed, held, Qt.KeyboardModifier.NoModifier
    )
    event.setTimestamp(time)
    QCoreApplication.sendEvent(canvas, event)


def lengths(canvas):
    return [len(stroke) for stroke in canvas.ink.strokes]


# The side switch


@pytest.mark.parametrize("switch", [RIGHT, MIDDLE])
def test_the_side_switch_erases_in_one_step(canvas, pen, switch):
    pen.stroke(LINE)
    pen.stroke(ACROSS, switch)
    assert len(canvas.ink.strokes) == 2
    assert canvas.undo_stack.count() == 2
    pen.stroke(LINE)
    assert len(canvas.ink.strokes) == 3


def test_a_side_switch_that_is_pressed_in_the_air_erases_when_the_tip_comes_down(canvas, pen):
    pen.stroke(LINE)
    pen.press(ACROSS[0], RIGHT, pressure=0)
    pen.move(*ACROSS, pressure=0)
    assert lengths(canvas) == [3]
    pen.stroke(ACROSS)
    assert len(canvas.ink.strokes) == 2
    pen.move(*LINE, pressure=0)
    pen.release(LINE[-1], RIGHT)
    assert canvas.undo_stack.count() == 2


def test_a_side_switch_that_is_pressed_on_a_line_leaves_it_a_line(canvas, pen):
    pen.press(LINE[0])
    pen.press(LINE[0], RIGHT)
    pen.move(*LINE[1:])
    pen.release(LINE[2], RIGHT, pressure=0.5)
    pen.release(LINE[2])
    assert lengths(canvas) == [3]
    assert canvas.undo_stack.count() == 1


# In the air


def test_in_the_air_nothing_is_drawn(canvas, pen):
    pen.move(*LINE, pressure=0)
    assert not canvas.ink
    pen.stroke(LINE)
    pen.move(*ACROSS, pressure=0)
    assert lengths(canvas) == [3]


def test_a_pen_without_pressure_draws_with_the_button_of_its_tip(canvas, pen):
    pen.press(LINE[0], pressure=0)
    pen.move(*LINE[1:], pressure=0)
    pen.release(LINE[2])
    assert lengths(canvas) == [3]


def test_a_pen_that_goes_away_in_mid_line_leaves_the_line(canvas, pen):
    pen.press(LINE[0])
    pen.move(LINE[1])
    pen.go_away()
    pen.move(LINE[2], pressure=0)
    assert lengths(canvas) == [2]
    assert canvas.undo_stack.count() == 1


def test_a_drawing_that_is_cleared_under_the_pen_stays_empty(canvas, pen):
    pen.stroke(LINE)
    pen.press(ACROSS[0])
    canvas.clear()
    pen.move(*ACROSS[1:])
    pen.release(ACROSS[2])
    assert not canvas.ink


# Pen and mouse events of one line


@pytest.mark.parametrize("mouse_first", [True, False])
def test_a_line_that_is_told_twice_is_one_stroke(canvas, pen, mouse_first):
    def told(by_pen, kind, place):
        both = [by_pen, lambda: mouse(canvas, kind, place, pen.time)]
        for tell in reversed(both) if mouse_first else both:
            tell()

    told(lambda: pen.press(LINE[0]), QEvent.Type.MouseButtonPress, LINE[0])
    for place in LINE[1:]:
        told(lambda place=place: pen.move(place), QEvent.Type.MouseMove, place)
    told(lambda: pen.release(LINE[2]), QEvent.Type.MouseButtonRelease, LINE[2])
    assert lengths(canvas) == [3]
    assert canvas.undo_stack.count() == 1


@pytest.mark.parametrize("mouse_first", [True, False])
def test_a_sweep_of_the_rubber_that_is_told_twice_is_one_step(canvas, pen, mouse_first):
    pen.stroke(LINE)
    pen.time += 1_000
    if mouse_first:
        mouse(canvas, QEvent.Type.MouseButtonPress, ACROSS[0], pen.time, RIGHT)
    pen.press(ACROSS[0], RIGHT)
    if not mouse_first:
        mouse(canvas, QEvent.Type.MouseButtonPress, ACROSS[0], pen.time, RIGHT)
    pen.move(*ACROSS[1:])
    mouse(canvas, QEvent.Type.MouseButtonRelease, ACROSS[2], pen.time, RIGHT)
    pen.release(ACROSS[2], RIGHT)
    assert len(canvas.ink.strokes) == 2
    assert canvas.undo_stack.count() == 2


def test_the_whole_line_as_a_mouse_comes_after_the_pen(canvas, pen):
    pen.stroke(LINE)
    mouse(canvas, QEvent.Type.MouseButtonPress, LINE[0], pen.time + 5)
    mouse(canvas, QEvent.Type.MouseMove, LINE[1], pen.time + 6)
    mouse(canvas, QEvent.Type.MouseButtonRelease, LINE[2], pen.time + 7)
    assert canvas.undo_stack.count() == 1


def test_a_mouse_draws_beside_a_pen_that_lies_on_its_tablet(canvas, pen):
    pen.come_near()
    pen.stroke(LINE)
    pen.time += 1_000
    pen.move(LINE[2], pressure=0)
    mouse(canvas, QEvent.Type.MouseButtonPress, ACROSS[0], pen.time)
    mouse(canvas, QEvent.Type.MouseButtonRelease, ACROSS[1], pen.time)
    assert lengths(canvas) == [3, 2]


# The palm


def test_a_palm_is_ignored_while_the_pen_is_near(canvas, pen):
    pen.come_near()
    palm = Hand(canvas)
    palm.press(pen.time + 30_000)
    pen.stroke(LINE)
    palm.move(pen.time)
    palm.release(pen.time)
    assert lengths(canvas) == [3]
    assert canvas.undo_stack.count() == 1


def test_a_palm_is_ignored_where_the_coming_of_the_pen_is_not_told(canvas, pen):
    pen.move(LINE[0], pressure=0)
    Hand(canvas).tap(pen.time + 400)
    assert not canvas.ink


def test_a_palm_that_came_before_the_pen_is_taken_back(canvas, pen):
    told = []
    palm = Hand(canvas)
    palm.press(900)
    palm.move(950)
    canvas.ink_changed.connect(lambda ink: told.append(len(ink.strokes)))
    pen.come_near()
    assert not canvas.ink
    assert told == [0]
    palm.move(1_020)
    palm.release(1_030)
    assert not canvas.ink
    assert canvas.undo_stack.count() == 0


def test_a_palm_is_taken_back_by_a_pen_whose_coming_is_not_told(canvas, pen):
    Hand(canvas).press(900)
    pen.move(LINE[0], pressure=0)
    assert not canvas.ink


def test_a_palm_that_the_system_called_off_because_of_the_pen_is_taken_back(canvas, pen):
    pen.stroke(LINE)
    Hand(canvas).press(3_000)
    Hand(canvas).be_called_off(3_010)
    assert lengths(canvas) == [3, 1]
    pen.time = 3_010
    pen.come_near()
    assert lengths(canvas) == [3]
    assert not canvas.undo_stack.canRedo()
    assert canvas.undo_stack.count() == 1


def test_a_touch_that_was_called_off_for_another_reason_stays(canvas, pen):
    Hand(canvas).press(3_000)
    Hand(canvas).be_called_off(3_010)
    pen.time = 4_000
    pen.come_near()
    pen.stroke(LINE)
    assert lengths(canvas) == [1, 3]


def test_a_palm_that_is_lifted_after_the_pen_is_ignored_and_a_finger_then_draws(canvas, pen):
    pen.come_near()
    pen.stroke(LINE)
    pen.go_away()
    Hand(canvas).tap(pen.time + 400)
    assert lengths(canvas) == [3]
    Hand(canvas).tap(pen.time + 600)
    assert lengths(canvas) == [3, 1]


def test_fingers_draw_again_where_the_going_of_the_pen_is_not_told(canvas, pen):
    pen.come_near()
    pen.stroke(LINE)
    Hand(canvas).tap(pen.time + 30_000)
    assert lengths(canvas) == [3]
    Hand(canvas).tap(pen.time + 61_000)
    assert lengths(canvas) == [3, 1]


def test_the_window_hears_of_a_pen_that_is_near(window):
    canvas = window.drawing.canvas
    Stylus(canvas, time=1_000).come_near()
    device = QTest.createTouchDevice()
    QTest.touchEvent(canvas, device).press(0, pixel(canvas, LINE[0]), canvas).commit()
    assert not canvas.ink
    QTest.touchEvent(canvas, device).release(0, pixel(canvas, LINE[0]), canvas).commit()
    Stylus(canvas, time=1_000).go_away()
