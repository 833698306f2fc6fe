"""Marks in a plane."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from digitpad.ui.picture_map.map_view import MapView
from digitpad.ui.widgets import theme

PLACES = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 5.0]])


@pytest.fixture
def view(qtbot):
    view = MapView()
    view.resize(400, 300)
    view.show_places(PLACES, np.array([0, 1, 1]), ("7", "Coat"))
    return shown(view, qtbot)


def test_places_are_spread_over_the_room_in_one_scale(view):
    pixels = [view.pixel(place) for place in PLACES]
    across, down = pixels[1].x() - pixels[0].x(), pixels[2].y() - pixels[1].y()
    assert across == pytest.approx(2 * down)
    assert 0 < pixels[0].x() < pixels[1].x() < 400
    assert across > 350
    assert view.count == 3


def test_the_picture_under_the_mouse_is_told_and_chosen(view, qtbot):
    pointed, chosen = [], []
    view.pointed_at.connect(pointed.append)
    view.chosen.connect(chosen.append)
    for number in (1, 2):
        QTest.mouseMove(view, view.pixel(PLACES[number]).toPoint() + QPoint(2, 1))
        qtbot.waitUntil(lambda number=number: pointed[-1:] == [number])
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.pixel(PLACES[0]).toPoint())
    assert chosen == [0]
    QTest.mouseMove(view, QPoint(200, 290))
    qtbot.waitUntil(lambda: pointed[-1] == -1)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 290))
    assert chosen == [0]


def test_our_own_digits_have_a_frame(view):
    """Of the last one only; its corner is 0.45 of a text height from its middle."""
    before = view.grab().toImage()
    view.show_places(PLACES, np.array([0, 1, 1]), ("7", "Coat"), own=1)
    after = view.grab().toImage()
    off = round(0.45 * view.fontMetrics().height())

    def has_changed(place):
        corner = view.pixel(place).toPoint() - QPoint(off, off)
        return any(
            before.pixel(corner + QPoint(x, y)) != after.pixel(corner + QPoint(x, y))
            for x in (-1, 0, 1) for y in (-1, 0, 1)
        )

    assert [has_changed(place) for place in PLACES] == [False, False, True]


def test_the_drawing_is_a_ring_at_its_place(view):
    before = view.grab().toImage()
    view.show_drawing(np.array([5.0, 2.5]))
    after = view.grab().toImage()
    middle = view.pixel((5.0, 2.5)).toPoint()
    edge = round(0.75 * view.fontMetrics().height())
    assert after.pixelColor(middle + QPoint(edge, 0)) == QColor(theme.colours().accent)
    assert after.pixelColor(middle) == QColor(theme.colours().surface)
    view.show_drawing(None)
    assert view.grab().toImage() == before


def test_nothing_to_show_is_shown_as_nothing(view):
    view.show_places(np.zeros((0, 2)), np.zeros(0, int), ())
    view.show_drawing(np.array([1.0, 1.0]))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    view.grab()
    assert view.count == 0


def test_one_place_only_is_in_the_middle(view):
    view.show_places(np.array([[3.0, 4.0]]), np.array([0]), ("7",))
    assert view.pixel((3.0, 4.0)).toPoint() == QPoint(200, 150)
