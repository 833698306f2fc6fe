"""Likely causes of a run that learns nothing, and what several rules ask about a plan."""

from typing import Any

from digitpad.training.hints.evidence import USUAL_RATES, Evidence
from digitpad.training.plan import GENTLE, SCALED_INITIALIZERS
from digitpad.training.settings_text import value_text
from digitpad.translation import N_, Message

_MUCH_DROPOUT, _MUCH_L2 = 0.7, 0.05
"""From here on these alone can keep a network from learning: 0.9 and 1 did."""

SMALL_SPREAD, LARGE_SPREAD = 0.002, 0.2
"""Glorot and He give 784 inputs and 128 units weights with a spread of 0.05. Three layers of 100 with 0.001 learnt
nothing; with 1 the first epoch's loss was 2.7 to 11,000 times that of guessing."""

_LARGE_BIASES = 1.0
"""The sums of a layer with the usual first weights have a spread of about 1. With 3, 46 % of a layer were dead."""

GENTLE_L2, GENTLE_DROPOUT = 1e-4, 0.2

_WILD = 3
"""Times the gentle variation: with nine times as much turning and scaling nothing was learnt."""


def why_nothing_learnt(evidence: Evidence) -> tuple[Message, dict[str, Any]]:
    """The likeliest cause in a sentence, and what to change; those first that keep any network from learning."""
    plan = evidence.plan
    bends = ("rotation", "shift", "scale")
    causes: list[tuple[bool, Message, dict[str, Any]]] = [
        (
            has_small_weights(evidence),
            Message(N_("The first weights, with a spread of {spread:g}, are so small that all neurons do the same."),
                    spread=plan.initializer_scale),
            {"initializer": "glorot_uniform"},
        ),
        (
            evidence.is_rate_high,
            Message(N_("The learning rate of {rate} is too high."), rate=rate_text(evidence)),
            {"learning_rate": evidence.lower_rate},
        ),
        (
            plan.l2 >= _MUCH_L2,
            Message(N_("An L2 of {l2:g} keeps all weights at nearly 0."), l2=plan.l2),
            {"l2": GENTLE_L2},
        ),
        (
            plan.dropout >= _MUCH_DROPOUT and bool(plan.hidden),
            Message(N_("Dropout of {dropout:g} switches nearly all neurons off."), dropout=plan.dropout),
            {"dropout": GENTLE_DROPOUT},
        ),
        (
            any(getattr(plan.augmentation, bend) > _WILD * getattr(GENTLE, bend) for bend in bends),
            Message(N_("The pictures are varied so much that nobody could read them.")),
            {"augmentation": GENTLE},
        ),
        (
            is_deep_and_flat(evidence),
            Message(N_("In so many layers of {activation} hardly any of the error comes through to the first ones."),
                    activation=value_text("activation", plan.activation)),
            {"activation": "relu"},
        ),
        (
            plan.optimizer == "sgd" and len(plan.hidden) > 1,
            Message(N_("Plain gradient descent is slow to begin where there are several layers.")),
            {"optimizer": "adam", "learning_rate": USUAL_RATES["adam"]},
        ),
        (
            evidence.is_rate_low,
            Message(N_("The learning rate of {rate} is too low."), rate=rate_text(evidence)),
            {"learning_rate": evidence.higher_rate},
        ),
        (True, Message(N_("Do the labels belong to the pictures?")), {}),
    ]
    return next((cause, changes) for is_so, cause, changes in causes if is_so)


def has_large_weights(evidence: Evidence) -> bool:
    """Whether the first weights are drawn so large that they alone make the first losses."""
    return evidence.plan.initializer in SCALED_INITIALIZERS and evidence.plan.initializer_scale >= LARGE_SPREAD


def has_small_weights(evidence: Evidence) -> bool:
    """Whether the first weights are drawn so small that all neurons of a layer do the same."""
    return evidence.plan.initializer in SCALED_INITIALIZERS and evidence.plan.initializer_scale <= SMALL_SPREAD


def has_large_biases(evidence: Evidence) -> bool:
    """Whether the first biases are so large that they, and no picture, decide what a neuron gives."""
    return evidence.plan.bias_scale >= _LARGE_BIASES


def is_deep_and_flat(evidence: Evidence) -> bool:
    """Whether there are layers enough of an activation with flat ends for the error to fade on its way back."""
    return evidence.plan.activation in ("sigmoid", "tanh") and len(evidence.plan.hidden) >= 3


def is_too_regular(evidence: Evidence) -> bool:
    """Whether L2 is so strong that it drives the loss up by itself."""
    return evidence.plan.l2 >= _MUCH_L2


def rate_text(evidence: Evidence) -> str:
    """The learning rate as people write it."""
    return value_text("learning_rate", evidence.plan.learning_rate)
