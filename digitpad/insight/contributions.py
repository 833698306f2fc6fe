"""The exact sum: what each pixel adds to a score, where all activations are straight lines on both sides of 0.

For one picture each ReLU either passes its number on or gives 0, so the network is a plain sum of pixels times
numbers, and a constant. Where an activation is curved there is no such sum; then only the eraser map tells something.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.insight.backward import backward, direction
from digitpad.insight.layers import Images, scores
from digitpad.model.layers import Activation, Dense
from digitpad.model.network import Network
from digitpad.translation import N_

_STRAIGHT = frozenset(("linear", "relu", "leaky_relu"))


class Contributions(NamedTuple):
    """A score, or the lead of one score over another, as a sum.

    Attributes:
        pixels: (28, 28) float64, what each pixel adds: for the class where positive, against it where negative. Paper
            adds exactly 0.
        bias: what the constants of the network add.
        total: the score or the lead as the network itself computes it; `pixels.sum() + bias` but for rounding.
    """

    pixels: npt.NDArray[np.float64]
    bias: float
    total: float


def curved_activation(network: Network) -> str | None:
    """The Keras name of an activation that allows no exact sum, or None where there is one.

    A softmax at the end is no obstacle: the sum is of scores, before it.
    """
    names = [
        layer.activation if isinstance(layer, Dense) else layer.name
        for layer in network.spec.layers
        if isinstance(layer, Dense | Activation)
    ]
    if network.spec.output_activation == "softmax":
        last = max(place for place, name in enumerate(names) if name == "softmax")
        del names[last]
    return next((name for name in names if name not in _STRAIGHT), None)


def contributions(network: Network, picture: Images, of: int, against: int | None = None) -> Contributions:
    """What each pixel of a picture adds to the score of a class, or to its lead over another.

    Args:
        network: without a curved activation.
        picture: (28, 28) uint8.
        of: the class, 0..classes - 1.
        against: the other class; none by default.

    Raises:
        DigitpadError: the network has a curved activation, so there is no exact sum.
    """
    if (name := curved_activation(network)) is not None:
        raise DigitpadError(
            N_("With the activation {name} a score is no exact sum over the pixels; the eraser shows what matters."),
            name=name,
        )
    wanted = direction(network, of, against)
    found = backward(network, picture, wanted)
    pixels = (found.inputs[0].astype(np.float64) * found.gradient[0]).reshape(28, 28)
    total = float(scores(network, picture)[0].astype(np.float64) @ wanted)
    return Contributions(pixels, float(found.bias[0]), total)
