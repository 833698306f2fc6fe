"""A table of numbers: the first column says of what, the others fill the width."""

from collections.abc import Sequence

from digitpad.ui.widgets.full_height_table import MARGIN, FullHeightTable, cell


class NumberTable(FullHeightTable):
    """Rows of texts; where they need more than the width, the table scrolls to the side."""

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead of the present ones; only what has changed is touched."""
        if self.rowCount() != len(rows):
            self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = self.item(number, column)
                if item is None:
                    self.setItem(number, column, cell(text, column))
                elif item.text() != text:
                    item.setText(text)
        self.fit()

    def fit(self) -> None:
        """Be as high as all rows; no row wraps."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        needed = []
        for column in range(self.columnCount()):
            texts = [self.item(row, column) for row in range(self.rowCount())]
            widest = max((metrics.horizontalAdvance(item.text()) for item in texts if item is not None), default=0)
            needed.append(max(widest + MARGIN, header.sectionSizeHint(column)))
        spare = max(0, self.viewport().width() - sum(needed)) // max(1, len(needed))
        for column, width in enumerate(needed):
            header.resizeSection(column, width + spare)
        line = metrics.height() + MARGIN // 2
        for row in range(self.rowCount()):
            self.setRowHeight(row, line)
        height = header.sizeHint().height() + line * self.rowCount() + 2 * self.frameWidth()
        if sum(needed) > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(height)
