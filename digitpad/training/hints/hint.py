"""A hint as plain data: what was seen, where in the curves, and what to change in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digitpad.training.settings_text import value_text
from digitpad.translation import N_, Message, _

_ADVICE = {
    "learning_rate": N_("Set the learning rate to {value}"),
    "epochs": N_("Train for {value} epochs"),
    "batch_size": N_("Set the batch size to {value}"),
    "dropout": N_("Set dropout to {value}"),
    "l2": N_("Set L2 to {value}"),
    "activation": N_("Use {value} as activation"),
    "optimizer": N_("Use {value} as optimizer"),
    "initializer": N_("Use {value} for the first weights"),
    "bias_scale": N_("Set the spread of biases to {value}"),
    "hidden": N_("Use hidden layers of {value} units"),
    "validation_share": N_("Set the validation share to {value}"),
    "augmentation": N_("Vary the pictures gently"),
    "dataset": N_("Learn from the included digits"),
    "pictures": N_("Learn from all training pictures"),
}
"""What the button of an advice says, by the setting that is changed, the first where there are several."""


@dataclass(frozen=True)
class Sign:
    """Where in the curves a hint is to be seen.

    Attributes:
        quantity: `loss` or `accuracy`.
        series: `training` or `validation`.
        first: where it begins, in epochs done, from 0.
        last: where it ends, beyond the first.
    """

    quantity: str
    series: str
    first: float
    last: float


@dataclass(frozen=True)
class Hint:
    """Something that the figures of a run say about its settings.

    Attributes:
        key: which rule found it.
        message: what was seen and what it means, for people.
        changes: the settings of the plan to change, with their new values; none where no setting would help.
        sign: where in the curves it is to be seen; None where it is not.
        is_alarm: whether the run comes to nothing, or to less and less, if it goes on like that. Alarms are told while
            the run goes on, all others when it is over.
    """

    key: str
    message: Message
    changes: Mapping[str, Any] = field(default_factory=dict)
    sign: Sign | None = None
    is_alarm: bool = True

    @property
    def sentence(self) -> str:
        """What was seen and what it means."""
        return str(self.message)

    @property
    def advice(self) -> str:
        """What to do, as a button says it; empty where no setting would help."""
        if not self.changes:
            return ""
        setting, value = next(iter(self.changes.items()))
        return _(_ADVICE[setting]).format(value=value_text(setting, value))
