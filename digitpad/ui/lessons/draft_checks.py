"""Rows in which a teacher chooses what has to be reached, each with a number, a setting or a class."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.errors import DigitpadError
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.translation import N_, _
from digitpad.ui.lessons.draft_check import NOTHING, DraftCheck, is_percent, kinds, needs_number
from digitpad.ui.lessons.row_list import RowList
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.quiet_box import QuietBox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digitpad.lessons.checks import StepCheck


class _CheckRow(QWidget):
    """One check."""

    edited = Signal()

    def __init__(self, number: int, draft: DraftCheck) -> None:
        super().__init__()
        self._draft = draft
        name = f"check{number}"
        self.kind = named(QuietBox(), f"{name}KindBox", _("To be reached"), _("What has to be reached in the step."))
        for key, words in kinds().items():
            self.kind.addItem(words, key)
        self._number = named(
            QLineEdit(draft.number), f"{name}NumberEdit", _("Number"), _("The number to be reached.")
        )
        self._digit = named(
            QLineEdit(draft.digit), f"{name}DigitEdit", _("Class"), _("What the drawing is read as, such as 7.")
        )
        self._digit.setPlaceholderText(_("class, such as 7"))
        self._setting = named(
            QuietBox(), f"{name}SettingBox", _("Setting"), _("The one setting in which the runs differ.")
        )
        for key, words in SETTING_NAMES.items():
            self._setting.addItem(_(words), key)
        for box, chosen in ((self.kind, draft.kind), (self._setting, draft.setting)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setCurrentIndex(box.findData(chosen))
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        self._percent = PlainLabel(_("percent"))
        for widget in (self._digit, self._number, self._percent, self._setting):
            row.addWidget(widget)
        column = theme.spaced(QVBoxLayout(self), (0, 0, 0, theme.GRID), theme.GRID // 2)
        column.addWidget(self.kind)
        column.addLayout(row)
        self._show_fields()
        self.kind.currentIndexChanged.connect(self._change_kind)
        self._setting.currentIndexChanged.connect(lambda __: self.edited.emit())
        for edit in (self._number, self._digit):
            edit.textEdited.connect(lambda __: self.edited.emit())

    def _change_kind(self, __: int) -> None:
        self._show_fields()
        self.edited.emit()

    def _show_fields(self) -> None:
        kind = str(self.kind.currentData())
        self._number.setVisible(needs_number(kind))
        self._number.setPlaceholderText(_("number"))
        self._percent.setVisible(is_percent(kind))
        self._digit.setVisible(kind == "read")
        self._setting.setVisible(kind == "fair_test")

    def draft(self) -> DraftCheck:
        """What was chosen and typed."""
        return DraftCheck(
            str(self.kind.currentData()), self._number.text(), str(self._setting.currentData()), self._digit.text(),
            self._draft.before,
        )


class DraftChecks(QWidget):
    """A row for each check, and a button for one more; a row with “Nothing” is no check.

    Signals:
        edited: any of them is another now.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        add = named(
            QPushButton(_("Add a chec&k")), "addCheckButton", _("Add a check"),
            _("Another row to say what has to be reached."),
        )
        self._list: RowList[_CheckRow] = RowList(self, add)
        add.clicked.connect(lambda: self._append(DraftCheck()).kind.setFocus())

    def show_checks(self, checks: Iterable[StepCheck]) -> None:
        """Have a row for each of these, and no other."""
        self._list.clear()
        for check in checks:
            self._append(DraftCheck.of(check))

    def _append(self, draft: DraftCheck) -> _CheckRow:
        row = self._list.append(_CheckRow(len(self._list.rows) + 1, draft))
        row.edited.connect(self.edited)
        return row

    def checks(self) -> tuple[StepCheck, ...]:
        """What has to be reached.

        Raises:
            DigitpadError: something is missing, makes no sense, or is there twice.
        """
        drafts = (row.draft() for row in self._list.rows)
        checks = tuple(draft.check() for draft in drafts if draft.kind != NOTHING)
        names = [check.name for check in checks]
        for check in checks:
            if names.count(check.name) > 1:
                raise DigitpadError(N_("Two checks are about the same: “{check}”"), check=check.message())
        return checks
