"""Read lessons from TOML files; every key is checked before a lesson is shown.

    title = "Clothes"
    order = 1                                       # may be left out: where it stands in the list, the lowest first
    look_for = '''Paragraphs, with an empty line between them.'''

    [[steps]]
    title = "Five epochs"
    text = "What to do, and what to ask."
    fallback = "fashion-5k"                         # may be left out: the dataset where the plan's is not at hand
    lecture = { train = 0.89, test = { from = 0.87, to = 0.88 } }            # may be left out
    keras = [{ epoch = 1, test = 0.85 }, { epoch = 5, test = 0.867 }]        # may be left out
    test_every_epoch = true                         # may be left out: test after every epoch, not only at the end

    [steps.plan]                                    # fields of `TrainingPlan`
    dataset = "fashion-mnist"
    hidden = [128]

The file's name without `.toml` is the lesson's name.
"""

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import visible
from digitpad.lessons.lesson import LAST, PARTS, Figures, Lesson, LessonError, Span, Step
from digitpad.lessons.lines import line_of_error, lines_of_keys
from digitpad.system import assets
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.translation import N_, Message, Plural

MAX_BYTES = 256 * 1024
MAX_TITLE = 80
MAX_STEPS = 20

_PLAN_FIELDS = tuple(field.name for field in dataclasses.fields(TrainingPlan))
# The rest has defaults that leave the run as it is.
_PLAN_REQUIRED = ("dataset", "hidden", "activation", "optimizer", "learning_rate", "batch_size", "epochs")
_BENDS = tuple(field.name for field in dataclasses.fields(Augmentation))

_Place = tuple[str | int, ...]


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
        return _Reader(catalogue).lesson(file.stem, values)
    except _LessonFileError as error:
        raise LessonError(file, _line(error.place, lines_of_keys(text)), error) from error


def _line(place: _Place, lines: Mapping[_Place, int]) -> int:
    """The line of a place, or of the nearest thing around it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


class _LessonFileError(DigitpadError):
    """Something in the file is wrong, at a place such as ("steps", 0, "plan", "epochs")."""

    def __init__(self, key: str | Plural, place: _Place, /, **facts: object) -> None:
        super().__init__(key, **facts)
        self.place = place


class _Reader:
    """Turns the values of a file into a lesson, knowing at each moment where in the file it is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def lesson(self, name: str, values: dict[str, Any]) -> Lesson:
        table = _table((), values, required=("title", "look_for", "steps"), optional=("order",))
        steps = table["steps"]
        if not isinstance(steps, list) or not 1 <= len(steps) <= MAX_STEPS:
            raise _LessonFileError(
                N_("“steps” is not 1 to {most} tables, each under a line [[steps]]."), ("steps",), most=MAX_STEPS
            )
        return Lesson(
            name,
            _title(("title",), table["title"]),
            _paragraphs(("look_for",), table["look_for"]),
            tuple(self._step(("steps", index), step) for index, step in enumerate(steps)),
            _order(("order",), table.get("order", LAST)),
        )

    def _step(self, place: _Place, values: object) -> Step:
        optional = ("fallback", "lecture", "keras", "test_every_epoch")
        table = _table(place, values, required=("title", "text", "plan"), optional=optional)
        plan = self._plan((*place, "plan"), table["plan"])
        return Step(
            _title((*place, "title"), table["title"]),
            "\n\n".join(_paragraphs((*place, "text"), table["text"])),
            plan,
            self._fallback((*place, "fallback"), table["fallback"], plan) if "fallback" in table else "",
            _figures((*place, "lecture"), table.get("lecture", []), plan),
            _figures((*place, "keras"), table.get("keras", []), plan),
            _switch((*place, "test_every_epoch"), table.get("test_every_epoch", False)),
        )

    def _plan(self, place: _Place, values: object) -> TrainingPlan:
        table = _table(place, values, required=_PLAN_REQUIRED, optional=_PLAN_FIELDS)
        units = table["hidden"]
        if not isinstance(units, list) or not all(type(each) is int for each in units):
            raise _LessonFileError(
                N_("“hidden” is not a list of whole numbers, such as [500, 500, 500]."), (*place, "hidden")
            )
        if "augmentation" in table:
            _table((*place, "augmentation"), table["augmentation"], optional=_BENDS)
        try:
            plan = TrainingPlan.from_json(table)
            classes = len(self._catalogue.entry(plan.dataset).class_names)
        except DigitpadError as error:
            raise _LessonFileError(error.key, _culprit(place, table), **error.facts) from error
        try:
            plan.spec(classes)
        except DigitpadError as error:
            raise _LessonFileError(error.key, (*place, "hidden"), **error.facts) from error
        return plan

    def _fallback(self, place: _Place, name: object, plan: TrainingPlan) -> str:
        text = _text(place, name)
        try:
            entry = self._catalogue.entry(text)
        except DigitpadError as error:
            raise _LessonFileError(error.key, place, **error.facts) from error
        if entry.class_names != self._catalogue.entry(plan.dataset).class_names:
            raise _LessonFileError(
                N_("“{name}” has other classes than “{dataset}”, so it cannot stand in for it."),
                place,
                name=text,
                dataset=plan.dataset,
            )
        return text


def _culprit(place: _Place, table: Mapping[str, Any]) -> _Place:
    """Which setting makes a plan impossible: the first that is refused alone, or else the plan as a whole."""
    for name, value in table.items():
        if name == "dataset" and isinstance(value, str):
            continue
        try:
            TrainingPlan.from_json({name: value})
        except DigitpadError:
            # Some settings are only possible together with another one.
            if not (name == "label_smoothing" and "labels" in table):
                return (*place, name)
    try:
        TrainingPlan.from_json(table)
    except DigitpadError:
        return place
    return (*place, "dataset")  # a possible plan whose dataset nobody knows


def _figures(place: _Place, values: object, plan: TrainingPlan) -> tuple[Figures, ...]:
    """Reported accuracies: one table, or a list of tables for several epochs."""
    if not isinstance(values, list):
        return (_figure(place, values, plan),)
    figures = tuple(_figure((*place, index), each, plan) for index, each in enumerate(values))
    if len({each.epoch for each in figures}) < len(figures):
        raise _LessonFileError(N_("“{name}” has two tables for the same epoch."), place, name=place[-1])
    return figures


def _figure(place: _Place, values: object, plan: TrainingPlan) -> Figures:
    table = _table(place, values, optional=("epoch", *PARTS))
    epoch = table.get("epoch", plan.epochs)
    if not isinstance(epoch, int) or isinstance(epoch, bool) or not 1 <= epoch <= plan.epochs:
        raise _LessonFileError(
            N_("“epoch” is not a whole number from 1 to the plan's {epochs}."), (*place, "epoch"), epochs=plan.epochs
        )
    if not any(part in table for part in PARTS):
        raise _LessonFileError(
            N_("There is no figure here; expected one of {parts}."), place, parts=", ".join(PARTS)
        )
    if "validation" in table and not plan.validation_share:
        raise _LessonFileError(
            N_("The plan keeps no pictures for validation: its “validation_share” is 0."), (*place, "validation")
        )
    return Figures(epoch, **{part: _span((*place, part), table[part]) for part in PARTS if part in table})


def _span(place: _Place, value: object) -> Span:
    if isinstance(value, dict):
        table = _table(place, value, required=("from", "to"))
        low, high = (_accuracy((*place, end), table[end]) for end in ("from", "to"))
        if low > high:
            raise _LessonFileError(N_("“from” is more than “to” in “{name}”."), place, name=place[-1])
        return Span(low, high)
    accuracy = _accuracy(place, value)
    return Span(accuracy, accuracy)


def _accuracy(place: _Place, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _LessonFileError(
            N_("“{name}” is not an accuracy; expected a number from 0 to 1."), place, name=place[-1]
        )
    return float(value)


def _table(
    place: _Place, values: object, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A table that has all required keys and no unknown ones."""
    if not isinstance(values, dict):
        if isinstance(place[-1], int):
            raise _LessonFileError(N_("An entry of “{name}” is not a table."), place, name=place[-2])
        raise _LessonFileError(N_("“{name}” is not a table."), place, name=place[-1])
    known = {*required, *optional}
    for key in values:
        if key not in known:
            raise _LessonFileError(
                N_("“{name}” is not known here; expected one of {known}."),
                (*place, key),
                name=key,
                known=", ".join(sorted(known)),
            )
    if missing := ", ".join(f"“{key}”" for key in required if key not in values):
        match place:
            case ():
                raise _LessonFileError(N_("The lesson lacks {missing}."), place, missing=missing)
            case ("steps", int()):
                raise _LessonFileError(N_("The step lacks {missing}."), place, missing=missing)
        raise _LessonFileError(N_("“{name}” lacks {missing}."), place, name=place[-1], missing=missing)
    return values


def _text(place: _Place, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _LessonFileError(N_("“{name}” is not a text, or it is empty."), place, name=place[-1])
    return visible(value)


def _title(place: _Place, value: object) -> str:
    title = " ".join(_text(place, value).split())
    if len(title) > MAX_TITLE:
        raise _LessonFileError(
            N_("“{name}” is too long: at most {most} characters."), place, name=place[-1], most=MAX_TITLE
        )
    return title


def _order(place: _Place, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LAST:
        raise _LessonFileError(
            N_("“{name}” is not a whole number from 1 to {most}."), place, name=place[-1], most=LAST
        )
    return value


def _switch(place: _Place, value: object) -> bool:
    if not isinstance(value, bool):
        raise _LessonFileError(N_("“{name}” is neither true nor false."), place, name=place[-1])
    return value


def _paragraphs(place: _Place, value: object) -> tuple[str, ...]:
    """Paragraphs are parted by empty lines; line breaks inside of one are the file's, not the reader's."""
    blocks = "\n".join(line.strip() for line in _text(place, value).splitlines()).split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())
