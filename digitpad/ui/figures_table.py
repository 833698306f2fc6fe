"""What a lecture saw, what stock Keras gives and what this run gave, as a table that is as high as its rows."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from digitpad.lessons.lesson import Lesson
from digitpad.lessons.table import Measured, rows
from digitpad.ui.widgets import named

_HEADINGS = ("Right answers", "The\nlecture", "Stock\nKeras", "This\nrun")
_MARGIN = 10
"""Pixels of a cell beside its text."""


class FiguresTable(QTableWidget):
    """A heading a step, and below it a row a figure."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        self._texts = [_HEADINGS[0]]  # of the first column, without the titles of steps
        named(
            self, "lessonTable", "Figures of the lesson",
            "Share of right answers: what the lecture saw, what Keras alone gives, and what your run gave.",
        )
        for column, text in enumerate(_HEADINGS):
            self.setHorizontalHeaderItem(column, _cell(text, column))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_figures(self, lesson: Lesson, measured: Mapping[int, Measured]) -> None:
        """Show the figures of a lesson, and of the runs of its steps by number."""
        self.clearSpans()
        self.setRowCount(0)
        self._texts = [_HEADINGS[0]]
        for number, step in enumerate(lesson.steps, start=1):
            heading = _cell(f"{number}. {step.title}", 0)
            font = heading.font()  # an empty one: its size stays that of the table
            font.setBold(True)
            heading.setFont(font)
            row = self._add_row(heading)
            self.setSpan(row, 0, 1, len(_HEADINGS))
            for figure in rows(step, measured.get(number, {})):
                cells = figure.cells()
                self._texts.append(cells[0])
                self._add_row(*(_cell(text, column) for column, text in enumerate(cells)))
        self._fit()

    def _add_row(self, *cells: QTableWidgetItem) -> int:
        row = self.rowCount()
        self.insertRow(row)
        for column, cell in enumerate(cells):
            self.setItem(row, column, cell)
        return row

    def _fit(self) -> None:
        """Be as high as all rows, and as wide as there is room; where that is not enough, the table scrolls."""
        self.resizeRowsToContents()
        header = self.horizontalHeader()
        metrics = self.fontMetrics()
        least = metrics.horizontalAdvance("0.000") + 2 * _MARGIN  # so that nothing moves when a figure comes
        widths = [max(self.sizeHintForColumn(column), header.sectionSizeHint(column), least) for column in (1, 2, 3)]
        # Not by Qt's hint, which counts the titles of steps for the first column alone although they span all.
        first = max(map(metrics.horizontalAdvance, self._texts)) + _MARGIN
        for column, width in enumerate((max(first, self.viewport().width() - sum(widths)), *widths)):
            header.resizeSection(column, width)
        height = header.sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        scrolls = first + sum(widths) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(height + bar + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need a scroll bar, or no longer."""
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
