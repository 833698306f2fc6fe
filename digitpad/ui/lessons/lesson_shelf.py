"""The lessons that are on this computer, and how each step of them can be run here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.reading import load_lessons
from digitpad.translation import _
from digitpad.ui.lessons.lesson_step import Here


@dataclass(frozen=True)
class Shelf:
    """What was found on this computer: lessons, how each step runs here, and what is wrong with other files."""

    lessons: tuple[Lesson, ...] = ()
    here: dict[tuple[str, int], Here] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def look(folders: Sequence[Path], catalogue: Catalogue) -> Shelf:
    """Read all lessons, and find out how each step can be run here. In the jobs' thread."""
    lessons, problems = load_lessons(folders, catalogue)
    here = {
        (lesson.name, number): _here(step, catalogue)
        for lesson in lessons
        for number, step in enumerate(lesson.steps, start=1)
    }
    return Shelf(lessons, here, tuple(map(str, problems)))


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
