"""The kinds of layers that a network can have, with their settings, and the activations.

Their names and defaults are those of Keras.
"""

from dataclasses import dataclass

ACTIVATIONS = (
    "linear", "relu", "sigmoid", "tanh", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softmax",
)
"""The activations that the forward pass knows, by their names in Keras."""


@dataclass(frozen=True)
class Rescaling:
    """`x * scale + offset`, as a rule from 0..255 to 0..1."""

    scale: float
    offset: float = 0.0


RAW = Rescaling(1.0)
"""In front of a network that has learnt from pixels 0..255 as they are."""


@dataclass(frozen=True)
class Flatten:
    """Rows one after the other; the pixels are a vector already, so nothing is computed."""


@dataclass(frozen=True)
class Reshape:
    """Another shape for the same numbers in the same order; nothing is computed.

    As in Keras, one length of `target` may be -1: the one that makes the count right.
    """

    target: tuple[int, ...]


@dataclass(frozen=True)
class Dense:
    """`activation(x @ kernel + bias)`."""

    units: int
    activation: str = "linear"
    use_bias: bool = True


@dataclass(frozen=True)
class Dropout:
    """Switches units off at random while training; does nothing when the network answers."""

    rate: float


@dataclass(frozen=True)
class BatchNormalization:
    """`gamma * (x - mean) / sqrt(variance + epsilon) + beta` with the moving statistics."""

    epsilon: float = 1e-3
    momentum: float = 0.99
    center: bool = True
    scale: bool = True


@dataclass(frozen=True)
class Activation:
    """An activation as a layer of its own.

    `negative_slope` is the slope below zero of `leaky_relu`; Keras' activation uses 0.2, its layer `LeakyReLU`
    0.3.
    """

    name: str
    negative_slope: float = 0.2


Layer = Rescaling | Flatten | Reshape | Dense | Dropout | BatchNormalization | Activation


def activation_name(layer: Layer) -> str:
    """The Keras name of what a layer applies to its result; empty for layers that have no activation."""
    if isinstance(layer, Dense):
        return layer.activation
    return layer.name if isinstance(layer, Activation) else ""
