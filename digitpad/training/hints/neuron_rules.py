"""Rules over the neurons of a network in training: those that never answer, are saturated, or get no gradient."""

from typing import Any

from digitpad.formatting import percent
from digitpad.training.hints.causes import has_large_biases, has_large_weights, has_small_weights, is_deep_and_flat
from digitpad.training.hints.evidence import Evidence
from digitpad.training.hints.hint import Hint, Sign
from digitpad.training.hints.neurons import SAMPLE
from digitpad.training.settings_text import value_text
from digitpad.translation import N_, Message

_DEAD = 0.4
"""Share of a layer. Healthy layers had up to 0.24 dead neurons (40 epochs of clothes); Adam 0.03 had 0.70, 0.1 0.94."""

_SATURATED = 0.5
"""Share of a layer's answers. Healthy ones had up to 0.25 (four layers of sigmoid), broken ones 0.68 to 0.99."""

_FADED, _NOT_YET = 0.03, 0.8
"""How far a step moves the first layer's weights, times the output's, and the accuracy from which on nobody minds. Four
and six layers of sigmoid had 0.02 and less; six of tanh, which learn well, 0.4, and one of sigmoid 0.05."""


def dead_neurons(evidence: Evidence) -> Hint | None:
    """A layer of ReLU many of whose neurons give 0 whatever they see, and so can never learn again."""
    place = max(range(len(evidence.layers)), key=lambda layer: evidence.layers[layer].dead, default=0)
    if not evidence.layers or evidence.layers[place].dead < _DEAD:
        return None
    changes: dict[str, Any]
    if evidence.is_rate_high:
        changes = {"learning_rate": evidence.lower_rate}
    elif has_large_biases(evidence):
        changes = {"bias_scale": 0.0}
    elif has_large_weights(evidence) or has_small_weights(evidence):
        changes = {"initializer": "glorot_uniform"}
    else:
        changes = {"activation": "leaky_relu"}
    message = Message(
        N_("{share} of the neurons in hidden layer {layer} are dead: they give 0 for each of {pictures} training "
           "pictures, and a neuron that gives 0 learns nothing."),
        share=percent(evidence.layers[place].dead), layer=place + 1, pictures=SAMPLE,
    )
    return Hint("dead-neurons", message, changes, _accuracy(evidence))


def saturated_neurons(evidence: Evidence) -> Hint | None:
    """A layer of sigmoid or tanh most of whose answers lie where the activation is flat."""
    place = max(range(len(evidence.layers)), key=lambda layer: evidence.layers[layer].saturated, default=0)
    if not evidence.layers or evidence.layers[place].saturated < _SATURATED:
        return None
    changes: dict[str, Any]
    if has_large_weights(evidence):
        changes = {"initializer": "glorot_uniform"}
    elif evidence.is_rate_high:
        changes = {"learning_rate": evidence.lower_rate}
    else:
        changes = {"activation": "relu"}
    message = Message(
        N_("{share} of the answers of hidden layer {layer} are saturated: there {activation} is so flat that hardly "
           "anything is learnt."),
        share=percent(evidence.layers[place].saturated), layer=place + 1,
        activation=value_text("activation", evidence.plan.activation),
    )
    return Hint("saturated-neurons", message, changes, _accuracy(evidence))


def faded_error(evidence: Evidence) -> Hint | None:
    """Several layers of sigmoid or tanh, and the first learns next to nothing of what the last one does."""
    if not evidence.layers or not is_deep_and_flat(evidence) or not evidence.history:
        return None
    first = evidence.layers[0]
    if evidence.accuracy > _NOT_YET or first.learns > _FADED * first.output_learns:
        return None
    message = Message(
        N_("A step moves the weights of the first hidden layer {ratio} of what it moves those of the output: on its "
           "way back through {count} layers of {activation} the error fades."),
        ratio=percent(first.learns / first.output_learns) if first.output_learns else percent(0),
        count=len(evidence.layers), activation=value_text("activation", evidence.plan.activation),
    )
    return Hint("faded-error", message, {"activation": "relu"}, _accuracy(evidence))


def _accuracy(evidence: Evidence) -> Sign | None:
    return Sign("accuracy", "training", 0, evidence.epochs) if evidence.history else None
