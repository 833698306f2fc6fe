"""What the network reads before and after it learnt, as a table that is as high as its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from digitpad.ui.widgets import named
from digitpad.words import percent

_HEADINGS = ("Read right", "Before", "After")
_MARGIN = 10
"""Pixels of a cell beside its text."""


@dataclass(frozen=True)
class Row:
    """One line: what is read, how many pictures of it there are, and the shares read right (0..1; None for none)."""

    text: str
    count: int
    before: float | None
    after: float | None

    def cells(self) -> tuple[str, ...]:
        """What its cells say."""
        shares = ("–" if share is None else percent(share) for share in (self.before, self.after))
        return (f"{self.text} ({self.count:,})", *shares)


class LearningTable(QTableWidget):
    """A row for each kind of digits."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        named(
            self, "learningTable", "Before and after",
            "Share of right answers before and after learning: on our digits, on strangers', and on the old ones.",
        )
        for column, text in enumerate(_HEADINGS):
            self.setHorizontalHeaderItem(column, _cell(text, column))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of the present ones."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells()):
                self.setItem(number, column, _cell(text, column))
        self._fit()

    def _fit(self) -> None:
        """Be as high as all rows; the first column gets the room that the figures leave, and wraps."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        # So that nothing moves when a figure comes.
        least = metrics.horizontalAdvance(percent(1.0)) + 2 * _MARGIN
        widths = [max(header.sectionSizeHint(column), least) for column in (1, 2)]
        first = max(metrics.horizontalAdvance("Strangers’") + _MARGIN, self.viewport().width() - sum(widths))
        for column, width in enumerate((first, *widths)):
            header.resizeSection(column, width)
        self.resizeRowsToContents()
        height = header.sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other heights."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rowCount():
            self._fit()


def _cell(text: str, column: int) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return cell
