"""One training run as plain data, and as JSON: a row of the table of runs."""

import dataclasses
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from digitpad.formatting import printable, visible
from digitpad.limits import MAX_CLASSES, MAX_NAME
from digitpad.model.spec import PIXELS
from digitpad.training.epoch import Epoch, Score
from digitpad.training.live_changes import CHANGEABLE, Change, changes_from_json
from digitpad.training.plan import TrainingPlan
from digitpad.translation import _

RUNNING, FINISHED, STOPPED, FAILED = "running", "finished", "stopped", "failed"
STATES = (RUNNING, FINISHED, STOPPED, FAILED)
MAX_TITLE = 80
MAX_NUMBER = 10**9
"""Of a run; it counts how many there were."""

CHANGES = "changes of "  # untranslated: a key
"""What `Run.differences` puts before the name of a setting that was changed in mid-run."""

_MAX_SENTENCE = 500
_MAX_LOSS = 3.5e38
"""No number of 32 bits is greater."""

_ROUNDING = 1e-6
"""So far below nought may rounding bring a loss."""

_MAX_SECONDS = 1e9
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)\d\d")


@dataclass(frozen=True)
class Checkpoint:
    """Where a run is after an epoch.

    Attributes:
        history: the finished epochs.
        arrays: every number that the run needs to go on, by name: weights, optimizer, random states.
        changes: what was changed until then, in the order of time.
    """

    history: tuple[Epoch, ...]
    arrays: Mapping[str, npt.NDArray[Any]]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Run:
    """One row.

    Attributes:
        name: the folder's name.
        title: what people call it.
        plan: what was asked for.
        state: `running`, `finished`, `stopped` or `failed`.
        history: the finished epochs.
        test: the score on the test part, when there was time for it.
        sentence: what was said at the end.
        class_names: what its network tells apart.
        changes: what was changed while it went on, in the order of time.
        number: greater than that of every run that began before it; 0 where an earlier Digitpad trained it.
    """

    name: str
    title: str
    plan: TrainingPlan
    state: str = RUNNING
    history: tuple[Epoch, ...] = ()
    test: Score | None = None
    sentence: str = ""
    class_names: tuple[str, ...] = field(default=())
    changes: tuple[Change, ...] = ()
    number: int = 0

    def to_json(self) -> dict[str, Any]:
        """The run as plain JSON values."""
        return dataclasses.asdict(self) | {"plan": self.plan.to_json()}

    @property
    def started(self) -> str:
        """When it began, as `2026-11-21 09:30`; the folder's name when that is not a time."""
        stamp = _STAMP.match(self.name)
        return f"{stamp[1]} {stamp[2]}:{stamp[3]}" if stamp else tidy_title(self.name)

    @property
    def layers(self) -> str:
        """The widths of the network's layers: `784-128-10`."""
        return "-".join(map(str, (PIXELS, *self.plan.hidden, len(self.class_names) or "?")))

    @property
    def validation(self) -> Score | None:
        """The score on the validation part after the last finished epoch."""
        return self.history[-1].validation if self.history else None

    @property
    def changes_at_checkpoint(self) -> tuple[Change, ...]:
        """What was changed in the finished epochs; a run that goes on knows nothing of what came after them."""
        return tuple(change for change in self.changes if change.epoch <= len(self.history))

    def differences(self, other: "Run") -> dict[str, tuple[Any, Any]]:
        """The settings in which two runs differ: name -> (here, there). Exactly one makes a fair test.

        A setting counts where it decides something in both plans. The names of `TrainingPlan`'s fields stand for what
        was planned; `CHANGES` and such a name for what was changed in mid-run, a tuple of `Change`.
        """
        mine, theirs = (run.plan.in_effect() | run._changes_in_effect() for run in (self, other))
        return {
            name: (mine[name], theirs[name]) for name in mine if name in theirs and mine[name] != theirs[name]
        }

    def _changes_in_effect(self) -> dict[str, Any]:
        settings = [name for name in CHANGEABLE if name in self.plan.in_effect()]
        return {
            CHANGES + name: tuple(change for change in self.changes if change.setting == name) for name in settings
        }


def tidy_title(text: str) -> str:
    """A title as one line of characters that can be shown, at most `MAX_TITLE` long; it may be empty."""
    return " ".join(printable(text, instead=" ").split())[:MAX_TITLE].strip()


def next_title(titles: Iterable[str]) -> str:
    """One more than the highest number, so that no title comes twice after a run was deleted."""
    title = _("Run {number}")
    numbered = r"(\d{1,6})".join(map(re.escape, title.split("{number}", maxsplit=1)))
    numbers = [int(found[1]) for each in titles if (found := re.fullmatch(numbered, each))]
    return title.format(number=max(numbers, default=0) + 1)


def age(run: Run) -> tuple[int, str, int, str]:
    """A key to sort by. Where rows have no numbers, names decide: those of one second are numbered; 10 is after 9."""
    stamp, number = run.name[:17], run.name[18:]
    return run.number, stamp, int(number) if number.isdecimal() and len(number) <= 6 else 0, run.name


def run_from_json(name: str, values: Mapping[str, Any]) -> Run:
    """The run from what `Run.to_json` gave.

    Raises:
        DigitpadError: the plan is none.
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError: neither is anything else a run.
    """
    if values["state"] not in STATES:
        raise ValueError("an unknown state")
    plan = TrainingPlan.from_json(values["plan"])
    _refuse_names([plan.dataset])
    return Run(
        name=name,
        title=tidy_title(str(values["title"])) or tidy_title(name) or "?",
        plan=plan,
        state=values["state"],
        history=history_from_json(values["history"]),
        test=_score(values["test"]),
        sentence=visible(str(values["sentence"])[:_MAX_SENTENCE]),
        class_names=_class_names(values["class_names"]),
        changes=changes_from_json(values.get("changes", ())),  # older rows have none
        number=int(_in_range(int(values.get("number", 0)), 0, MAX_NUMBER)),
    )


def _in_range(value: float, low: float, high: float) -> float:
    """The number itself; any other than one from `low` to `high` raises a `ValueError`."""
    if not low <= value <= high:
        raise ValueError(f"{value} is not from {low} to {high}")
    return value


def _class_names(values: list[str]) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > MAX_CLASSES:
        raise ValueError("not a list of classes")
    _refuse_names(values)
    return tuple(values)


def _refuse_names(names: list[str]) -> None:
    """Raise a `ValueError` for one that is too long, or that cannot be shown as it is."""
    if not all(isinstance(name, str) and len(name) <= MAX_NAME and name.isprintable() for name in names):
        raise ValueError("not a name")


def _score(values: Mapping[str, Any] | None) -> Score | None:
    if values is None:
        return None
    loss = float(values["loss"])
    if not math.isnan(loss) and loss != math.inf:  # both are what a loss that explodes becomes
        _in_range(loss, -_ROUNDING, _MAX_LOSS)
    return Score(loss, _in_range(float(values["accuracy"]), 0, 1))


def history_from_json(values: list[Mapping[str, Any]]) -> tuple[Epoch, ...]:
    """The epochs from a list of what `dataclasses.asdict` gave; raises like `run_from_json`."""
    history = tuple(_epoch(epoch) for epoch in values)
    if [epoch.number for epoch in history] != list(range(1, len(history) + 1)):
        raise ValueError("epochs are missing")
    return history


def _epoch(values: Mapping[str, Any]) -> Epoch:
    training = _score(values["training"])
    if training is None:
        raise ValueError("an epoch without a training score")
    seconds = _in_range(float(values["seconds"]), 0, _MAX_SECONDS)
    # Older rows have no test.
    return Epoch(int(values["number"]), training, _score(values["validation"]), seconds, _score(values.get("test")))
