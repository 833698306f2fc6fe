"""Write a lesson as a commented TOML file of version 2, which reads back equal."""

import dataclasses
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from digitpad.formatting import visible
from digitpad.lessons.checks import BoundCheck, FairTestCheck, ReadCheck, StepCheck
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lesson import LAST, PARTS, Figures, Lesson, Span, Step
from digitpad.lessons.lock import StepLock
from digitpad.lessons.questions import (
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    Question,
)
from digitpad.lessons.reading import VERSION
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.translation import N_, _

_WIDTH = 110
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_GLUE = "\0"  # stands for a blank at which no line is broken
_BEFORE_MARK = re.compile(r" (?=(?:[-*]|[0-9]{1,3}[.)])(?: |$)|!\[)")
_QUOTES = re.compile(r'"{3,}|"+$')
_ESCAPED = {"\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}

_ALWAYS = ("dataset", "pixels", "labels", "hidden", "activation", "initializer", "optimizer", "learning_rate",
           "batch_size", "epochs", "validation_share", "seed")  # fmt: skip
"""Settings that are written even where they are as by default: a lesson does not depend on defaults."""

_COMMENTS = {
    "lesson": N_("A lesson for Digitpad. “digitpad lesson check” says whether it is right."),
    "guide": N_("For the teacher: what a guide on paper says, and pupils do not see."),
    "plan": N_("What is run."),
    "show": N_("What is visible; without a list, all of its kind is."),
    "fixed": N_("What cannot be changed."),
    "check": N_("What has to be reached."),
    "check_fallback": N_("The same where the dataset is missing, and the fallback takes its place."),
}
"""What stands above the parts of a file."""


def lesson_toml(lesson: Lesson) -> str:
    """The text of a file; the lesson's name is that of the file."""
    parts = ["\n".join(_lesson(lesson)), *_guide(lesson.guide)]
    for step in lesson.steps:
        parts += _step(step)
    return "\n\n".join(parts) + "\n"


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield _comment("lesson")
    yield f"version = {VERSION}"
    yield f"title = {_value(lesson.title)}"
    if lesson.order != LAST:
        yield f"order = {lesson.order}"
    yield f"look_for = {_text(lesson.look_for)}"


def _guide(guide: TeachersGuide) -> Iterator[str]:
    given: dict[str, Any] = {
        name: value
        for name in ("minutes", "aims", "needs")
        if (value := getattr(guide, name))
    }
    tables = {name: getattr(guide, name) for name in ("vocabulary", "wrong_ideas", "answers") if getattr(guide, name)}
    if given or tables or guide.notes:
        lines = [_comment("guide"), "[guide]", *_pairs(given)]
        if guide.notes:
            lines.append(f"notes = {_paragraphs(guide.notes)}")
        yield "\n".join(lines)
    for name, table in tables.items():
        yield _table(f"guide.{name}", table)


def _step(step: Step) -> Iterator[str]:
    lines = ["[[steps]]", f"title = {_value(step.title)}", f"text = {_text(step.text.split(_EMPTY_LINE))}"]
    if step.fallback:
        lines.append(f"fallback = {_value(step.fallback)}")
    if step.test_every_epoch:
        lines.append("test_every_epoch = true")
    for name, figures in (
        ("lecture", step.lecture), ("keras", step.keras),
        ("expected", step.expected), ("expected_fallback", step.fallback_expected),
    ):  # fmt: skip
        if figures:
            lines.append(f"{name} = {_value([_figures(each) for each in figures])}")
    yield "\n".join(lines)
    if step.plan is not None:
        yield from _plan(step.plan)
    yield from _lock(step.lock)
    for question in step.questions:
        yield "\n".join(["[[steps.ask]]", *_pairs(question_values(question))])
    for name, checks in (("check", step.checks), ("check_fallback", step.fallback_checks)):
        if checks:
            yield _table(f"steps.{name}", {check.name: _check(check) for check in checks}, name)


_EMPTY_LINE = "\n\n"


def _figures(figures: Figures) -> dict[str, Any]:
    spans = {part: getattr(figures, part) for part in PARTS}
    return {"epoch": figures.epoch} | {part: _span(span) for part, span in spans.items() if span is not None}


def _span(span: Span) -> Any:
    return span.low if span.low == span.high else {"from": span.low, "to": span.high}


def _plan(plan: TrainingPlan) -> Iterator[str]:
    settings = {
        field.name: getattr(plan, field.name)
        for field in dataclasses.fields(plan)
        if field.name in _ALWAYS or getattr(plan, field.name) != field.default
    }
    yield _table("steps.plan", settings, "plan")


def _lock(lock: StepLock) -> Iterator[str]:
    show = {name: sorted(given) for name in ("pages", "controls") if (given := getattr(lock, name)) is not None}
    if show:
        yield _table("steps.show", show, "show")
    if lock.fixed:
        yield _table("steps.fixed", lock.fixed, "fixed")


def question_values(question: Question) -> dict[str, Any]:
    """A question as its table in the file has it; lists are tuples."""
    given: dict[str, Any] = {"id": question.id, "kind": question.kind, "text": question.text}
    match question:
        case NumberQuestion():
            if isinstance(question, NumberGuess) and question.of:
                given["of"] = question.of
            numbers = {name: getattr(question, name) for name in ("low", "high", "answer", "tolerance")}
            given |= {name: _short(value) for name, value in numbers.items() if value or name in ("low", "high")}
            given |= {"answer": _short(question.answer)} if question.answer is not None else {}
            given |= {"unit": question.unit} if question.unit else {}
        case ChoiceQuestion():
            given["choices"] = question.choices
            given |= {"answer": question.answer} if question.answer else {}
        case DrawingQuestion():
            given |= {name: value for name in ("shows", "read_as") if (value := getattr(question, name))}
        case PickQuestion():
            given["of"] = question.of
    return given | ({"hints": question.hints} if question.hints else {})


def _short(number: float) -> float:
    """A number without a point where it needs none."""
    return int(number) if float(number).is_integer() else number


def _check(check: StepCheck) -> Any:
    match check:
        case BoundCheck():
            bound = f"{check.bound:.12f}".rstrip("0").rstrip(".")
            return f"{'>=' if check.at_least else '<='} {bound}"
        case FairTestCheck():
            return check.setting
        case ReadCheck():
            return {"digit": check.class_name} | ({"at_least": check.share} if check.share else {})
    return True


def _table(name: str, values: Mapping[str, Any], comment: str = "") -> str:
    return "\n".join([*([_comment(comment)] if comment else []), f"[{name}]", *_pairs(values)])


def _comment(name: str) -> str:
    return textwrap.fill(_(_COMMENTS[name]), _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{_key(name)} = {_value(value)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{_escaped(value)}"'
        case Augmentation():
            return _value({name: amount for name, amount in vars(value).items() if amount})
        case dict():
            return f"{{ {', '.join(_pairs(value))} }}" if value else "{}"
        case list() | tuple():
            line = f"[{', '.join(map(_value, value))}]"
            return line if len(line) < _WIDTH else "[\n" + "".join(f"    {_value(each)},\n" for each in value) + "]"
    return repr(value)  # a number


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in visible(text)).replace('"', '\\"')


def _text(sources: Iterable[str]) -> str:
    """A text with markup: each entry of a list begins a line, and no other line looks like one."""
    return _paragraphs("\n".join(map(_glued, source.split("\n"))) for source in sources)


def _glued(line: str) -> str:
    """A line that is broken nowhere but before words that begin no entry of a list and no picture."""
    if line.startswith("!["):
        return line.replace(" ", _GLUE)
    return _BEFORE_MARK.sub(_GLUE, line)


def _paragraphs(paragraphs: Iterable[str]) -> str:
    """A text of several lines, with an empty one between paragraphs."""
    wrapped = (
        "\n".join(
            textwrap.fill(
                line, _WIDTH, subsequent_indent="  " if "\n" in each else "", break_long_words=False,
                break_on_hyphens=False,
            )
            for line in each.split("\n")
        )
        for each in paragraphs
    )
    lines = (_escaped_line(line) for line in _EMPTY_LINE.join(wrapped).replace(_GLUE, " ").split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _escaped_line(line: str) -> str:
    """Quotes stand for themselves where there are not three of them, nor at the end."""
    return _QUOTES.sub(lambda found: '\\"' * len(found[0]), visible(line).replace("\\", "\\\\"))
