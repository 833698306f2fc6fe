"""What the author of a lesson that can be read may have overlooked."""

from collections.abc import Iterator

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.checks import BoundCheck
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.questions import SHARES, DrawingQuestion
from digitpad.translation import N_, Message


def overlooked(lesson: Lesson, catalogue: Catalogue) -> Iterator[Message]:
    """One sentence for each thing, in the order of the steps.

    Args:
        lesson: as its file has it.
        catalogue: the datasets that plans name.
    """
    for number, step in enumerate(lesson.steps, start=1):
        for key, facts in _about(step, catalogue):
            yield Message(key, number=number, **facts)


def _about(step: Step, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, object]]]:
    yield from _about_dataset(step, catalogue)
    names = {check.name for check in step.checks}
    shows = any(isinstance(question, DrawingQuestion) and question.shows for question in step.questions)
    if "misread" in names and not shows:
        yield N_("Step {number}: nothing can be misread, since no question says what a drawing shows."), {}
    for name, control in (("samples", "samples_keep"), ("fair_test", "train")):
        if name in names and not step.lock.allows(control):
            key = N_("Step {number}: “{check}” cannot be reached, since “{control}” is not among the controls.")
            yield key, {"check": name, "control": control}


def _about_dataset(step: Step, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, object]]]:
    if step.plan is None:
        return
    if not step.fallback and not catalogue.entry(step.plan.dataset).is_bundled:
        key = N_("Step {number}: “{dataset}” does not come with Digitpad, and there is no fallback for it.")
        yield key, {"dataset": step.plan.dataset}
    shares = [check.name for check in step.checks if isinstance(check, BoundCheck) and check.name in SHARES]
    instead = {check.name for check in step.fallback_checks}
    if step.fallback and (missing := [name for name in shares if name not in instead]):
        key = N_("Step {number}: on the fallback figures differ, and it has no check of its own for {names}.")
        yield key, {"names": ", ".join(missing)}
