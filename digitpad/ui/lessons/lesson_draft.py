"""A lesson that a teacher is making: from what was ticked and typed to the lesson, and to its file."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.lock import CONTROLS, PAGES, StepLock
from digitpad.lessons.questions import (
    ChoiceGuess,
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    Question,
    TextQuestion,
)
from digitpad.lessons.reading import parse_lesson
from digitpad.lessons.writing import lesson_toml
from digitpad.system.files import is_file, write_atomically
from digitpad.training.plan import TrainingPlan
from digitpad.translation import N_

KINDS = {
    "guess": N_("Guess of the share of right answers"),
    "choice-guess": N_("Guess, one of several"),
    "choice": N_("One of several"),
    "text": N_("Some sentences"),
    "drawing": N_("A drawing"),
}
"""What can be asked here; a file can ask more."""

OF_CHOICES = ("choice-guess", "choice")
_MOST_NAME = 40


@dataclass(frozen=True)
class DraftQuestion:
    """A question as it was typed: its kind, its text, and choices with semicolons between them."""

    kind: str
    text: str
    choices: str = ""


def draft_questions(drafts: Sequence[DraftQuestion], number: int) -> tuple[Question, ...]:
    """The questions of a step; those without a text are left out.

    Raises:
        DigitpadError: a choice has fewer than two different things to choose from.
    """
    return tuple(
        _question(draft, f"step{number}-{place}")
        for place, draft in enumerate((draft for draft in drafts if draft.text.strip()), start=1)
    )


def _question(draft: DraftQuestion, name: str) -> Question:
    asked = " ".join(draft.text.split())
    if draft.kind in OF_CHOICES:
        choices = tuple(dict.fromkeys(" ".join(each.split()) for each in draft.choices.split(";") if each.strip()))
        if len(choices) < 2:
            raise DigitpadError(N_("“{text}” needs two choices at least, with a semicolon between them."), text=asked)
        kind = ChoiceGuess if draft.kind == "choice-guess" else ChoiceQuestion
        return kind(id=name, text=asked, choices=choices)
    if draft.kind == "guess":
        return NumberGuess(id=name, text=asked, low=0.0, high=100.0, unit="%", of="test")
    return (DrawingQuestion if draft.kind == "drawing" else TextQuestion)(id=name, text=asked)


def draft_step(
    title: str, text: str, plan: TrainingPlan, pages: Collection[str], controls: Collection[str],
    fixed: Collection[str], questions: tuple[Question, ...],
) -> Step:
    """A step of the present settings.

    Args:
        title: a few words.
        text: paragraphs with an empty line between them.
        plan: the present settings.
        pages: those that stay visible.
        controls: those that stay free.
        fixed: the settings that cannot be changed.
        questions: what is asked.
    """
    lock = StepLock(
        None if set(PAGES) <= {*pages, "lessons"} else frozenset(pages),
        None if set(controls) >= set(CONTROLS) else frozenset(controls),
        {name: getattr(plan, name) for name in fixed},
    )
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip()]
    return Step(" ".join(title.split()), "\n\n".join(paragraphs), plan, lock=lock, questions=questions)


def name_of(title: str) -> str:
    """The name of the file for a lesson of that title: letters, digits and hyphens of ASCII."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MOST_NAME].strip("-") or "lesson"


def save_lesson(lesson: Lesson, folder: Path, catalogue: Catalogue) -> Path:
    """Write a lesson into its file, which reads back equal. In the jobs' thread.

    Raises:
        DigitpadError: something in it makes no sense, the file is there already, or it cannot be written.
    """
    file = folder / f"{lesson.name}.toml"
    text = lesson_toml(lesson)
    read = parse_lesson(text, file, catalogue)
    if read != lesson:
        raise DigitpadError(N_("The lesson cannot be written as it is; use simpler texts."))
    if is_file(file):
        raise DigitpadError(N_("There is a lesson “{name}” already; choose another title."), name=lesson.name)
    write_atomically(file, text.encode())
    return file
