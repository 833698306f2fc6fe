"""One training run as plain data, and as JSON: a row of the table of runs."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from digitpad.formatting import printable
from digitpad.model.spec import PIXELS
from digitpad.training.epoch import Epoch, Score
from digitpad.training.live_changes import CHANGEABLE, Change, changes_from_json
from digitpad.training.plan import TrainingPlan

RUNNING, FINISHED, STOPPED, FAILED = "running", "finished", "stopped", "failed"
STATES = (RUNNING, FINISHED, STOPPED, FAILED)
MAX_TITLE = 80
CHANGES = "changes of "  # untranslated: a key
"""What `Run.differences` puts before the name of a setting that was changed in mid-run."""

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
        return f"{stamp[1]} {stamp[2]}:{stamp[3]}" if stamp else self.name

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


def run_from_json(name: str, values: Mapping[str, Any]) -> Run:
    """The run from what `Run.to_json` gave.

    Raises:
        DigitpadError: the plan is none.
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError: neither is anything else a run.
    """
    if values["state"] not in STATES:
        raise ValueError("an unknown state")
    return Run(
        name=name,
        title=tidy_title(str(values["title"])) or name,
        plan=TrainingPlan.from_json(values["plan"]),
        state=values["state"],
        history=history_from_json(values["history"]),
        test=_score(values["test"]),
        sentence=str(values["sentence"]),
        class_names=tuple(str(name) for name in values["class_names"]),
        changes=changes_from_json(values.get("changes", ())),  # older rows have none
        number=int(values.get("number", 0)),
    )


def _score(values: Mapping[str, Any] | None) -> Score | None:
    if values is None:
        return None
    score = Score(float(values["loss"]), float(values["accuracy"]))
    if not 0 <= score.accuracy <= 1:
        raise ValueError("an accuracy that is no share")
    return score


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
    return Epoch(int(values["number"]), training, _score(values["validation"]), float(values["seconds"]))
