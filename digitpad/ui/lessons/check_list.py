"""The checks of a step as a list: what has to be reached, and whether it is."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, mark, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.lessons.results import CheckResult

_DONE, _OPEN = "✓", "○"  # untranslated: signs


class CheckList(QWidget):
    """A line for each check; the sign before it and the words in it say how it stands."""

    def __init__(self, number: int, count: int) -> None:
        super().__init__()
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(mark(Note(_("To be reached")), heading=True))
        self._lines = []
        for place in range(1, count + 1):
            sign, note = PlainLabel(), named(
                Note(), f"step{number}Check{place}", _("To be reached"), _("What has to be reached, and how far it is.")
            )
            sign.setFixedWidth(2 * theme.GRID)
            row = QHBoxLayout()
            row.setSpacing(theme.GRID // 2)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(note, 1)
            layout.addLayout(row)
            self._lines.append((sign, note))

    def show_results(self, results: Sequence[CheckResult]) -> None:
        """Show how it stands with each."""
        for (sign, note), result in zip(self._lines, results, strict=True):
            text = str(result.message)
            if text != note.text():
                note.setText(text)
                note.setAccessibleName(text)
            sign.setText(_DONE if result.done else _OPEN)
