"""The table of what a network reads before and after fine-tuning."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from digitpad.formatting import percent
from digitpad.translation import N_, _
from digitpad.ui.widgets.full_height_table import MARGIN, FullHeightTable, cell
from digitpad.ui.widgets.helpers import named

_HEADINGS = (N_("Gets right"), N_("Before"), N_("After"))


@dataclass(frozen=True)
class FineTuningRow:
    """One line: what is read, how many pictures of it there are, and the shares read right (0..1; None for none)."""

    text: str
    count: int
    before: float | None
    after: float | None

    def cells(self) -> tuple[str, ...]:
        """What its cells say."""
        shares = ("–" if share is None else percent(share) for share in (self.before, self.after))
        return (f"{self.text} ({self.count:,})", *shares)


class FineTuningResults(FullHeightTable):
    """A row for each kind of digits."""

    def __init__(self) -> None:
        super().__init__(tuple(map(_, _HEADINGS)))
        named(
            self,
            "learningTable",
            _("Before and after"),
            _("Share of right answers before and after: on your digits, on other people’s, and on the old ones."),
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[FineTuningRow]) -> None:
        """Show these rows instead of the present ones."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row.cells()):
                self.setItem(number, column, cell(text, column))
        self.fit()

    def fit(self) -> None:
        """Be as high as all rows; the first column gets the room that the figures leave, and wraps."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        # So that nothing moves when a figure comes.
        least = metrics.horizontalAdvance(percent(1.0)) + 2 * MARGIN
        widths = [max(header.sectionSizeHint(column), least) for column in (1, 2)]
        first = max(metrics.horizontalAdvance(_("Other people’s")) + MARGIN, self.viewport().width() - sum(widths))
        for column, width in enumerate((first, *widths)):
            header.resizeSection(column, width)
        self.resizeRowsToContents()
        height = header.sizeHint().height() + sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + 2 * self.frameWidth())
