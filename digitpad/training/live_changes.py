"""Settings that were changed during a run, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from digitpad.training.plan import TrainingPlan

CHANGEABLE = ("learning_rate", "dropout")
"""The settings of a plan that can be changed in mid-run."""

_MAX_BATCH = 10**9
"""No run has more batches, or epochs."""


@dataclass(frozen=True)
class Change:
    """A setting that somebody changed in mid-run.

    Attributes:
        setting: one of `CHANGEABLE`.
        epoch: the epoch, from 1, in which it took effect.
        batch: the first batch of that epoch, from 1, that was trained with it.
        value: what it was from then on; allowed where the plan's own value is.
    """

    setting: str
    epoch: int
    batch: int
    value: float


def values_after(plan: TrainingPlan, changes: Iterable[Change]) -> dict[str, float]:
    """The value of each changeable setting after these changes, which are in the order of time."""
    values = {name: getattr(plan, name) for name in CHANGEABLE}
    return values | {change.setting: change.value for change in changes}


def changes_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The changes from a list of what `dataclasses.asdict` gave.

    Raises:
        DigitpadError: a value that no plan may have.
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError: neither is anything else a change.
    """
    return tuple(_change(each) for each in values)


def _change(values: Mapping[str, Any]) -> Change:
    change = Change(values["setting"], int(values["epoch"]), int(values["batch"]), float(values["value"]))
    if change.setting not in CHANGEABLE or not all(1 <= at <= _MAX_BATCH for at in (change.epoch, change.batch)):
        raise ValueError("not a change of a run")
    TrainingPlan().replace(**{change.setting: change.value})  # refuses what no plan may have
    return change
