"""A lesson as data."""

from dataclasses import dataclass
from pathlib import Path

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
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
    """One thing to run.

    Attributes:
        title: a few words.
        text: paragraphs with an empty line between them.
        plan: what to run.
        fallback: the dataset to use where the plan's is not on this computer; empty for none.
        lecture: what the lecture saw.
        keras: what plain Keras gives.
        test_every_epoch: whether the network is tested after every epoch, and not only at the end.
    """

    title: str
    text: str
    plan: TrainingPlan
    fallback: str = ""
    lecture: tuple[Figures, ...] = ()
    keras: tuple[Figures, ...] = ()
    test_every_epoch: bool = False

    def plan_here(self, catalogue: Catalogue) -> tuple[TrainingPlan, str]:
        """The plan for this computer, and a sentence if its pictures are not those that the figures are about."""
        if not self.fallback or catalogue.find(self.plan.dataset) is not None:
            return self.plan, ""
        wanted, instead = (catalogue.entry(name).title for name in (self.plan.dataset, self.fallback))
        sentence = _("“{wanted}” is not on this computer, so this runs on “{instead}” and its figures will differ.")
        return self.plan.replace(dataset=self.fallback), sentence.format(wanted=wanted, instead=instead)


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        name: the file's name without its ending; what the command line calls it.
        title: what people call it.
        look_for: what to look for, paragraph by paragraph.
        steps: what to run, at least one step.
        order: where it stands in the list, the lowest first: those that come with Digitpad go from easy to hard.
    """

    name: str
    title: str
    look_for: tuple[str, ...]
    steps: tuple[Step, ...]
    order: int = LAST
