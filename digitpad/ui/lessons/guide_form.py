"""The teacher's side of a lesson that is being made: how long it takes, and what pupils can do afterwards."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from digitpad.errors import DigitpadError
from digitpad.lessons.task_reading import MAX_MINUTES
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.number_fields import WholeBox

if TYPE_CHECKING:
    from collections.abc import Collection

    from digitpad.lessons.guide import TeachersGuide


class GuideForm(QWidget):
    """Minutes and aims; the rest of a guide stays as it is.

    Args:
        guide: what is known already.

    Signals:
        edited: it is another now.
    """

    edited = Signal()

    def __init__(self, guide: TeachersGuide) -> None:
        super().__init__()
        self._before = guide
        self._minutes = named(
            WholeBox(guide.minutes, 0, MAX_MINUTES), "guideMinutesBox", _("Minutes"),
            _("How long the lesson takes; 0 for nothing said."),
        )
        self._aims = named(
            QPlainTextEdit("\n".join(guide.aims)), "guideAimsEdit", _("Aims"),
            _("What pupils can do afterwards, one aim on each line; pupils do not see it."),
        )
        self._aims.setTabChangesFocus(True)
        self._aims.setFixedHeight(4 * self.fontMetrics().height())
        form = theme.spaced(QFormLayout(self))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("&Minutes (for teachers)"), self._minutes)
        form.addRow(_("A&ims, one on each line (for teachers)"), self._aims)
        self._minutes.valueChanged.connect(lambda __: self.edited.emit())
        self._aims.textChanged.connect(self.edited)

    def guide(self, asked: Collection[str]) -> TeachersGuide:
        """The guide as it was typed.

        Args:
            asked: what the questions of the lesson are called; answers to others are gone with them.

        Raises:
            DigitpadError: the number of minutes makes no sense.
        """
        if (reason := self._minutes.why_not()) is not None:
            raise DigitpadError(N_("Minutes: {problem}"), problem=reason)
        aims = tuple(" ".join(line.split()) for line in self._aims.toPlainText().splitlines() if line.strip())
        answers = {name: answer for name, answer in self._before.answers.items() if name in asked}
        return replace(self._before, minutes=int(self._minutes.value()), aims=aims, answers=answers)
