"""Fine-tune a network on corrections without forgetting what it knew.

A few epochs over the corrections and a replay of old digits (`samples.replay_dataset`) learn a new hand, but forget
more of MNIST than they need to. The mean of the weights before and after keeps nearly all of both (M. Wortsman et al.,
"Robust fine-tuning of zero-shot models", 2022).

Measured with ten digits a class of each of ten writers whom a 784-128-10 network, trained on MNIST, had never seen: the
share of errors left on their other digits, in the median, and the points of MNIST's test digits lost, at worst.

    share of the weights before     0      0.2     0.3     0.4     0.5     0.6
    errors left                     4 %    11 %    12 %    20 %    28 %    48 %
    points lost                     1.17   0.50    0.34    0.20    0.10    0.05

Half is the one with air to both sides (at most 40 %, at most 0.3 points). Other ways to forget less do not come near
without it: a third of the learning rate still loses 0.86 points, twice the replay and a quarter fewer epochs 0.41. The
size of a batch hardly matters to what is learnt, but 128 pictures take a fraction of the time of 32 where the network
is large. `benchmarks/finetune.py` prints the figures of what is used.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from digitpad.data.digits import Dataset
from digitpad.errors import DigitpadError
from digitpad.model.layers import Dense, Dropout, Flatten, Layer, Rescaling, Reshape
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.samples import replay_dataset
from digitpad.training.plan import HIDDEN_ACTIVATIONS, TrainingPlan
from digitpad.translation import N_, Message

KEPT = 0.5
"""The share of the network before in the weights of the network after."""


@dataclass(frozen=True)
class FineTuning:
    """A run that goes on from a network.

    Attributes:
        plan: what `plan_for` gave for the network.
        start: the network.
        load: gives the pictures to learn from; called in the thread that trains.
        title: what people call the result.
    """

    plan: TrainingPlan
    start: Network
    load: Callable[[], Dataset]
    title: str


def plan_for(network: Network) -> TrainingPlan:
    """How a network goes on learning: the plan of its structure with the settings of fine-tuning.

    Raises:
        DigitpadError: the network is none that Digitpad can train; the sentence says why.
    """
    layers = tuple(_learning_layers(network.spec))
    activations = {layer.activation for layer in layers[:-1]}
    if len(activations) > 1:
        raise _not_trainable(N_("This network cannot go on learning: its hidden layers have different activations."))
    activation = activations.pop() if activations else HIDDEN_ACTIVATIONS[0]
    if activation not in HIDDEN_ACTIVATIONS:
        raise _not_trainable(
            N_("This network cannot go on learning: Digitpad does not train the activation “{activation}”."),
            activation=activation,
        )
    if layers[-1].activation not in ("softmax", "linear"):
        raise _not_trainable(
            N_("This network cannot go on learning: it answers with the activation “{activation}”, not with "
              "probabilities."),
            activation=layers[-1].activation,
        )
    return TrainingPlan(
        dataset=replay_dataset.NAME,
        hidden=tuple(layer.units for layer in layers[:-1]),
        activation=activation,
        learning_rate=0.001,
        schedule="cosine",
        batch_size=128,
        epochs=4,
        # Nothing is chosen by a validation part, and every correction is precious.
        validation_share=0.0,
        pixels=network.info.pixels,
    )


def _learning_layers(spec: NetworkSpec) -> Iterator[Dense]:
    """The layers with weights, if they are all that is computed between pixels 0..1 and the answer."""
    layers = [layer for layer in spec.layers if not isinstance(layer, Flatten | Reshape | Dropout)]
    if isinstance(layers[0], Rescaling):
        if abs(layers[0].scale * 255 - 1) > 1e-6 or layers[0].offset:
            raise _not_trainable(
                N_("This network cannot go on learning: it wants pixels in another range than 0 to 1.")
            )
        layers.pop(0)
    for layer in layers:
        if not isinstance(layer, Dense):
            raise _not_trainable(N_("This network cannot go on learning: it has a layer {kind}."), kind=_name(layer))
        if not layer.use_bias:
            raise _not_trainable(N_("This network cannot go on learning: it has a layer without biases."))
        yield layer


def _name(layer: Layer) -> str:
    return type(layer).__name__


def _not_trainable(reason: str, **facts: object) -> DigitpadError:
    return DigitpadError(
        N_("{reason} Train one on the page Train, or open one of Dense layers only."), reason=Message(reason, **facts)
    )
