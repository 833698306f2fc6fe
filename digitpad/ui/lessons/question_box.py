"""One question of a lesson on the page: what is asked, its field, its hints, and what became of a guess."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.lessons.answers import answer_words, number_words
from digitpad.lessons.questions import NumberQuestion, must_come_before_run
from digitpad.translation import _
from digitpad.ui.lessons.answer_fields import field_for
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named

if TYPE_CHECKING:
    from digitpad.lessons.questions import Question
    from digitpad.lessons.state import StepState


class QuestionBox(QWidget):
    """Asks a question.

    Attributes:
        question: what is asked.
        field: where it is answered.

    Signals:
        hint_wanted: one hint more is to be opened.
    """

    hint_wanted = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.field = field_for(question)
        self.setAccessibleName(question.text)
        self._hint = named(QPushButton(), f"{question.id}HintButton", _("Hint"), _("Opens one hint after the other."))
        self._hints = [faint_label(hint) for hint in question.hints]
        self._outcome = named(
            Note(), f"{question.id}Outcome", _("Guess and result"), _("What you guessed, and what the run gave.")
        )
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(mark(Note(question.text), heading=True))
        layout.addWidget(self.field)
        for each in self._hints:
            layout.addWidget(each)
            each.hide()
        layout.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._outcome)
        self._outcome.hide()
        self._hint.clicked.connect(lambda: self.hint_wanted.emit())

    def show_state(self, done: StepState, result: float | None) -> None:
        """Show what was answered, the hints that were opened, and beside a guess what the run gave.

        Args:
            done: what was done in the step.
            result: what the first run gave for a guess, in its unit; None where there is none.
        """
        given = done.answers.get(self.question.id)
        self.field.show_answer(None if given is None else given.value)
        opened = min(done.hints.get(self.question.id, 0), len(self._hints))
        for place, hint in enumerate(self._hints):
            hint.setVisible(place < opened)
        self._hint.setVisible(opened < len(self._hints))
        self._hint.setText(_("Hint {number} of {count}").format(number=opened + 1, count=len(self._hints)))
        if must_come_before_run(self.question):
            # What was guessed stays once there is something that could be known.
            stays = _("A run has begun, so this guess stays.") if done.runs and given is not None else ""
            self.field.set_free(stays)
            if given is not None and done.ended:
                self._show_outcome(answer_words(self.question, given.value), result)

    def _show_outcome(self, guess: str, result: float | None) -> None:
        if result is None:
            self._outcome.setText(_("You guessed: {guess}.").format(guess=guess))
        else:
            unit = self.question.unit if isinstance(self.question, NumberQuestion) else ""
            sentence = _("You guessed: {guess}. The run gave: {result}.")
            self._outcome.setText(sentence.format(guess=guess, result=number_words(result, unit)))
        self._outcome.show()
