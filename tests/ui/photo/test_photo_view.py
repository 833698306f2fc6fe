"""The photo under the hand: wheel, drag, double click and keys."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.ui.photo.photo_view import PhotoView

LEFT = Qt.MouseButton.LeftButton
BOXES = np.array([[[20, 20], [60, 20], [60, 80], [20, 80]], [[120, 20], [180, 20], [180, 80], [120, 80]]], float)


@pytest.fixture
def view(qtbot):
    """A photo of 200 x 100 pixels with two digits, shown at twice its size."""
    view = PhotoView()
    view.setFixedSize(400, 200)
    image = QImage(200, 100, QImage.Format.Format_Grayscale8)
    image.fill(200)
    shown(view, qtbot)
    view.set_photo(image, BOXES)
    view.set_answers(("4", "7"), 0)
    return view


def roll(view, notches, place=(200, 100)):
    """Roll the wheel at a place; whether the view took it."""
    where = QPointF(*place)
    event = QWheelEvent(
        where, view.mapToGlobal(where), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def middle(view, number=0):
    place = view.place_of(number)
    return place.x(), place.y()


def drag(view, start, end):
    QTest.mousePress(view, LEFT, pos=QPoint(*start))
    QTest.mouseMove(view, QPoint(*end))
    QTest.mouseRelease(view, LEFT, pos=QPoint(*end))


def test_at_first_all_of_it_is_seen(view):
    assert view.zoom == 1
    assert middle(view) == (80, 100)
    assert middle(view, 1) == (300, 100)


def test_the_wheel_zooms_where_the_mouse_is(view):
    assert roll(view, 2, (80, 100))
    assert view.zoom == pytest.approx(1.25**2)
    assert middle(view) == pytest.approx((80, 100))
    assert middle(view, 1) == pytest.approx((80 + 220 * 1.25**2, 100))


def test_at_its_smallest_the_wheel_is_left_to_the_page(view):
    assert not roll(view, -1)
    assert view.zoom == 1
    roll(view, 1)
    assert roll(view, -1)
    assert view.zoom == 1


def test_there_is_an_end_to_enlarging(view):
    roll(view, 40)
    assert view.zoom == 16


def test_dragging_moves_it_and_chooses_nothing(view):
    chosen = []
    view.digit_chosen.connect(chosen.append)
    roll(view, 4)
    before = middle(view)
    drag(view, (200, 100), (240, 130))
    assert middle(view) == pytest.approx((before[0] + 40, before[1] + 30))
    assert chosen == []


def test_it_cannot_be_dragged_away(view):
    roll(view, 1)
    for _ in range(5):
        drag(view, (10, 10), (390, 190))
    assert middle(view) == pytest.approx((80 * 1.25, 100 * 1.25)), "its corner is the view's corner"


def test_a_double_click_fits(view):
    roll(view, 5)
    QTest.mouseDClick(view, LEFT, pos=QPoint(200, 100))
    assert view.zoom == 1
    assert middle(view) == (80, 100)


def test_a_click_on_a_digit_chooses_it(view, qtbot):
    chosen = []
    view.digit_chosen.connect(chosen.append)
    QTest.mouseClick(view, LEFT, pos=QPoint(300, 100))
    QTest.mouseClick(view, LEFT, pos=QPoint(200, 100))
    assert chosen == [1], "between the boxes is nothing"
    QTest.mouseMove(view.windowHandle(), QPoint(80, 100))
    qtbot.waitUntil(lambda: view.cursor().shape() is Qt.CursorShape.PointingHandCursor)


def test_keys_do_the_same(view):
    chosen = []
    view.digit_chosen.connect(chosen.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == 1.25
    before = middle(view)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert middle(view)[0] == pytest.approx(before[0] - 50)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert chosen == [1, 1], "the one after the last is the first"
    roll(view, 3)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == 1


def test_a_marked_answer_is_painted_in_another_colour(view):
    before = view.grab().toImage()
    view.set_answers(("4", "7"), 1)
    after = view.grab().toImage()
    edge = 40, 100  # the left side of the first box
    assert before.pixelColor(*edge) != after.pixelColor(*edge)


def test_nothing_to_show_is_no_fault(qtbot):
    view = PhotoView()
    view.setFixedSize(50, 50)
    shown(view, qtbot)
    assert not roll(view, 1)
    QTest.mouseClick(view, LEFT, pos=QPoint(25, 25))
    QTest.mouseDClick(view, LEFT, pos=QPoint(25, 25))
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.answers == ()
