"""What has to be reached in a step, as data: a closed vocabulary, never code."""

from collections.abc import Mapping
from dataclasses import dataclass

from digitpad.formatting import percent
from digitpad.lessons.questions import SHARES
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.translation import N_, Message, N_plural, Plural

MAX_COUNT = 100_000_000

LIMITS: Mapping[str, tuple[float, float]] = {
    "test": (0, 1), "train": (0, 1), "validation": (0, 1), "gap": (-1, 1), "seconds": (0, 86_400),
    "parameters": (1, MAX_COUNT), "runs": (1, 100), "samples": (1, 100_000),
}  # fmt: skip
"""What can be compared with a number, and the numbers that make sense."""

OF_ONE_RUN = ("test", "train", "validation", "gap", "parameters", "seconds")
"""Those that are figures of a run: all of them have to hold for one and the same."""

NEVER_AT_MOST = frozenset(("runs", "samples"))
"""Those that only grow: “at most” would hold from the beginning."""

COUNTED = frozenset(("parameters", "runs", "samples"))
"""Those that are whole numbers."""

SENTENCES: Mapping[tuple[str, bool], str | Plural] = {
    ("test", True): N_("One run gets at least {bound} of the test pictures right."),
    ("test", False): N_("One run gets at most {bound} of the test pictures right."),
    ("train", True): N_("One run gets at least {bound} of its training pictures right."),
    ("train", False): N_("One run gets at most {bound} of its training pictures right."),
    ("validation", True): N_("One run gets at least {bound} of the validation pictures right."),
    ("validation", False): N_("One run gets at most {bound} of the validation pictures right."),
    ("gap", True): N_("In one run, training is at least {bound} ahead of test."),
    ("gap", False): N_("In one run, training is at most {bound} ahead of test."),
    ("parameters", True): N_("The network has at least {bound} parameters."),
    ("parameters", False): N_("The network has at most {bound} parameters."),
    ("seconds", True): N_("One run takes at least {bound} seconds."),
    ("seconds", False): N_("One run takes at most {bound} seconds."),
    ("runs", True): N_plural("At least {bound} run has ended.", "At least {bound} runs have ended."),
    ("samples", True): N_plural(
        "At least {bound} sample has been saved.", "At least {bound} samples have been saved."
    ),
}
"""What has to be reached, by what is compared and whether the bound is the least."""


@dataclass(frozen=True)
class BoundCheck:
    """A number that is at least or at most another one.

    Attributes:
        name: one of `LIMITS`.
        at_least: whether the bound is the least; else it is the most.
        bound: shares from 0 to 1, the gap from -1 to 1.
    """

    name: str
    at_least: bool
    bound: float

    def holds(self, value: float) -> bool:
        """Whether a number is within the bound."""
        return value >= self.bound if self.at_least else value <= self.bound

    def shown(self, value: float) -> str:
        """A number of this kind as people read it."""
        if self.name in SHARES:
            return percent(value)
        return f"{round(value):,}" if self.name in COUNTED else f"{value:g}"

    def message(self) -> Message:
        """What has to be reached."""
        sentence = SENTENCES[self.name, self.at_least]
        return Message(sentence, bound=self.shown(self.bound), count=round(self.bound))


@dataclass(frozen=True)
class FairTestCheck:
    """Two runs whose plans differ in one setting only.

    Attributes:
        setting: the field of `TrainingPlan`.
    """

    setting: str
    name = "fair_test"

    def message(self) -> Message:
        """What has to be reached."""
        setting = Message(SETTING_NAMES[self.setting])
        return Message(N_("Two runs are a fair test: they differ in one thing only ({setting})."), setting=setting)


@dataclass(frozen=True)
class ReadCheck:
    """A drawing that the network reads as a class.

    Attributes:
        class_name: the class.
        share: how sure it must be, 0..1.
    """

    class_name: str
    share: float = 0.0
    name = "read"

    def message(self) -> Message:
        """What has to be reached."""
        key = (
            N_("Your drawing is read as “{class_name}” with at least {share}.") if self.share
            else N_("Your drawing is read as “{class_name}”.")
        )
        return Message(key, class_name=self.class_name, share=percent(self.share))


@dataclass(frozen=True)
class MisreadCheck:
    """A drawing of one class that the network takes for another."""

    name = "misread"

    def message(self) -> Message:
        """What has to be reached."""
        return Message(N_("One of your drawings is read as something else than it shows."))


StepCheck = BoundCheck | FairTestCheck | ReadCheck | MisreadCheck

CHECKS = (*LIMITS, "fair_test", "read", "misread")
"""What a file may ask for."""
