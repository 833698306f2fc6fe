"""What a step of a lesson asks, as data: kinds of questions, and whether an answer fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from digitpad.translation import N_

FIGURES: Mapping[str, str] = {
    "train": N_("right answers on training pictures"),
    "validation": N_("right answers on validation pictures"),
    "test": N_("right answers on test pictures"),
    "gap": N_("training ahead of test"),
    "seconds": N_("seconds of a run"),
    "parameters": N_("parameters of the network"),
}
"""What a run gives that can be guessed and checked, and what people call it."""

SHARES = frozenset(("train", "validation", "test", "gap"))
"""Those of `FIGURES` that are shares: guessed in percent, checked from 0 to 1."""

MAX_HINTS = 10
PICKED = ("picture", "neuron")


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that is asked.

    Attributes:
        id: what the program calls it; no two of a lesson are called the same.
        text: what is asked, on one line.
        hints: shown one by one to whoever wants them.
        kind: as the file calls it.
    """

    id: str
    text: str
    hints: tuple[str, ...] = ()
    kind: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Question):
    """A number.

    Attributes:
        low: the least that can be given.
        high: the most.
        unit: what stands behind the number; may be empty.
        answer: the right one, if there is one.
        tolerance: how far from it is still right.
    """

    low: float
    high: float
    unit: str = ""
    answer: float | None = None
    tolerance: float = 0.0
    kind: ClassVar[str] = "number"

    def is_right(self, given: float) -> bool | None:
        """Whether it is near enough to the answer; None where nobody said what is right."""
        return None if self.answer is None else abs(given - self.answer) <= self.tolerance * (1 + 1e-9)


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """One of several.

    Attributes:
        choices: what there is to choose from.
        answer: the right one; empty where nobody said what is right.
    """

    choices: tuple[str, ...]
    answer: str = ""
    kind: ClassVar[str] = "choice"

    def is_right(self, given: str) -> bool | None:
        """Whether it is the answer; None where nobody said what is right."""
        return given == self.answer if self.answer else None


@dataclass(frozen=True, kw_only=True)
class NumberGuess(NumberQuestion):
    """A number that must be given before Run.

    Attributes:
        of: the one of `FIGURES` that the run gives for it, in percent where it is a share; empty for none.
    """

    of: str = ""
    kind: ClassVar[str] = "guess"


@dataclass(frozen=True, kw_only=True)
class ChoiceGuess(ChoiceQuestion):
    """One of several, and it must be given before Run."""

    kind: ClassVar[str] = "guess"


@dataclass(frozen=True, kw_only=True)
class TextQuestion(Question):
    """Some sentences; nobody but a person can say whether they are right."""

    kind: ClassVar[str] = "text"


@dataclass(frozen=True, kw_only=True)
class DrawingQuestion(Question):
    """A drawing, kept as ink.

    Attributes:
        shows: the class that it should show; empty for any.
        read_as: the class that the network should take it for; empty for any.
    """

    shows: str = ""
    read_as: str = ""
    kind: ClassVar[str] = "drawing"


@dataclass(frozen=True, kw_only=True)
class PickQuestion(Question):
    """Something that is picked on another page.

    Attributes:
        of: one of `PICKED`: a picture from Examine, or a neuron from Inside.
    """

    of: str
    kind: ClassVar[str] = "pick"


def must_come_before_run(question: Question) -> bool:
    """Whether Run waits for it."""
    return question.kind == "guess"
