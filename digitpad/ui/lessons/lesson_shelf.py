"""The lessons that are on this computer, and how each step of them can be run here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.reading import load_lessons
from digitpad.lessons.state import LessonState
from digitpad.lessons.state_file import read_state
from digitpad.translation import _
from digitpad.ui.lessons.lesson_step import Here


@dataclass(frozen=True)
class Shelf:
    """What was found on this computer.

    Attributes:
        lessons: all of them.
        here: how each step runs here.
        problems: what is wrong with other files.
        states: what was done in the lessons, by their names.
    """

    lessons: tuple[Lesson, ...] = ()
    here: dict[tuple[str, int], Here] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    states: Mapping[str, LessonState] = field(default_factory=dict)


def look(folders: Sequence[Path], catalogue: Catalogue, data_dir: Path) -> Shelf:
    """Read all lessons and what was done in them, and find out how each step can be run here. In the jobs' thread."""
    lessons, problems = load_lessons(folders, catalogue)
    here = {
        (lesson.name, number): _here(step, catalogue)
        for lesson in lessons
        for number, step in enumerate(lesson.steps, start=1)
    }
    states: dict[str, LessonState] = {}
    sentences = list(map(str, problems))
    for lesson in lessons:
        try:
            state = read_state(data_dir, lesson.name)
        except DigitpadError as error:
            sentences.append(str(error))
        else:
            if state is not None:
                states[lesson.name] = state
    return Shelf(lessons, here, tuple(sentences), states)


def _here(step: Step, catalogue: Catalogue) -> Here:
    plan, sentence = step.plan_here(catalogue)
    step = step.here(catalogue)
    if plan is None:
        return Here(None, "", possible=False, lock=step.lock, checks=step.checks)
    if catalogue.find(plan.dataset) is None:
        title = catalogue.entry(plan.dataset).title
        missing = _("“{title}” is not on this computer; the Train page can get it.").format(title=title)
        return Here(plan, missing, possible=False, lock=step.lock, checks=step.checks)
    return Here(plan, sentence, possible=True, lock=step.lock, checks=step.checks)
