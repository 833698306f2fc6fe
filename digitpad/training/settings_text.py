"""The settings of a plan in words, and whether two runs make a fair test."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from digitpad.training.live_changes import Change
from digitpad.training.run import CHANGES, Run
from digitpad.training.setting_names import BEND_NAMES, SETTING_NAMES
from digitpad.translation import N_, _, ngettext

_VALUE_NAMES = {
    "activation": {"relu": "ReLU", "leaky_relu": N_("leaky ReLU")},
    "optimizer": {"adam": "Adam", "sgd": "SGD", "momentum": N_("SGD with momentum"), "rmsprop": "RMSprop"},
    "schedule": {"constant": N_("constant"), "cosine": N_("cosine")},
    "initializer": {
        "glorot_uniform": N_("Glorot uniform"),
        "he_normal": N_("He normal"),
        "normal": N_("normal"),
        "truncated_normal": N_("truncated normal"),
    },
    "pixels": {"grey": N_("grey"), "black and white": N_("black and white")},
    "labels": {"integer": N_("integer"), "one-hot": N_("one-hot")},
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
        return _steps([_change_text(change) for change in value]) or _("unchanged")
    if name == "hidden":
        return "-".join(map(str, value)) or _("none")  # no commas: values are listed with commas
    if name == "augmentation":
        bends = value if isinstance(value, dict) else vars(value)
        return " + ".join(f"{_(BEND_NAMES[bend])} {amount:g}" for bend, amount in bends.items() if amount) or _("none")
    if isinstance(value, str):
        names = _VALUE_NAMES.get(name, {})
        return _(names[value]) if value in names else value
    return f"{value:g}" if isinstance(value, float) else str(value)


def changes_text(changes: Iterable[Change]) -> str:
    """What was changed in mid-run, on one line: `learning rate: 0.01 from batch 41 of epoch 3; dropout: 0.2 …`."""
    return "; ".join(f"{_(SETTING_NAMES[change.setting])}: {_change_text(change)}" for change in changes)


def _change_text(change: Change) -> str:
    text = _("{value} from batch {batch} of epoch {epoch}") if change.batch > 1 else _("{value} from epoch {epoch}")
    return text.format(value=value_text(change.setting, change.value), batch=change.batch, epoch=change.epoch)


def _steps(changes: list[str]) -> str:
    """An arrow held down makes many changes: some of them, and the last."""
    left_out = len(changes) - _STEPS_SHOWN
    if left_out > 1:
        more = ngettext("{count} more change", "{count} more changes", left_out).format(count=left_out)
        changes = [*changes[: _STEPS_SHOWN - 1], more, changes[-1]]
    return " → ".join(changes)  # no commas: values are listed with commas


def _setting_name(name: str) -> str:
    """A name that `Run.differences` uses, in words."""
    setting = _(SETTING_NAMES[name.removeprefix(CHANGES)])
    return _("{setting} during the run").format(setting=setting) if name.startswith(CHANGES) else setting


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
    fair, sentence = _verdict(first.differences(second))
    # Runs can be stopped, continued, or ended early: what was done may be another thing than what was planned.
    here, there = len(first.history), len(second.history)
    if here == there or fair is False or first.plan.epochs != second.plan.epochs:
        return FairTestVerdict(fair, sentence)
    both = _("{verdict}; they ran {here} and {there} epochs").format(verdict=sentence, here=here, there=there)
    return FairTestVerdict(fair, both)


def _verdict(differing: dict[str, tuple[Any, Any]]) -> tuple[bool | None, str]:
    if not differing:
        return None, _("The same plan")
    names = ", ".join(map(_setting_name, differing))
    if len(differing) > 1:
        return False, _("Not a fair test. These differ: {settings}").format(settings=names)
    (name, values), = differing.items()
    text = (
        _("Fair test: only the {settings} differ ({here}, {there})")
        if name in _PLURAL
        else _("Fair test: only the {settings} differs ({here}, {there})")
    )
    here, there = (value_text(name, value) for value in values)
    return True, text.format(settings=names, here=here, there=there)
