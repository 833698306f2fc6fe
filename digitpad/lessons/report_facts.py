"""What a report says, as data that a program can read again out of the page: never believed unchecked.

The facts stand in the page as an escaped attribute that nobody sees: a script would be refused, rightly.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.formatting import visible
from digitpad.lessons.answers import answer_is_right, answer_words
from digitpad.lessons.lesson import Lesson
from digitpad.lessons.questions import ChoiceQuestion, NumberGuess, NumberQuestion, Question
from digitpad.lessons.results import check_step, guessed_figure
from digitpad.lessons.state import LessonState, StepState
from digitpad.translation import N_

MAX_NAME = 60
MAX_REPORT_BYTES = 8 * 2**20
_MAX_STEPS, _MAX_EACH, _MAX_WORDS = 20, 40, 2000
_FORMAT, _MOST = 1, 1e15
_BEGIN, _END = '<div hidden data-digitpad-report="', '"></div>'  # untranslated: markup
_NOT_FACTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


@dataclass(frozen=True)
class QuestionFacts:
    """A question and its answer.

    Attributes:
        id: of the question.
        kind: of the question.
        text: what was asked.
        choices: what there was to choose from.
        answer: in words; empty where there is none.
        number: the answer where it is a number.
        low: the least number that could be given.
        high: the most.
        unit: what stands behind the number.
        right: whether it is right; None where nobody can say.
        result: what the run gave for a guess, in the guess's unit.
        hints: how many were opened.
        runs_before: how many runs of the step had begun when it was given; a guess is one where that is 0.
    """

    id: str
    kind: str
    text: str
    choices: tuple[str, ...] = ()
    answer: str = ""
    number: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    right: bool | None = None
    result: float | None = None
    hints: int = 0
    runs_before: int = 0


@dataclass(frozen=True)
class CheckFacts:
    """A check: its name, what had to be reached, and whether it was."""

    name: str
    text: str
    done: bool


@dataclass(frozen=True)
class StepFacts:
    """A step: its title, its questions, its checks, and how many runs ended."""

    title: str
    questions: tuple[QuestionFacts, ...]
    checks: tuple[CheckFacts, ...]
    runs: int


@dataclass(frozen=True)
class ReportFacts:
    """A report.

    Attributes:
        lesson: the lesson's name.
        title: the lesson's title.
        name: who it is about, as it was typed; may be empty.
        day: when it was made, as `2026-11-30`.
        left: how often the lesson was left.
        steps: what was done.
    """

    lesson: str
    title: str
    name: str
    day: str
    left: int
    steps: tuple[StepFacts, ...]

    def embedded(self) -> str:
        """The facts as a part of a page that nobody sees."""
        return f"{_BEGIN}{html.escape(json.dumps(asdict(self) | {'format': _FORMAT}))}{_END}"


def facts_of(lesson: Lesson, state: LessonState, name: str, today: date) -> ReportFacts:
    """The facts of a report.

    Args:
        lesson: as it is on this computer: `Lesson.here`.
        state: what was done in it.
        name: as it was typed for this report.
        today: the date.
    """
    steps = tuple(
        StepFacts(
            step.title,
            tuple(_question(question, state.of(number)) for question in step.questions),
            tuple(
                CheckFacts(result.check.name, str(result.check.message()), result.done)
                for result in check_step(step, state.of(number))
            ),
            len(state.of(number).ended),
        )
        for number, step in enumerate(lesson.steps, start=1)
    )
    typed = " ".join(visible(name).split())[:MAX_NAME]
    return ReportFacts(lesson.name, lesson.title, typed, today.isoformat(), len(state.left), steps)


def _question(question: Question, done: StepState) -> QuestionFacts:
    given = done.answers.get(question.id)
    value = None if given is None else given.value
    low, high = (question.low, question.high) if isinstance(question, NumberQuestion) else (None, None)
    return QuestionFacts(
        question.id,
        question.kind,
        question.text,
        question.choices if isinstance(question, ChoiceQuestion) else (),
        visible(answer_words(question, value)),
        value if isinstance(value, float) else None,
        low,
        high,
        question.unit if isinstance(question, NumberQuestion) else "",
        answer_is_right(question, value),
        guessed_figure(question, done) if isinstance(question, NumberGuess) else None,
        done.hints.get(question.id, 0),
        0 if given is None else given.runs_before,
    )


def read_facts(page: str) -> ReportFacts:
    """The facts out of a page.

    Raises:
        DigitpadError: there are none, or they are damaged.
    """
    begin = page.find(_BEGIN)
    if begin < 0:
        raise DigitpadError(N_("This is no report of a lesson; choose a page that Digitpad has saved as one."))
    begin += len(_BEGIN)
    try:
        return _report(json.loads(html.unescape(page[begin : page.index('"', begin)])))
    except _NOT_FACTS as error:
        raise DigitpadError(N_("This report is damaged, or was made by a newer Digitpad.")) from error


def _report(values: Mapping[str, Any]) -> ReportFacts:
    if values["format"] != _FORMAT:
        raise ValueError("another format")
    date.fromisoformat(values["day"])
    steps = tuple(_step(each) for each in _few(values["steps"], _MAX_STEPS))
    lesson, title, name = (_words(values[key]) for key in ("lesson", "title", "name"))
    return ReportFacts(lesson, title, name[:MAX_NAME], values["day"], _count(values["left"]), steps)


def _step(values: Mapping[str, Any]) -> StepFacts:
    return StepFacts(
        _words(values["title"]),
        tuple(_asked(each) for each in _few(values["questions"], _MAX_EACH)),
        tuple(
            CheckFacts(_words(each["name"]), _words(each["text"]), _switch(each["done"]) is True)
            for each in _few(values["checks"], _MAX_EACH)
        ),
        _count(values["runs"]),
    )


def _asked(values: Mapping[str, Any]) -> QuestionFacts:
    low, high, number, result = (_number(values[key]) for key in ("low", "high", "number", "result"))
    if (low is None) != (high is None) or (low is not None and high is not None and low >= high):
        raise ValueError("no range")
    return QuestionFacts(
        _words(values["id"]), _words(values["kind"]), _words(values["text"]),
        tuple(map(_words, _few(values["choices"], _MAX_EACH))),
        _words(values["answer"]), number, low, high, _words(values["unit"]), _switch(values["right"]), result,
        _count(values["hints"]), _count(values["runs_before"]),
    )  # fmt: skip


def _few(values: object, most: int) -> list[Any]:
    if not isinstance(values, list) or len(values) > most:
        raise ValueError("not a list of that length")
    return values


def _words(value: object, most: int = _MAX_WORDS) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("not a text of that length")
    return visible(value)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise ValueError("not a count")
    return value


def _switch(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _MOST:
        raise ValueError("not a number")
    return float(value)
