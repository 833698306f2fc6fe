"""Read lessons from TOML files; every key is checked before a lesson is shown.

docs/lessons.md describes the format. What is new in version 2 is refused in a file of version 1, so that nobody hands
around a file which an older Digitpad refuses for a reason that its author cannot see.

The file's name without `.toml` is the lesson's name. Texts of version 2 have markup (`lesson_text`); those of version 1
are shown as they are, so they are kept with their stars and the like marked as literal.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError, reason_of
from digitpad.lessons import lesson_text
from digitpad.lessons import values as take
from digitpad.lessons.lesson import LAST, Lesson, LessonError, Step
from digitpad.lessons.lesson_pictures import check_name
from digitpad.lessons.lines import line_of_error, lines_of_keys
from digitpad.lessons.plan_reading import read_fallback, read_figures, read_plan
from digitpad.lessons.task_reading import read_checks, read_guide, read_lock, read_questions
from digitpad.lessons.values import Place, PlacedError
from digitpad.system import assets
from digitpad.translation import N_, Message

MAX_BYTES = 256 * 1024
MAX_STEPS = 20
MAX_PARTS = 200
"""Paragraphs, entries of lists and pictures of one text."""

VERSION = 2
"""The latest version of the format; a file that says none is of the first."""

_NEW_IN_2 = frozenset(("guide", "show", "fixed", "ask", "check", "check_fallback", "expected", "expected_fallback"))


def folders(data_dir: Path) -> tuple[Path, Path]:
    """Where lessons are: those that come with Digitpad, and the teacher's own."""
    return assets.folder() / "lessons", data_dir / "lessons"


def load_lessons(
    folders: Iterable[Path], catalogue: Catalogue
) -> tuple[tuple[Lesson, ...], tuple[LessonError, ...]]:
    """All lessons of some folders, and what is wrong with those that cannot be read.

    Args:
        folders: read in this order; one that does not exist has no lessons.
        catalogue: the datasets that plans may name.
    """
    lessons: dict[str, Lesson] = {}
    problems = []
    for folder in folders:
        found = []
        try:
            files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
        except FileNotFoundError:
            continue
        except OSError as error:
            problem = Message(N_("The folder cannot be read ({reason})."), reason=reason_of(error))
            problems.append(LessonError(folder, None, problem))
            continue
        for file in files:
            try:
                lesson = read_lesson(file, catalogue)
                if lesson.name in lessons:
                    problem = Message(N_("There is a lesson of that name already; rename the file."))
                    raise LessonError(file, None, problem)
            except LessonError as error:
                problems.append(error)
            else:
                found.append(lesson)
        found.sort(key=lambda lesson: (lesson.order, lesson.title.casefold()))
        lessons |= {lesson.name: lesson for lesson in found}
    return tuple(lessons.values()), tuple(problems)


def read_lesson(file: Path, catalogue: Catalogue) -> Lesson:
    """A lesson from its file.

    Raises:
        LessonError: the file cannot be read or is not right.
    """
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problem = Message(N_("The file cannot be read ({reason})."), reason=reason_of(error))
        raise LessonError(file, None, problem) from error
    return replace(lesson_from_bytes(content, file, catalogue), folder=file.with_suffix(""))


def lesson_from_bytes(content: bytes, file: Path, catalogue: Catalogue) -> Lesson:
    """A lesson from the content of a file, or of one that lies in another.

    Raises:
        LessonError: it is too big, or not right.
    """
    if len(content) > MAX_BYTES:
        problem = Message(N_("The file is too big for a lesson: at most {most} KB."), most=MAX_BYTES >> 10)
        raise LessonError(file, None, problem)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LessonError(file, line, Message(N_("This is not text in UTF-8; save the file as UTF-8."))) from error
    return parse_lesson(text.removeprefix("\ufeff"), file, catalogue)  # Windows' editors put a mark at the beginning


def parse_lesson(text: str, file: Path, catalogue: Catalogue) -> Lesson:
    """A lesson from the text of a file.

    Raises:
        LessonError: it is not TOML, or not a lesson.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, reason = line_of_error(str(error), text)
        raise LessonError(file, line, Message(N_("This is not TOML: {reason}."), reason=reason)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in brackets in brackets
        problem = Message(N_("This is not TOML that Digitpad can read; write it more simply."))
        raise LessonError(file, None, problem) from error
    try:
        return _lesson(file.stem, values, catalogue)
    except PlacedError as error:
        raise LessonError(file, _line_of(error.place, lines_of_keys(text)), error) from error


def _line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of a place, or of the nearest thing around it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _lesson(name: str, values: dict[str, Any], catalogue: Catalogue) -> Lesson:
    version = _version(values.get("version", 1))
    known = _refuse_newer((), values, version, ("order", "version", "guide"))
    table = take.table((), values, required=("title", "look_for", "steps"), optional=known)
    written = table["steps"]
    if not isinstance(written, list) or not 1 <= len(written) <= MAX_STEPS:
        raise PlacedError(
            N_("“steps” is not 1 to {most} tables, each under a line [[steps]]."), ("steps",), most=MAX_STEPS
        )
    steps = take.several(
        ("steps",), written, MAX_STEPS, lambda place, step: _step(place, step, version, catalogue)
    )
    ids = _ids(steps)
    return Lesson(
        name,
        take.line(("title",), table["title"]),
        _text(("look_for",), table["look_for"], version),
        steps,
        take.whole_number(("order",), table.get("order", LAST), 1, LAST),
        read_guide(("guide",), table.get("guide", {}), ids),
    )


def _version(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > VERSION:
        raise PlacedError(
            N_("This lesson is made for a newer Digitpad: its version is {version}, and this one reads up to {most}."),
            ("version",), version=value if value < 10_000 else "…", most=VERSION,
        )
    return take.whole_number(("version",), value, 1, VERSION)


def _refuse_newer(place: Place, values: object, version: int, optional: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the keys that this version has; one of a newer version is told as such."""
    if version >= VERSION:
        return optional
    for key in values if isinstance(values, dict) else ():
        if key in _NEW_IN_2 and key in optional:
            raise PlacedError(
                N_("“{name}” needs a line “version = {version}” at the top of the file."),
                (*place, key), name=key, version=VERSION,
            )
    return tuple(key for key in optional if key not in _NEW_IN_2)


_OF_A_PLAN = ("fallback", "lecture", "keras", "test_every_epoch", "check_fallback", "expected", "expected_fallback")


def _step(place: Place, values: object, version: int, catalogue: Catalogue) -> Step:
    optional = _refuse_newer(place, values, version, (*_OF_A_PLAN, "show", "fixed", "ask", "check"))
    required: tuple[str, ...] = ("title", "text")
    if version == 1:
        required = (*required, "plan")
    table = take.table(place, values, required=required, optional=(*optional, "plan"))
    plan = read_plan((*place, "plan"), table["plan"], catalogue) if "plan" in table else None
    if plan is None and (idle := next((key for key in _OF_A_PLAN if key in table), None)) is not None:
        raise PlacedError(N_("“{name}” is about a plan, and the step has none."), (*place, idle), name=idle)
    fallback = table.get("fallback", "")
    checks = read_checks((*place, "check"), table.get("check", {}))
    instead = read_checks((*place, "check_fallback"), table.get("check_fallback", {}))
    for check in instead:
        if not fallback or check.name not in {each.name for each in checks}:
            raise PlacedError(
                N_("“{name}” stands in for nothing: the step has no such check, or no fallback."),
                (*place, "check_fallback", check.name), name=check.name,
            )
    if not fallback and (of_fallback := "expected_fallback") in table:
        raise PlacedError(
            N_("“{name}” is about a fallback, and the step has none."), (*place, of_fallback), name=of_fallback
        )
    figures = {
        key: read_figures((*place, key), table.get(key, []), plan) if plan is not None else ()
        for key in ("lecture", "keras", "expected", "expected_fallback")
    }
    return Step(
        take.line((*place, "title"), table["title"]),
        "\n\n".join(_text((*place, "text"), table["text"], version)),
        plan,
        read_fallback((*place, "fallback"), fallback, plan, catalogue) if plan is not None and fallback != "" else "",
        figures["lecture"],
        figures["keras"],
        take.switch((*place, "test_every_epoch"), table.get("test_every_epoch", False)),
        read_lock(place, table, plan, catalogue),
        read_questions((*place, "ask"), table.get("ask", [])),
        checks,
        instead,
        figures["expected"],
        figures["expected_fallback"],
    )


def _text(place: Place, value: object, version: int) -> tuple[str, ...]:
    """The blocks of a text, as `lesson_text.sources` gives them."""
    if version == 1:
        return tuple(map(lesson_text.literal, take.paragraphs(place, value)))
    text = take.text(place, value)
    if lesson_text.count(text) > MAX_PARTS:
        raise PlacedError(
            N_("“{name}” has too many paragraphs, entries of lists and pictures: at most {most}."),
            place, name=place[-1], most=MAX_PARTS,
        )
    for picture in lesson_text.pictures(text):
        try:
            check_name(picture)
        except DigitpadError as error:
            raise PlacedError(error.key, place, **error.facts) from error
    return lesson_text.sources(text)


def _ids(steps: tuple[Step, ...]) -> frozenset[str]:
    """What the questions are called: each another name, since answers are kept by it."""
    seen: set[str] = set()
    for index, step in enumerate(steps):
        for number, question in enumerate(step.questions):
            if question.id in seen:
                raise PlacedError(
                    N_("Two questions are called “{id}”."), ("steps", index, "ask", number, "id"), id=question.id
                )
            seen.add(question.id)
    return frozenset(seen)
