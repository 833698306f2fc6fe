"""A grid of equally large pictures."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import QSize, QStringListModel
from PySide6.QtWidgets import QApplication

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_grid import PictureDelegate, PictureGrid


class Squares(PictureDelegate):
    def size(self):
        em = self.view.fontMetrics().height()
        return QSize(3 * em, 3 * em)


@pytest.fixture
def grid(qtbot):
    grid = PictureGrid(QStringListModel([str(number) for number in range(20)]), Squares, columns=5, rows=4)
    grid.resize(grid.sizeHint())
    return shown(grid, qtbot)


def test_pictures_stand_beside_each_other_and_wrap(grid):
    side = Squares(grid).size().width()
    places = [grid.visualRect(grid.model().index(row, 0)) for row in range(20)]
    assert all(place.width() == side for place in places)
    in_a_row = sum(place.top() == places[0].top() for place in places)
    assert in_a_row == grid.viewport().width() // side
    assert places[in_a_row].top() == places[0].top() + side


def test_it_asks_for_so_many_and_is_never_lower_than_one(grid, qapp):
    side = Squares(grid).size().width()
    assert grid.sizeHint() == QSize(5 * side, 4 * side)
    assert grid.minimumHeight() >= side
    theme.apply(qapp, "light", 200)
    QApplication.processEvents()
    larger = Squares(grid).size().width()
    assert larger > 1.5 * side
    assert grid.minimumHeight() >= larger
    assert grid.visualRect(grid.model().index(0, 0)).width() == larger
