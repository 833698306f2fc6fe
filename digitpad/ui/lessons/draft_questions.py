"""Rows in which a teacher types questions: kind, text, and what there is to choose from."""

from __future__ import annotations  # the types are for the reader, not for the start

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.lessons.lesson_draft import KINDS, OF_CHOICES, DraftQuestion
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named


class DraftQuestions(QWidget):
    """A row for each question, and a button for one more; a row without a text is no question.

    Signals:
        edited: any of them is another now.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QComboBox, QLineEdit, QLineEdit]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._add = named(
            QPushButton(_("Add a &question")), "addQuestionButton", _("Add a question"),
            _("Another row to type one in."),
        )
        self._add.setAutoDefault(False)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add.clicked.connect(lambda: self.add())

    def add(self) -> None:
        """Append a row."""
        number = len(self._rows) + 1
        kind = named(QComboBox(), f"question{number}KindBox", _("Kind of question"), _("How it is answered."))
        for key, words in KINDS.items():
            kind.addItem(_(words), key)
        text = named(QLineEdit(), f"question{number}Edit", _("Question"), _("What is asked; empty for no question."))
        text.setPlaceholderText(_("What is asked"))
        choices = named(
            QLineEdit(), f"question{number}ChoicesEdit", _("Choices"), _("With semicolons between them: yes; no.")
        )
        choices.setPlaceholderText(_("yes; no"))
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(kind)
        row.addWidget(choices, 1)
        self._column.insertLayout(2 * number - 2, row)
        self._column.insertWidget(2 * number - 1, text)
        choices.setVisible(False)
        kind.currentIndexChanged.connect(lambda __: choices.setVisible(kind.currentData() in OF_CHOICES))
        kind.currentIndexChanged.connect(lambda __: self.edited.emit())
        for edit in (text, choices):
            edit.textEdited.connect(lambda __: self.edited.emit())
        self._rows.append((kind, text, choices))
        text.setFocus()

    def drafts(self) -> tuple[DraftQuestion, ...]:
        """What was typed."""
        return tuple(
            DraftQuestion(str(kind.currentData()), text.text(), choices.text()) for kind, text, choices in self._rows
        )
