"""The fields that questions are answered in: a number, a choice, a text, a drawing, something picked."""

from __future__ import annotations  # the types are for the reader, not for the start

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.ink.raster import rasterize
from digitpad.lessons.answers import answer_words
from digitpad.lessons.questions import (
    ChoiceQuestion,
    DrawingQuestion,
    NumberQuestion,
    PickQuestion,
    Question,
    TextQuestion,
)
from digitpad.lessons.state import Drawn
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, allow, faint_label, mark, named
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from digitpad.lessons.state import AnswerValue

_TEXT_LINES = 3

_USE = {"picture": N_("Use the picture from Examine"), "neuron": N_("Use the neuron from Inside")}
_NOTHING_PICKED = {
    "picture": N_("Choose a picture on the page Examine first."),
    "neuron": N_("Choose a neuron on the page Inside first."),
}


class AnswerField(QWidget):
    """Answers one question.

    Signals:
        given: an `AnswerValue`.
        wanted: the drawing, or what was picked, is to be the answer: somebody else has it.
    """

    given = Signal(object)
    wanted = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.column = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)

    def show_answer(self, value: AnswerValue | None) -> None:
        """Show what was answered before; None for nothing."""
        raise NotImplementedError

    def set_free(self, why_not: str) -> None:
        """Whether it can be answered; else why not, as one sentence."""
        allow(self, why_not)


class NumberAnswer(AnswerField):
    """A number that may be typed with a point or a comma; it counts as soon as it makes sense."""

    def __init__(self, question: NumberQuestion) -> None:
        super().__init__(question)
        self._low, self._high = question.low, question.high
        self._expected = _("A number from {low:g} to {high:g}.").format(low=self._low, high=self._high)
        named(self, f"{question.id}Answer", question.text, self._expected)
        self.edit = named(QLineEdit(), f"{question.id}Edit", question.text, self._expected)
        self.edit.setMaximumWidth(12 * self.edit.fontMetrics().averageCharWidth() + 4 * theme.GRID)
        self.edit.setPlaceholderText(f"{self._low:g} – {self._high:g}")
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self.edit)
        row.addWidget(PlainLabel(question.unit))
        row.addStretch()
        self._problem = mark(Note(self._expected), problem=True)
        self._problem.hide()
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        self.edit.textEdited.connect(self._read)

    def show_answer(self, value: AnswerValue | None) -> None:
        """Show the number, unless it is being typed."""
        if isinstance(value, float) and self._value(self.edit.text()) != value:
            self.edit.setText(f"{value:.10g}")

    def _value(self, text: str) -> float | None:
        try:
            value = float(text.strip().removesuffix("%").replace(",", "."))
        except ValueError:
            return None
        return value if math.isfinite(value) and self._low <= value <= self._high else None

    def _read(self, text: str) -> None:
        value = self._value(text)
        wrong = bool(text.strip()) and value is None
        mark(self.edit, wrong=wrong)
        self._problem.setVisible(wrong)
        if value is not None:
            self.given.emit(value)


class ChoiceAnswer(AnswerField):
    """One of several, all in sight."""

    def __init__(self, question: ChoiceQuestion) -> None:
        super().__init__(question)
        tip = _("Choose one of them.")
        named(self, f"{question.id}Answer", question.text, tip)
        self._group = QButtonGroup(self)
        for place, choice in enumerate(question.choices):
            button = named(
                QRadioButton(choice.replace("&", "&&")), f"{question.id}Choice{place + 1}", choice, question.text
            )
            self._group.addButton(button, place)
            self.column.addWidget(button)
        self._choices = question.choices
        self._group.idClicked.connect(lambda place: self.given.emit(question.choices[place]))

    def show_answer(self, value: AnswerValue | None) -> None:
        """Check the choice."""
        if isinstance(value, str) and value in self._choices:
            self._group.button(self._choices.index(value)).setChecked(True)


class TextAnswer(AnswerField):
    """Some sentences; Tab leads out of them."""

    def __init__(self, question: TextQuestion) -> None:
        super().__init__(question)
        tip = _("Write what you think; it is kept as you type.")
        named(self, f"{question.id}Answer", question.text, tip)
        self.edit = named(QPlainTextEdit(), f"{question.id}Edit", question.text, tip)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_TEXT_LINES * self.edit.fontMetrics().lineSpacing() + 2 * theme.GRID)
        self.column.addWidget(self.edit)
        self.edit.textChanged.connect(lambda: self.given.emit(self.edit.toPlainText()))

    def show_answer(self, value: AnswerValue | None) -> None:
        """Show the text, unless it is being typed."""
        if isinstance(value, str) and not self.edit.toPlainText():
            self.edit.blockSignals(True)
            self.edit.setPlainText(value)
            self.edit.blockSignals(False)


class _FetchedAnswer(AnswerField):
    """A button that takes what is somewhere else in the window, and what was taken."""

    def __init__(self, question: Question, words: str, tip: str) -> None:
        super().__init__(question)
        named(self, f"{question.id}Answer", question.text, tip)
        self.button = named(QPushButton(words), f"{question.id}Button", words, tip)
        self._said = faint_label("")
        self._said.hide()
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.GRID)
        self.row.addWidget(self._said, 1)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self.row)
        self.button.clicked.connect(lambda: self.wanted.emit())

    def show_answer(self, value: AnswerValue | None) -> None:
        """Say what was taken."""
        words = answer_words(self.question, value)
        self._said.setText(_("Your answer: {answer}").format(answer=words))
        self._said.setVisible(bool(words))

    def offer(self, why_not: str) -> None:
        """Whether there is something to take; else why not."""
        allow(self.button, why_not)


class DrawingAnswer(_FetchedAnswer):
    """The drawing that is on the canvas when the button is pressed."""

    def __init__(self, question: DrawingQuestion) -> None:
        super().__init__(
            question, _("Use my drawing"), _("Takes what is on the canvas now, as it is and as it is read.")
        )
        self._picture = PictureView(scale=2)
        self._picture.hide()
        self.row.insertWidget(0, self._picture)

    def show_answer(self, value: AnswerValue | None) -> None:
        """Show the drawing, small."""
        super().show_answer(value)
        if isinstance(value, Drawn):
            self._picture.set_picture(rasterize(value.ink))
        self._picture.setVisible(isinstance(value, Drawn))


class PickAnswer(_FetchedAnswer):
    """The picture or the neuron that was chosen last on its page."""

    def __init__(self, question: PickQuestion) -> None:
        super().__init__(question, _(_USE[question.of]), _("Takes what you chose there last."))
        self.of = question.of

    def offer_picked(self, words: str) -> None:
        """What was chosen last, in words; empty for nothing."""
        self.offer("" if words else _(_NOTHING_PICKED[self.of]))


def field_for(question: Question) -> AnswerField:
    """The field for a question of any kind."""
    match question:
        case NumberQuestion():
            return NumberAnswer(question)
        case ChoiceQuestion():
            return ChoiceAnswer(question)
        case DrawingQuestion():
            return DrawingAnswer(question)
        case PickQuestion():
            return PickAnswer(question)
        case TextQuestion():
            return TextAnswer(question)
    raise TypeError(question)
