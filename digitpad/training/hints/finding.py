"""Which hints a run gets, the most important first."""

from digitpad.training.hints import curve_rules, neuron_rules, setting_rules
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.hint import Hint

_FAILURES = (curve_rules.flew_off, curve_rules.labels_do_not_fit, curve_rules.nothing_learnt)
"""Each says all there is to say: what else looks wrong comes of it."""

# What makes everything else look wrong comes first.
_ALARMS = (
    curve_rules.rate_too_high,
    neuron_rules.saturated_neurons,
    neuron_rules.dead_neurons,
    neuron_rules.faded_error,
    curve_rules.rate_too_low,
    curve_rules.overfitting,
)
_IN_THE_END = (
    setting_rules.few_pictures,
    curve_rules.first_weights_too_large,
    setting_rules.large_batches,
    setting_rules.layer_too_narrow,
    setting_rules.much_dropout,
    setting_rules.much_l2,
    setting_rules.train_longer,
    setting_rules.no_validation,
)

_BY_HEART = "overfitting"


def find_hints(evidence: Evidence) -> tuple[Hint, ...]:
    """The hints of a run, the most important first; mostly none.

    What could be better is told only when the run is over and there is no alarm but overfitting, whose reason may be
    among it; beside other alarms overfitting means nothing. Of hints with the same advice the first is enough.
    """
    failures = [hint for rule in _FAILURES if (hint := rule(evidence)) is not None]
    if failures:
        return tuple(failures[:1])
    found = [hint for rule in _ALARMS if (hint := rule(evidence)) is not None]
    if len(found) > 1:
        found = [hint for hint in found if hint.key != _BY_HEART]
    if evidence.is_finished and evidence.history and all(hint.key == _BY_HEART for hint in found):
        found = [hint for rule in _IN_THE_END if (hint := rule(evidence)) is not None] + found
    told: list[Hint] = []
    for hint in found:
        if not any(hint.changes == other.changes for other in told):
            told.append(hint)
    return tuple(told)
