"""A lesson that a teacher is making: from what was ticked and typed to the lesson, and to its file."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.checks import StepCheck
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.lesson_text import normal
from digitpad.lessons.lock import CONTROLS, PAGES, StepLock
from digitpad.lessons.questions import Question
from digitpad.lessons.reading import VERSION, parse_lesson, read_lesson
from digitpad.lessons.writing import lesson_toml
from digitpad.system.files import is_file, write_atomically
from digitpad.training.plan import TrainingPlan
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.translation import N_

_MOST_NAME = 40


@dataclass(frozen=True)
class OpenedLesson:
    """A lesson of the teacher's own, with the text of its file; None where it has none yet."""

    lesson: Lesson
    text: str | None


def draft_step(
    base: Step, title: str, text: str, shown: Collection[str], pages: Collection[str], controls: Collection[str],
    fixed: Collection[str], questions: tuple[Question, ...], checks: tuple[StepCheck, ...],
) -> Step:
    """A step as it was typed and ticked; what the editor does not show stays as it was.

    Args:
        base: the step before, with its plan.
        title: a few words.
        text: its markup, as it was typed.
        shown: the pages that can be ticked.
        pages: those that stay visible.
        controls: those that stay free.
        fixed: the settings that cannot be changed.
        questions: what is asked.
        checks: what has to be reached.
    """
    before = base.lock
    told = {"lessons"} if before.pages is not None and "lessons" in before.pages else set()  # visible in any case
    seen = {*pages, *(name for name in PAGES if name not in {*shown, "lessons"} and before.shows_page(name))}
    values = {name: value for name, value in before.fixed.items() if name in fixed or name not in SETTING_NAMES}
    lock = StepLock(
        None if set(PAGES) <= {*seen, "lessons"} else frozenset(seen | told),
        None if set(controls) >= set(CONTROLS) else frozenset(controls),
        values | {name: getattr(base.plan, name) for name in fixed if base.plan is not None and name in SETTING_NAMES},
    )
    reached = {check.name for check in checks}
    return replace(
        base, title=" ".join(title.split()), text=normal(text), lock=lock, questions=questions, checks=checks,
        fallback_checks=tuple(check for check in base.fallback_checks if check.name in reached),
    )


def lock_with(plan: TrainingPlan, before: StepLock) -> StepLock:
    """The lock of a step that gets other settings: what is fixed stays fixed, with the new values."""
    return replace(before, fixed={name: getattr(plan, name, value) for name, value in before.fixed.items()})


def step_with(plan: TrainingPlan, before: Step) -> Step:
    """A step with other settings; figures that others got with the old ones are gone."""
    if plan == before.plan:
        return before
    step = replace(before, plan=plan, lock=lock_with(plan, before.lock), lecture=(), keras=())
    if before.plan is not None and before.plan.dataset == plan.dataset:
        return step
    return replace(step, fallback="", fallback_checks=())


def name_of(title: str) -> str:
    """The name of the file for a lesson of that title: letters, digits and hyphens of ASCII."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MOST_NAME].strip("-") or "lesson"


def open_lesson(file: Path, folder: Path, catalogue: Catalogue) -> OpenedLesson:
    """A lesson that can be changed without losing anything of its file. In the jobs' thread.

    Args:
        file: which one.
        folder: where the teacher's own lessons are.
        catalogue: the datasets.

    Raises:
        DigitpadError: it is not one of the teacher's own, cannot be read, or something in it would be lost.
    """
    if file.resolve().parent != folder.resolve():
        raise DigitpadError(N_("Only a lesson in the folder of your lessons can be changed: {folder}."), folder=folder)
    lesson = read_lesson(file, catalogue)
    text = _text(file)
    if tomllib.loads(text.removeprefix("\ufeff")).get("version", 1) != VERSION:
        raise DigitpadError(
            N_("“{file}” is of an older version, and would be read by no older Digitpad; change it as text."),
            file=file.name,
        )
    if not set(_comments(text)) <= set(_comments(lesson_toml(lesson))):
        raise DigitpadError(
            N_("“{file}” has comments of its own, which would be lost here; change it as text."), file=file.name
        )
    return OpenedLesson(lesson, text)


def _comments(text: str) -> Iterator[str]:
    """Lines that may have a comment in them."""
    return (line.strip() for line in text.splitlines() if "#" in line)


def _text(file: Path) -> str:
    return file.read_bytes().decode()  # as it is, with its ends of lines


def save_lesson(lesson: Lesson, folder: Path, catalogue: Catalogue, before: str | None = None) -> Path:
    """Write a lesson into its file, which reads back equal. In the jobs' thread.

    Args:
        lesson: what to write.
        folder: where the teacher's own lessons are.
        catalogue: the datasets.
        before: the text that is replaced; None where there must be no file yet.

    Raises:
        DigitpadError: something in it makes no sense, the file is there already or was changed meanwhile, or it cannot
            be written.
    """
    file = folder / f"{lesson.name}.toml"
    text = lesson_toml(lesson)
    read = parse_lesson(text, file, catalogue)
    if read != lesson:
        raise DigitpadError(N_("The lesson cannot be written as it is; use simpler texts."))
    if before is None and is_file(file):
        raise DigitpadError(N_("There is a lesson “{name}” already; choose another title."), name=lesson.name)
    if before is not None and (not is_file(file) or _text(file) != before):
        raise DigitpadError(N_("“{file}” was changed meanwhile; open it again."), file=file.name)
    write_atomically(file, text.encode())
    return file
