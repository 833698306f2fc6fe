"""Rows in which a teacher types questions: kind, text, and what belongs to the kind."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.lessons.draft_question import FIELDS, DraftQuestion, fields_of, kinds
from digitpad.ui.lessons.row_list import RowList
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.quiet_box import QuietBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from digitpad.lessons.questions import Question


class _QuestionRow(QWidget):
    """One question."""

    edited = Signal()

    def __init__(self, number: int, draft: DraftQuestion) -> None:
        super().__init__()
        self._draft = draft
        name = f"question{number}"
        self._kind = named(QuietBox(), f"{name}KindBox", _("Kind of question"), _("How it is answered."))
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for key, words in kinds().items():
            self._kind.addItem(words, key)
        self._kind.setCurrentIndex(self._kind.findData(draft.kind))
        self.text = named(
            QLineEdit(draft.text), f"{name}Edit", _("Question"), _("What is asked; empty for no question.")
        )
        self.text.setPlaceholderText(_("What is asked"))
        self._fields: dict[str, QLineEdit] = {}
        column = theme.spaced(QVBoxLayout(self), (0, 0, 0, theme.GRID), theme.GRID // 2)
        column.addWidget(self._kind)
        column.addWidget(self.text)
        for key, (spoken, placeholder) in FIELDS.items():
            edit = named(
                QLineEdit((draft.typed or {}).get(key, "")), f"{name}{key.title().replace('_', '')}Edit", _(spoken),
                _("Several have semicolons between them: yes; no.") if key in ("choices", "hints")
                else _("Belongs to the question above."),
            )
            edit.setPlaceholderText(_(placeholder))
            edit.textEdited.connect(lambda __: self.edited.emit())
            self._fields[key] = edit
            column.addWidget(edit)
        self._show_fields()
        self._kind.currentIndexChanged.connect(self._change_kind)
        self.text.textEdited.connect(lambda __: self.edited.emit())

    def _change_kind(self, __: int) -> None:
        self._show_fields()
        self.edited.emit()

    def _show_fields(self) -> None:
        wanted = fields_of(str(self._kind.currentData()))
        for key, edit in self._fields.items():
            edit.setVisible(key in wanted)

    def draft(self) -> DraftQuestion:
        """What was typed."""
        typed = {key: edit.text() for key, edit in self._fields.items() if edit.text()}
        return DraftQuestion(
            self._draft.id, str(self._kind.currentData()), self.text.text(), typed, self._draft.before
        )


class DraftQuestions(QWidget):
    """A row for each question, and a button for one more; a row without a text is no question.

    Args:
        new_id: gives what the program calls a question that is added.

    Signals:
        edited: any of them is another now.
    """

    edited = Signal()

    def __init__(self, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._new_id = new_id
        add = named(
            QPushButton(_("Add a &question")), "addQuestionButton", _("Add a question"),
            _("Another row to type one in."),
        )
        self._list: RowList[_QuestionRow] = RowList(self, add)
        add.clicked.connect(lambda: self.add())

    def add(self) -> None:
        """Append an empty row."""
        self._append(DraftQuestion(self._new_id())).text.setFocus()

    def show_questions(self, questions: Iterable[Question]) -> None:
        """Have a row for each of these, and no other."""
        self._list.clear()
        for question in questions:
            self._append(DraftQuestion.of(question))

    def _append(self, draft: DraftQuestion) -> _QuestionRow:
        row = self._list.append(_QuestionRow(len(self._list.rows) + 1, draft))
        row.edited.connect(self.edited)
        return row

    def questions(self) -> tuple[Question, ...]:
        """What was typed.

        Raises:
            DigitpadError: something is missing or makes no sense.
        """
        return tuple(draft.question() for draft in (row.draft() for row in self._list.rows) if draft.text.strip())
