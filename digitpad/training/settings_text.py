"""The settings of a plan in words, and whether two runs make a fair test."""

from dataclasses import dataclass
from typing import Any

from digitpad.training.runs import Run

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


def value_text(name: str, value: Any) -> str:
    """The value of a setting as people write it.

    Args:
        name: a field of `TrainingPlan`.
        value: its value, as an attribute of the plan or from `TrainingPlan.to_json`.
    """
    if name == "hidden":
        return "-".join(map(str, value)) or "none"  # no commas: values are listed with commas
    if name == "augmentation":
        bends = value if isinstance(value, dict) else vars(value)
        return " and ".join(f"{bend} {amount:g}" for bend, amount in bends.items() if amount) or "none"
    if isinstance(value, str):
        return _VALUE_NAMES.get(name, {}).get(value, value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class Verdict:
    """Whether two runs can be compared.

    Attributes:
        fair: True when exactly one setting differs, False when more do, None when none does.
        sentence: the same for people.
    """

    fair: bool | None
    sentence: str


def compare(first: Run, second: Run) -> Verdict:
    """What differs between the plans of two runs; exactly one thing makes a fair test."""
    differing = first.differences(second)
    # Runs can be stopped, continued, or ended early: what was done may be another thing than what was planned.
    done = len(first.history), len(second.history)
    epochs = "" if done[0] == done[1] or "epochs" in differing else f"; they ran {done[0]} and {done[1]} epochs"
    if not differing:
        return Verdict(None, f"The same plan{epochs}")
    names = ", ".join(SETTING_NAMES[name] for name in differing)
    if len(differing) > 1:
        return Verdict(False, f"Not a fair test: {names} differ")
    (name, (here, there)), = differing.items()
    verb = "differ" if name in _PLURAL else "differs"
    values = f"{value_text(name, here)}, {value_text(name, there)}"
    return Verdict(True, f"Fair test: only the {names} {verb} ({values}){epochs}")
