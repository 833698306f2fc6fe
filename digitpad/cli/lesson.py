"""`digitpad lesson`: list and run lessons without a window; each function returns text to print."""

from collections.abc import Iterable, Sequence

from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson, LessonError
from digitpad.lessons.table import Measured, measure, rows
from digitpad.training.plan import TrainingPlan
from digitpad.translation import N_, _

_HEADINGS = ("", N_("lecture"), N_("plain Keras"), N_("this run"))


def listing(lessons: Iterable[Lesson]) -> str:
    """The lessons with their steps, ready to be read."""
    lines = []
    for lesson in lessons:
        lines.append(f"{lesson.name}: {lesson.title}")
        lines += [f"  {number}. {step.title}" for number, step in enumerate(lesson.steps, start=1)]
    return "\n".join(lines)


def find_lesson(lessons: Iterable[Lesson], problems: Iterable[LessonError], name: str) -> Lesson:
    """The lesson of that name.

    Raises:
        DigitpadError: there is none, or its file is not right.
    """
    lessons = tuple(lessons)
    for lesson in lessons:
        if lesson.name == name:
            return lesson
    for problem in problems:
        if problem.file.stem == name:
            raise problem
    known = ", ".join(lesson.name for lesson in lessons)
    raise DigitpadError(N_("There is no lesson “{name}”; choose one of: {known}."), name=name, known=known)


def chosen_steps(lesson: Lesson, number: int | None) -> tuple[int, ...]:
    """The numbers of the steps to run: one, or all that have something to run.

    Raises:
        DigitpadError: the lesson has no step of that number, or it has nothing to run.
    """
    if number is None:
        return tuple(each for each, step in enumerate(lesson.steps, start=1) if step.plan is not None)
    if not 1 <= number <= len(lesson.steps):
        raise DigitpadError(
            N_("“{name}” has no step {number}; choose one from 1 to {count}."),
            name=lesson.name,
            number=number,
            count=len(lesson.steps),
        )
    if lesson.steps[number - 1].plan is None:
        raise DigitpadError(N_("Step {number} of “{name}” has nothing to run."), name=lesson.name, number=number)
    return (number,)


def sample(dataset: Dataset, count: int) -> Dataset:
    """The dataset with only the first training pictures of each class, `count` in all; the test stays whole.

    Raises:
        DigitpadError: that would not be one picture a class.
    """
    classes = len(dataset.class_names)
    if count < classes:
        raise DigitpadError(
            N_("A sample of {count} is too small: at least one picture for each of {classes} classes."),
            count=count,
            classes=classes,
        )
    return dataset.learning_from(count)


def train_plan(plan: TrainingPlan, dataset: Dataset, *, test_every_epoch: bool = False) -> Measured:
    """Run a plan with a progress bar; what it gave.

    Args:
        plan: what to train.
        dataset: on what.
        test_every_epoch: whether the network is tested after every epoch, and not only at the end.

    Raises:
        DigitpadError: nothing can be trained on this computer, or not with these pictures.
    """
    from digitpad.cli.progress_bar import ProgressBar
    from digitpad.training.runtime import load_tensorflow, why_not_trainable

    if (reason := why_not_trainable()) is not None:
        raise DigitpadError(reason)
    load_tensorflow()
    from digitpad.training.trainer import train

    bar = ProgressBar()
    try:
        return measure(train(plan, dataset, bar.show, test_every_epoch=test_every_epoch))
    finally:
        bar.close()


def table(lesson: Lesson, measured: dict[int, Measured]) -> str:
    """What the lecture saw, what plain Keras gives and what this run gave, for the steps that were run."""
    lines = [tuple(_(heading) for heading in _HEADINGS)]
    for number, results in measured.items():
        step = lesson.steps[number - 1]
        lines.append((f"{number}. {step.title}", "", "", ""))
        lines += [(f"   {cells[0]}", *cells[1:]) for cells in (row.cells() for row in rows(step, results))]
    return aligned(lines)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Columns of text: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:],
                                                                                       strict=True))]).rstrip()
        for line in lines
    )
