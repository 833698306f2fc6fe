"""The confusion matrix to look at and to choose from: cells, rows and columns, with the mouse or by keyboard."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.translation import _
from digitpad.ui.evaluation.matrix_layout import MatrixLayout, laid_out
from digitpad.ui.evaluation.matrix_painter import Marks, paint_matrix
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from digitpad.evaluation.confusion import Cell
    from digitpad.ui.evaluation.matrix_content import MatrixContent

_LOWEST_EMS, _LOWEST = 1.15, 5
"""The least height of a cell: of a line of text, or in a large matrix so many pixels."""

_LARGE = 16
"""From so many classes on cells are smaller than their numbers, or the page would have to scroll."""

_HEAD_EMS = 4.5
"""Heads are at most so wide, and high."""

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@guarded
class ConfusionMatrix(QWidget):
    """Rows are what it is, columns what the network says.

    A click takes a cell, the head of a row or column all of its cells, the corner nothing; with Ctrl they are added or
    taken away. Dragging, or Shift, takes the rectangle since the last click.

    Signals:
        cells_chosen: these cells, a frozenset of (row, column), are selected now; none when nothing is.
    """

    cells_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._content: MatrixContent | None = None
        self._selected: frozenset[Cell] = frozenset()
        self._partly: frozenset[Cell] = frozenset()
        self._before: frozenset[Cell] = frozenset()  # what stays selected while a rectangle is being dragged
        self._anchor: Cell = (0, 0)
        self._cursor: Cell = (0, 0)
        self._is_dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What it shows

    @property
    def content(self) -> MatrixContent | None:
        """What is shown; None before anything was counted."""
        return self._content

    @property
    def selected(self) -> frozenset[Cell]:
        """The cells that were chosen, or all of whose pictures are selected."""
        return self._selected

    def _counts(self) -> list[list[int]]:
        return [] if self._content is None else self._content.numbers.tolist()

    counts = qt_property("QVariantList", "_counts")
    """A list a row, the last number of each for `?`; with two networks the second's numbers minus the first's."""

    def show_content(
        self, content: MatrixContent | None, selected: Iterable[Cell] = (), partly: Iterable[Cell] = ()
    ) -> None:
        """Show another matrix.

        Args:
            content: None for none.
            selected: cells all of whose pictures are selected.
            partly: cells some of whose pictures are.
        """
        if content is None or self._content is None or content.classes != self._content.classes:
            self._cursor = self._anchor = (0, 0)
        self._content = content
        self._selected, self._partly = frozenset(selected), frozenset(partly)
        self.updateGeometry()
        self._describe()
        self.update()

    def cell_rect(self, row: int, column: int) -> QRect:
        """The place of a cell, in pixels; of a head for -1. Nowhere while nothing is shown."""
        return QRect() if self._content is None else self._layout().cell(row, column)

    def _layout(self) -> MatrixLayout:
        assert self._content is not None
        return laid_out(self.width(), self.height(), self._content.classes, self._heads(), self._em())

    def _em(self) -> int:
        return self.fontMetrics().height()

    def _heads(self) -> tuple[int, int]:
        """How wide the heads of rows and how high those of columns are."""
        assert self._content is not None
        em, metrics = self._em(), self.fontMetrics()
        names = [self._content.name(place) for place in range(self._content.classes + 1)]
        longest = max(metrics.horizontalAdvance(name) for name in names) + em // 2
        wide = min(max(longest, em), round(em * _HEAD_EMS))
        return wide, round(em * 1.2) if longest <= 2 * em else wide

    def _describe(self) -> None:
        if self._content is None:
            self.setAccessibleDescription(_("Nothing was counted yet."))
            return
        words = [self._content.summary()]
        if self.hasFocus():
            words.append(self._content.cell_words(self._cursor))
        self.setAccessibleDescription(" ".join(words))

    # Choosing

    def _cells_of(self, spot: Cell) -> frozenset[Cell] | None:
        """The cells that a click there is about; None for the corners."""
        assert self._content is not None
        table, (row, column) = self._content.first, spot
        is_row, is_column = 0 <= row < self._content.classes, 0 <= column <= self._content.classes
        if is_row and is_column:
            return frozenset([spot])
        if is_row:
            return frozenset(table.row(row))
        return frozenset(table.column(column)) if is_column else None

    def _rectangle(self, one: Cell, other: Cell) -> frozenset[Cell]:
        rows, columns = (
            range(max(0, min(pair)), max(pair) + 1) for pair in zip(one, other, strict=True)
        )
        return frozenset((row, column) for row in rows for column in columns)

    def _choose(self, cells: frozenset[Cell]) -> None:
        if cells != self._selected or self._partly:
            self._selected, self._partly = cells, frozenset()
            self.update()
            self.cells_chosen.emit(cells)

    def _take(self, spot: Cell, modifiers: Qt.KeyboardModifier) -> None:
        """What a click, or Enter, does."""
        cells = self._cells_of(spot)
        if cells is None:
            self._choose(frozenset())
            return
        if modifiers & _SHIFT:
            self._choose(self._before | self._rectangle(self._anchor, spot))
            return
        self._before = frozenset()
        if modifiers & _CONTROL:
            self._before = self._selected - cells if cells <= self._selected else self._selected
            self._choose(self._selected ^ cells if cells <= self._selected else self._selected | cells)
        else:
            self._choose(cells)
        self._anchor = spot

    # Qt's own

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take what is under the mouse."""
        if self._content is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        spot = self._layout().spot(event.position().toPoint())
        if spot is None:
            return
        classes = self._content.classes
        self._is_dragging = 0 <= spot[0] < classes and 0 <= spot[1] <= classes
        self._cursor = (-1 if spot[0] >= classes else spot[0], -1 if spot[1] > classes else spot[1])
        self._take(spot, event.modifiers())
        self._describe()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """While the button is down, take the rectangle."""
        if self._is_dragging and self._content is not None:
            spot = self._layout().nearest(event.position().toPoint())
            if spot != self._anchor or len(self._selected) > 1:
                self._choose(self._before | self._rectangle(self._anchor, spot))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The rectangle stays."""
        self._is_dragging = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next cell or head, with Shift they take the rectangle; Enter or Space takes the cell."""
        key = event.key()
        if self._content is None or not (key in _ARROWS or key in _CHOOSE):
            super().keyPressEvent(event)
            return
        if key in _CHOOSE:
            self._take(self._cursor, event.modifiers())
        else:
            least = 0 if event.modifiers() & _SHIFT else -1
            (down, right), (row, column), classes = _ARROWS[key], self._cursor, self._content.classes
            self._cursor = min(max(row + down, least), classes - 1), min(max(column + right, least), classes)
            if event.modifiers() & _SHIFT:
                self._choose(self._before | self._rectangle(self._anchor, self._cursor))
            elif not event.modifiers() & _CONTROL and min(self._cursor) >= 0:
                self._anchor, self._before = self._cursor, frozenset()
        self._describe()
        self.update()

    def event(self, event: QEvent) -> bool:
        """What is under the mouse, in words."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """What is at a pixel, in a sentence; empty where nothing is."""
        if self._content is None or (spot := self._layout().spot(point)) is None:
            return ""
        classes, (row, column) = self._content.classes, spot
        if row in (-1, classes) and column in (-1, classes + 1):
            return self._content.summary()
        return self._content.cell_words((-1 if row == classes else row, -1 if column > classes else column))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and matrix."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
        if self._content is not None:
            cursor = self._cursor if self.hasFocus() else None
            paint_matrix(
                painter, self._content, self._layout(), self.font(), Marks(self._selected, self._partly, cursor)
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._describe()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """It is elsewhere."""
        super().focusOutEvent(event)
        self._describe()

    def minimumSizeHint(self) -> QSize:
        """Room for the numbers of a small matrix, for some pixels a cell of a large one."""
        em, classes = self._em(), 10 if self._content is None else self._content.classes
        heads = (em, round(em * 1.2)) if self._content is None else self._heads()
        low = max(_LOWEST, round(_LOWEST_EMS * em * min(1.0, _LARGE / classes)))
        high = round(em * 1.1) + heads[1] + classes * low + round(em * 1.3) + 1
        return QSize(round(em * 3.1) + heads[0] + (classes + 1) * max(_LOWEST, round(low * 0.9)) + 1, high)

    def sizeHint(self) -> QSize:
        """Somewhat more than the least."""
        return self.minimumSizeHint() * 1.3
