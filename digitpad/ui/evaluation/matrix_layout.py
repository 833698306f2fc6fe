"""Where the cells of a confusion matrix are."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

_WIDEST_EMS = 3.4
_WIDEST_SHARE = 1.7
"""A cell is at most so many times as wide as high: a matrix looks square, not like a table."""


class MatrixLayout(NamedTuple):
    """A grid with heads at the left and at the top, and ends at the right and at the bottom.

    Attributes:
        classes: how many rows; there is one column more.
        left: where the cells begin, after the heads of the rows; in pixels, as the others.
        top: where they begin, below the heads of the columns.
        width: of a cell.
        height: of a cell.
        end: how wide the ends of the rows are.
        foot: how high the ends of the columns are.
        title: how wide and high the titles of the two axes are.
    """

    classes: int
    left: int
    top: int
    width: int
    height: int
    end: int
    foot: int
    title: int

    def cell(self, row: int, column: int) -> QRect:
        """The place of a cell; of a head for -1, of an end for `classes` (row) or `classes + 1` (column)."""
        x, width = self.left + column * self.width, self.width
        y, height = self.top + row * self.height, self.height
        if column < 0:
            x, width = self.title, self.left - self.title
        elif column > self.classes:
            width = self.end
        if row < 0:
            y, height = self.title, self.top - self.title
        elif row >= self.classes:
            height = self.foot
        return QRect(x, y, width, height)

    def spot(self, point: QPoint) -> tuple[int, int] | None:
        """The row and column under a point, heads and ends too; None beside them."""
        x, y = point.x() - self.left, point.y() - self.top
        row = -1 if y < 0 else min(y // self.height, self.classes)
        column = -1 if x < 0 else min(x // self.width, self.classes + 1)
        return (row, column) if self.cell(row, column).contains(point) else None

    def nearest(self, point: QPoint) -> tuple[int, int]:
        """The cell that is nearest to a point."""
        row, column = (point.y() - self.top) // self.height, (point.x() - self.left) // self.width
        return min(max(row, 0), self.classes - 1), min(max(column, 0), self.classes)


def laid_out(width: int, height: int, classes: int, head: tuple[int, int], em: int) -> MatrixLayout:
    """The largest layout for the room that there is.

    Args:
        width: of the widget, in pixels, as the others.
        height: of the widget.
        classes: 2 to 62.
        head: how wide the heads of the rows and how high those of the columns are to be.
        em: the height of a line of text.
    """
    title, end, foot = round(em * 1.1), round(em * 2.0), round(em * 1.3)
    left, top = title + head[0], title + head[1]
    high = max(1, (height - top - foot - 1) // classes)
    wide = max(1, (width - left - end - 1) // (classes + 1))
    wide = min(wide, max(round(em * _WIDEST_EMS), high), max(1, round(high * _WIDEST_SHARE)))
    high = min(high, max(1, round(wide * 1.2)))
    return MatrixLayout(classes, left, top, wide, high, end, foot, title)
