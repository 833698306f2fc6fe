"""The map and its lens: real mouse and keys, colours read from the screen."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from digitpad.ink.raster import rasterize
from digitpad.replay import bundled_drawings
from digitpad.ui.why.contribution_map import ContributionMap
from digitpad.ui.widgets import theme

PICTURE = rasterize(dict(bundled_drawings())["7"])


@pytest.fixture
def places():
    return []


@pytest.fixture
def view(qtbot, places):
    view = ContributionMap()
    view.set_scale(8)
    view.lens_moved.connect(places.append)
    view.resize(view.sizeHint())
    return shown(view, qtbot)


def test_the_values_can_be_read_and_are_seen(view):
    values = np.zeros((28, 28))
    values[0, 0], values[0, 27], values[27, 0] = 4.0, -4.0, 2.0
    view.show_map(PICTURE, values)
    assert view.property("values") == values.ravel().tolist()
    image = view.grab().toImage()
    assert image.pixelColor(5, 5) == QColor(theme.BLUE)
    assert image.pixelColor(27 * 8 + 5, 5) == QColor(theme.ORANGE)
    half = image.pixelColor(5, 27 * 8 + 5)
    assert QColor(theme.BLUE).lightness() < half.lightness() < QColor(theme.colours().surface).lightness()
    view.show_map(PICTURE, None)
    assert set(view.property("values")) == {0.0}


def test_the_mouse_moves_the_lens_and_takes_it_away(view, places):
    QTest.mouseMove(view, QPoint(1 + 8 * 10 + 3, 1 + 8 * 4 + 3))
    assert view.lens == (4, 10)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(1 + 8 * 27, 1))
    assert view.lens == (0, 27)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert places == [(4, 10), (0, 27), None]


def test_arrow_keys_move_the_lens_from_the_middle_to_the_edge(view):
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.lens == (14, 14)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.lens == (13, 14)
    for _ in range(30):
        QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.lens == (14, 0)


def test_what_is_under_the_lens_is_paper(view):
    view.show_map(np.full((28, 28), 255, np.uint8), np.ones((28, 28)))
    view.set_lens((10, 10))
    image = view.grab().toImage()
    assert image.pixelColor(1 + 10 * 8 + 4, 1 + 10 * 8 + 4) == QColor(theme.colours().surface)
    assert image.pixelColor(1 + 14 * 8 + 4, 1 + 10 * 8 + 4) == QColor(theme.BLUE)


def test_where_nothing_is_wiped_there_is_no_lens(view, places):
    view.set_lens((1, 1))
    view.allow_lens(False)
    QTest.mouseMove(view, QPoint(100, 100))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert places == [(1, 1), None]
    view.allow_lens(True)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.lens == (14, 14)
