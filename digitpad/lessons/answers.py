"""Answers in words, and whether they are right."""

from digitpad.formatting import percent
from digitpad.lessons.questions import ChoiceQuestion, DrawingQuestion, NumberQuestion, Question
from digitpad.lessons.state import AnswerValue, Drawn, Picked
from digitpad.translation import _


def answer_words(question: Question, value: AnswerValue | None) -> str:
    """An answer as people read it; empty where there is none."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Picked():
            return value.words
        case Drawn():
            if value.reading is None:
                return _("a drawing")
            sentence = _("a drawing, read as “{answer}” ({share})")
            return sentence.format(answer=value.reading.answer, share=percent(value.reading.share))
    return number_words(value, question.unit if isinstance(question, NumberQuestion) else "")


def number_words(value: float, unit: str) -> str:
    """A number with its unit."""
    shown = f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
    return f"{shown}\N{NO-BREAK SPACE}{unit}" if unit else shown


def answer_is_right(question: Question, value: AnswerValue | None) -> bool | None:
    """Whether an answer is right; None where there is none, or nobody can say."""
    match question, value:
        case NumberQuestion(), float():
            return question.is_right(value)
        case ChoiceQuestion(), str():
            return question.is_right(value)
        case DrawingQuestion(read_as=wanted), Drawn(reading=reading) if wanted and reading is not None:
            return reading.answer == wanted
    return None
