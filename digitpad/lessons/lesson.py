"""A lesson as data: its texts, its steps with their plans, and the figures that others got."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.lessons.checks import StepCheck
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lock import StepLock
from digitpad.lessons.questions import Question
from digitpad.training.plan import TrainingPlan
from digitpad.translation import N_, Message, _

PARTS = ("train", "validation", "test")
"""The pictures that an accuracy may be measured on."""

LAST = 1000
"""The order of a lesson that does not say any."""


class LessonError(DigitpadError):
    """A lesson's file is not right.

    Attributes:
        file: which file.
        line: where in it, from 1; None where nothing is at one place (a file that cannot be opened).
    """

    def __init__(self, file: Path, line: int | None, problem: Message | DigitpadError) -> None:
        self.file, self.line = file, line
        key = N_("“{file}”: {problem}") if line is None else N_("“{file}”, line {line}: {problem}")
        super().__init__(key, file=file.name, line=line, problem=problem)

    def __str__(self) -> str:
        return " ".join(super().__str__().split())  # a value quoted from the file may have line breaks in it


@dataclass(frozen=True)
class Span:
    """An accuracy that somebody reported, 0..1: from `low` to `high`, which are mostly the same."""

    low: float
    high: float

    def shown(self, decimals: int | None = None) -> str:
        """In percent, as people read it; without a number of decimals, with as many as there are."""
        ends = (round(100 * end, 9) for end in (self.low, self.high))
        low, high = (f"{end:g}" if decimals is None else f"{end:.{decimals}f}" for end in ends)
        return (low if self.low == self.high else f"{low}–{high}") + "\N{NO-BREAK SPACE}%"


@dataclass(frozen=True)
class Figures:
    """Accuracies after an epoch, as far as they were reported."""

    epoch: int
    train: Span | None = None
    validation: Span | None = None
    test: Span | None = None


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        title: a few words.
        text: blocks of markup with an empty line between them, as `lesson_text.normal` keeps them.
        plan: what to run; None where there is nothing to run.
        fallback: the dataset to use where the plan's is not on this computer; empty for none.
        lecture: what the lecture saw.
        keras: what plain Keras gives.
        expected: what runs of the step give, whatever the seed: for the teacher.
        test_every_epoch: whether the network is tested after every epoch, and not only at the end.
        lock: what is visible and what is fixed meanwhile.
        questions: what is asked, in order.
        checks: what has to be reached, no two of one name.
        fallback_checks: what has to be reached instead of the checks of the same names, on the fallback.
        fallback_expected: what runs give on the fallback.
    """

    title: str
    text: str
    plan: TrainingPlan | None = None
    fallback: str = ""
    lecture: tuple[Figures, ...] = ()
    keras: tuple[Figures, ...] = ()
    test_every_epoch: bool = False
    lock: StepLock = field(default_factory=StepLock)
    questions: tuple[Question, ...] = ()
    checks: tuple[StepCheck, ...] = ()
    fallback_checks: tuple[StepCheck, ...] = ()
    expected: tuple[Figures, ...] = ()
    fallback_expected: tuple[Figures, ...] = ()

    def plan_here(self, catalogue: Catalogue) -> tuple[TrainingPlan | None, str]:
        """The plan for this computer, and a sentence if its pictures are not those that the figures are about."""
        here = self.here(catalogue)
        if self.plan is None or here is self:
            return self.plan, ""
        wanted, instead = (catalogue.entry(name).title for name in (self.plan.dataset, self.fallback))
        sentence = _("“{wanted}” is not on this computer, so this runs on “{instead}” and its figures will differ.")
        return here.plan, sentence.format(wanted=wanted, instead=instead)

    def here(self, catalogue: Catalogue) -> "Step":
        """The step for this computer: where its dataset is missing, with what the fallback has."""
        if self.plan is None or not self.fallback or catalogue.find(self.plan.dataset) is not None:
            return self
        instead = {check.name: check for check in self.fallback_checks}
        fixed = {**self.lock.fixed, "dataset": self.fallback} if "dataset" in self.lock.fixed else self.lock.fixed
        return replace(
            self,
            plan=self.plan.replace(dataset=self.fallback),
            lock=replace(self.lock, fixed=fixed),
            checks=tuple(instead.get(check.name, check) for check in self.checks),
            expected=self.fallback_expected,
        )


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        name: the file's name without its ending; what the command line calls it.
        title: what people call it.
        look_for: what to look for, block by block, as `lesson_text.sources` gives them.
        steps: what to do, at least one step.
        order: where it stands in the list, the lowest first: those that come with Digitpad go from easy to hard.
        guide: the teacher's side of it.
        folder: where its pictures lie; None where it was not read from a file of its own.
    """

    name: str
    title: str
    look_for: tuple[str, ...]
    steps: tuple[Step, ...]
    order: int = LAST
    guide: TeachersGuide = field(default_factory=TeachersGuide)
    folder: Path | None = field(default=None, compare=False)

    def here(self, catalogue: Catalogue) -> "Lesson":
        """The lesson for this computer: each step as `Step.here` has it."""
        return replace(self, steps=tuple(step.here(catalogue) for step in self.steps))

    def questions(self) -> Iterator[tuple[int, Question]]:
        """All questions, each after the number of its step, from 1."""
        for number, step in enumerate(self.steps, start=1):
            for question in step.questions:
                yield number, question
