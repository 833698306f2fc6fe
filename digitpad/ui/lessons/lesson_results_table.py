"""The table of a lesson's results: lecture, plain Keras and this run."""

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QTableWidgetItem

from digitpad.lessons.lesson import Lesson
from digitpad.lessons.table import Measured, rows
from digitpad.translation import N_, _
from digitpad.ui.widgets.full_height_table import MARGIN, FullHeightTable, cell
from digitpad.ui.widgets.helpers import named

_HEADINGS = (N_("Right answers"), N_("Reported\nin the\nlecture"), N_("Plain\nKeras"), N_("This\nrun"))


class LessonResultsTable(FullHeightTable):
    """A heading a step, and below it a row a figure."""

    def __init__(self) -> None:
        super().__init__(tuple(map(_, _HEADINGS)))
        self._texts = [_(_HEADINGS[0])]  # of the first column, without the titles of steps
        named(
            self,
            "lessonTable",
            _("Figures of the lesson"),
            _("Share of right answers: what the lecture saw, what Keras alone gives, and what your run gave."),
        )
        self.setWordWrap(False)

    def show_figures(
        self, lesson: Lesson, measured: Mapping[int, Measured], numbers: Collection[int] | None = None
    ) -> None:
        """Show the figures of a lesson, and of the runs of its steps by number: of all steps, or of these."""
        self.clearSpans()
        self.setRowCount(0)
        self._texts = [_(_HEADINGS[0])]
        for number, step in enumerate(lesson.steps, start=1):
            if step.plan is None or (numbers is not None and number not in numbers):
                continue
            heading = cell(f"{number}. {step.title}", 0)
            font = heading.font()  # an empty one: its size stays that of the table
            font.setBold(True)
            heading.setFont(font)
            row = self._add_row(heading)
            self.setSpan(row, 0, 1, len(_HEADINGS))
            for figure in rows(step, measured.get(number, {})):
                cells = figure.cells()
                self._texts.append(cells[0])
                self._add_row(*(cell(text, column) for column, text in enumerate(cells)))
        for column in (1, 2):  # of a lesson without a lecture, or without figures of plain Keras
            items = [self.item(row, column) for row in range(self.rowCount())]
            self.setColumnHidden(column, all(item is None or item.text() == "–" for item in items))
        self.fit()

    def _add_row(self, *cells: QTableWidgetItem) -> int:
        row = self.rowCount()
        self.insertRow(row)
        for column, item in enumerate(cells):
            self.setItem(row, column, item)
        return row

    def fit(self) -> None:
        """Be as high as all rows, and as wide as there is room; where that is not enough, the table scrolls."""
        self.resizeRowsToContents()
        header = self.horizontalHeader()
        metrics = self.fontMetrics()
        least = metrics.horizontalAdvance("100.0 %") + 2 * MARGIN  # so that nothing moves when a figure comes
        widths = [
            0 if self.isColumnHidden(column)
            else max(self.sizeHintForColumn(column), header.sectionSizeHint(column), least)
            for column in (1, 2, 3)
        ]
        # Not by Qt's hint, which counts the titles of steps for the first column alone although they span all.
        first = max(map(metrics.horizontalAdvance, self._texts)) + MARGIN
        for column, width in enumerate((max(first, self.viewport().width() - sum(widths)), *widths)):
            header.resizeSection(column, width)
        height = header.sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        scrolls = first + sum(widths) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(height + bar + 2 * self.frameWidth())
