"""A bar for each class: how many drawings the set has of how many that are wanted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import set_tip
from digitpad.ui.widgets.progress_line import ProgressLine

_LONGEST_EMS = 5
"""How much room the name of a class has beside its bar at most, in text heights."""


class CollectBars(QWidget):
    """The names of the classes in two columns, each with its bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[ProgressLine] = []
        self._grid = theme.spaced(QGridLayout(self), gap=None)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID // 2)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Show bars for other classes."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._bars = []
        rows = (len(names) + 1) // 2
        for label, name in enumerate(names):
            row, column = label % rows, 2 * (label // rows)
            title = ElidedLabel(name, _LONGEST_EMS)
            set_tip(title, name)
            bar = named(
                ProgressLine(), f"collectProgress{label}", _("Collected of {name}").format(name=name),
                _("How many of {name} there are.").format(name=name),
            )
            self._grid.addWidget(title, row, column)
            self._grid.addWidget(bar, row, column + 1)
            self._bars.append(bar)

    def show_counts(self, counts: Sequence[int], wanted: int) -> None:
        """How many of each class there are, in the order of the classes, and how many of each are wanted."""
        for bar, count in zip(self._bars, counts, strict=True):
            bar.setMaximum(wanted)
            bar.setValue(min(count, wanted))
            bar.set_texts(_("{count} of {wanted}").format(count=count, wanted=wanted), f"{count}/{wanted}")
