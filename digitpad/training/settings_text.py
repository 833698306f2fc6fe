"""The settings of a plan in words, and whether two runs make a fair test."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from digitpad.training.live_changes import Change
from digitpad.training.run import CHANGES, Run

SETTING_NAMES = {
    "dataset": "dataset",
    "hidden": "hidden layers",
    "activation": "activation",
    "optimizer": "optimizer",
    "learning_rate": "learning rate",
    "schedule": "schedule",
    "batch_size": "batch size",
    "epochs": "number of epochs",
    "initializer": "initializer",
    "initializer_scale": "spread of the first weights",
    "bias_scale": "spread of the first biases",
    "dropout": "dropout",
    "l2": "L2",
    "label_smoothing": "label smoothing",
    "averaging": "averaging of the weights",
    "validation_share": "validation share",
    "early_stopping": "early stopping",
    "pixels": "kind of pixels",
    "labels": "kind of labels",
    "seed": "seed",
    "augmentation": "augmentation",
}
"""Every field of `TrainingPlan`, as people call it in mid-sentence."""

_VALUE_NAMES = {
    "activation": {"relu": "ReLU", "leaky_relu": "leaky ReLU"},
    "optimizer": {"adam": "Adam", "sgd": "SGD", "momentum": "SGD with momentum", "rmsprop": "RMSprop"},
    "initializer": {
        "glorot_uniform": "Glorot uniform", "he_normal": "He normal", "truncated_normal": "truncated normal",
    },
}
_PLURAL = {"hidden"}
_STEPS_SHOWN = 3


def value_text(name: str, value: Any) -> str:
    """The value of a setting as people write it.

    Args:
        name: a field of `TrainingPlan`.
        value: its value, as an attribute of the plan or from `TrainingPlan.to_json`; or a difference of `Run`.
    """
    if name.startswith(CHANGES):
        return _steps([_change_text(change) for change in value]) or "unchanged"
    if name == "hidden":
        return "-".join(map(str, value)) or "none"  # no commas: values are listed with commas
    if name == "augmentation":
        bends = value if isinstance(value, dict) else vars(value)
        return " and ".join(f"{bend} {amount:g}" for bend, amount in bends.items() if amount) or "none"
    if isinstance(value, str):
        return _VALUE_NAMES.get(name, {}).get(value, value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def changes_text(changes: Iterable[Change]) -> str:
    """What was changed in mid-run, on one line: `learning rate 0.01 from batch 41 of epoch 3; dropout 0.2 …`."""
    return "; ".join(f"{SETTING_NAMES[change.setting]} {_change_text(change)}" for change in changes)


def _change_text(change: Change) -> str:
    batch = f"batch {change.batch} of " if change.batch > 1 else ""
    return f"{value_text(change.setting, change.value)} from {batch}epoch {change.epoch}"


def _steps(changes: list[str]) -> str:
    """An arrow held down makes many changes: some of them, and the last."""
    left_out = len(changes) - _STEPS_SHOWN
    if left_out > 1:
        changes = [*changes[: _STEPS_SHOWN - 1], f"{left_out} more changes", changes[-1]]
    return " then ".join(changes)  # no commas: values are listed with commas


def _setting_name(name: str) -> str:
    """A name that `Run.differences` uses, in words."""
    return SETTING_NAMES.get(name) or f"change of {SETTING_NAMES[name.removeprefix(CHANGES)]} in mid-run"


@dataclass(frozen=True)
class FairTestVerdict:
    """Whether two runs can be compared.

    Attributes:
        fair: True when exactly one setting differs, False when more do, None when none does.
        sentence: the same for people.
    """

    fair: bool | None
    sentence: str


def compare(first: Run, second: Run) -> FairTestVerdict:
    """What differs between two runs, planned or changed in mid-run; exactly one thing makes a fair test."""
    differing = first.differences(second)
    # Runs can be stopped, continued, or ended early: what was done may be another thing than what was planned.
    done = len(first.history), len(second.history)
    epochs = "" if done[0] == done[1] or "epochs" in differing else f"; they ran {done[0]} and {done[1]} epochs"
    if not differing:
        return FairTestVerdict(None, f"The same plan{epochs}")
    names = ", ".join(map(_setting_name, differing))
    if len(differing) > 1:
        return FairTestVerdict(False, f"Not a fair test: {names} differ")
    (name, (here, there)), = differing.items()
    verb = "differ" if name in _PLURAL else "differs"
    values = f"{value_text(name, here)}, {value_text(name, there)}"
    return FairTestVerdict(True, f"Fair test: only the {names} {verb} ({values}){epochs}")
