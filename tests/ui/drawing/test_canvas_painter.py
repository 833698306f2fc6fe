"""What a drawing looks like: lines without gaps, the hint on empty paper, and frames."""

from collections import deque

import numpy as np
import pytest
from helpers.pen import ZIGZAG, inked, pixel
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.canvas_painter import CanvasPainter
from digitpad.ui.widgets import theme


def connected(mask, start):
    """The part of the mask that can be reached from a pixel."""
    reached = np.zeros_like(mask)
    waiting = deque([(start.y(), start.x())])
    while waiting:
        row, column = waiting.popleft()
        inside = 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]
        if inside and mask[row, column] and not reached[row, column]:
            reached[row, column] = True
            waiting.extend([(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)])
    return reached


def test_two_far_points_are_joined_without_a_gap(canvas, mouse):
    mouse.stroke([(100, 150), (900, 820)])
    mask = inked(canvas)
    for share in np.linspace(0, 1, 200):
        point = pixel(canvas, (100 + 800 * share, 150 + 670 * share))
        assert mask[point.y(), point.x()], f"a gap at {share:.0%} of the line"


def test_a_fast_zigzag_is_one_line_from_its_start_to_its_end(canvas, mouse):
    mouse.stroke(ZIGZAG)
    mask = inked(canvas)
    line = connected(mask, pixel(canvas, ZIGZAG[0]))
    end = pixel(canvas, ZIGZAG[-1])
    assert line[end.y(), end.x()]
    # The frame of the focused canvas is the only other thing on it; it does not reach this far in.
    assert (line[5:-5, 5:-5] == mask[5:-5, 5:-5]).all()


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_the_curve_ends_at_the_pen(canvas, mouse, count):
    """While the button is held the line is already where the mouse is, and it stays there on release."""
    mouse.press(ZIGZAG[0])
    mouse.move(*ZIGZAG[1:count])
    tip = pixel(canvas, ZIGZAG[count - 1])
    assert inked(canvas)[tip.y(), tip.x()]
    mouse.release(ZIGZAG[count - 1])
    assert inked(canvas)[tip.y(), tip.x()]


def test_a_line_under_way_looks_like_the_same_line_finished(canvas, mouse):
    mouse.press(ZIGZAG[0])
    mouse.move(*ZIGZAG[1:])
    before = canvas.grab().toImage()
    mouse.release(ZIGZAG[-1])
    assert canvas.grab().toImage() == before


def test_what_is_repainted_point_by_point_is_the_whole_line(canvas, mouse, qtbot):
    """Only the surroundings of the newest piece are painted again; nothing of the bend before it may go missing."""
    mouse.press(ZIGZAG[0])
    for place in ZIGZAG[1:]:
        mouse.move(place)
        QApplication.processEvents()
    seen = canvas.screen().grabWindow(canvas.winId()).toImage()
    whole = canvas.grab().toImage()
    mouse.release(ZIGZAG[-1])
    assert seen.convertToFormat(whole.format()) == whole


def test_an_empty_canvas_says_what_to_do_until_the_first_point(canvas, mouse):
    def faint_pixels():
        image, faint = canvas.grab().toImage(), QColor(theme.colours().faint).rgb()
        return sum(image.pixel(x, y) == faint for x in range(100, 300) for y in range(180, 220))

    canvas.set_class_names("0123456789")
    assert faint_pixels() > 10
    mouse.press((50, 50))
    assert faint_pixels() == 0
    mouse.release((50, 50))
    assert faint_pixels() == 0


def test_a_drawing_that_is_set_aside_shines_through_also_with_the_focus_and_the_rubber(canvas, mouse):
    """What is painted last, the frame of the focus and the ring of the rubber, is a line and no sheet over all."""
    canvas.set_aside("Test picture 15")
    empty = canvas.grab().toImage()
    canvas.set_aside("")
    mouse.stroke([(100, 800), (900, 800)])
    canvas.set_aside("Test picture 15")
    assert canvas.hasFocus()
    for is_rubbing in (False, True):
        if is_rubbing:
            mouse.press((500, 100), button=Qt.MouseButton.RightButton)
        image = canvas.grab().toImage()
        assert image.pixelColor(100, 320).lightness() < empty.pixelColor(100, 320).lightness() - 10, "the line"
        assert image.pixelColor(100, 100) == empty.pixelColor(100, 100) != QColor(theme.colours().surface), "the veil"
    mouse.release((500, 100), button=Qt.MouseButton.RightButton)


def test_a_dark_room_turns_ink_light_on_dark(canvas, mouse, qapp):
    mouse.stroke([(100, 500), (900, 500)])
    canvas.grab()
    theme.apply(qapp, "dark", 100)
    image = canvas.grab().toImage()
    assert image.pixelColor(200, 200) == QColor(theme.DARK.text)
    assert image.pixelColor(200, 100) == QColor(theme.DARK.surface)


# The painter alone


@pytest.fixture
def painter(qtbot):
    """For a widget of 200 pixels, which show 1000 units."""
    widget = QWidget()
    widget.resize(200, 200)
    shown(widget, qtbot)
    return CanvasPainter(widget, 1000)


def finished(painter, ink, pen=50.0):
    """What is painted of finished strokes on a widget of 200 pixels."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    painter.paint_finished(brush, image.rect(), ink, pen)
    brush.end()
    return image


def test_places_and_the_width_of_the_line_follow_the_size(painter):
    assert painter.scale == 0.2
    assert painter.pixels((500, 250)).toTuple() == (100, 50)
    image = finished(painter, Ink.of([[(0, 500), (1000, 500)]]))
    column = [image.pixelColor(100, y) == QColor(theme.colours().text) for y in range(200)]
    assert 8 <= sum(column) <= 10
    assert column[100]


def test_finished_strokes_are_painted_once_until_they_are_forgotten(painter):
    empty = finished(painter, Ink())
    line = Ink.of([[(0, 500), (1000, 500)]])
    assert finished(painter, line) == empty
    painter.forget()
    assert finished(painter, line) != empty


@pytest.mark.parametrize(
    ("names", "hint"),
    [("0123456789", "Draw a digit here"), (("Coat", "Bag"), "Draw one of these here:\nCoat, Bag")],
    ids=["digits", "clothes"],
)
def test_the_empty_paper_says_what_may_be_drawn(painter, names, hint):
    before = finished(painter, Ink())
    painter.set_class_names(names)
    assert painter.hint == hint
    assert finished(painter, Ink()) != before


def test_a_frame_stands_around_the_lines_and_stays_on_the_paper(painter):
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours().surface))
    brush = QPainter(image)
    painter.paint_frame(brush, (400, 400, 1000, 600), 50)
    brush.end()
    paper = QColor(theme.colours().surface)
    seen = [(x, y) for x in range(200) for y in range(200) if image.pixelColor(x, y) != paper]
    left, top = min(x for x, _ in seen), min(y for _, y in seen)
    right, bottom = max(x for x, _ in seen), max(y for _, y in seen)
    assert 70 <= left < 75, "outside of half the pen"
    assert 70 <= top < 75
    assert 125 < bottom <= 130
    assert right < 199
