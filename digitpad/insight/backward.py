"""The backward pass: how a score changes with every pixel, by the chain rule from the last layer to the first."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.insight.layers import Images, as_batch, computes
from digitpad.model.layers import Activation, BatchNormalization, Dense, Rescaling
from digitpad.model.network import Array, LayerStep, Network, activate, normalization

_SELU_SCALE, _SELU_ALPHA = np.float32(1.0507009873554805), np.float32(1.6732632423543772)


class Backward(NamedTuple):
    """A weighted sum of scores, followed back to the pictures.

    Attributes:
        inputs: (n, 784) the pictures as the network gets them, 0..255 or 0..1.
        gradient: (n, 784) how much the sum grows with each of the inputs.
        bias: (n,) what the constants of the network add to the sum. If all activations are straight lines on both
            sides of 0, the sum is exactly `(inputs * gradient).sum() + bias`.
    """

    inputs: npt.NDArray[np.float32]
    gradient: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float64]


def direction(network: Network, of: int, against: int | None) -> Array:
    """(classes,) what makes of the scores one class's, or the lead of one over another."""
    wanted = np.zeros(network.spec.classes, np.float32)
    wanted[of] += 1
    if against is not None:
        wanted[against] -= 1
    return wanted


def backward(network: Network, pictures: Images, wanted: Array) -> Backward:
    """Follow a weighted sum of the scores back to the pixels.

    Args:
        network: whose scores, see `layers.scores`.
        pictures: (n, 28, 28) or (28, 28).
        wanted: (classes,) or (n, classes) the weight of each score.
    """
    steps = list(network.steps(network.inputs(as_batch(pictures))))
    count = len(steps[0].inputs)
    gradient = np.broadcast_to(wanted, (count, network.spec.classes)).astype(np.float32)
    bias = np.zeros(count)
    is_last = network.spec.output_activation in ("softmax", "sigmoid")
    for step in reversed(steps):
        if is_last and computes(step):  # scores are before the softmax, or the logarithms of sigmoids
            gradient = gradient * (1 - step.outputs) if _activation(step) == "sigmoid" else gradient
            is_last = False
        else:
            gradient = _through(step, gradient)
        match step.layer:
            case Dense():
                if step.layer.use_bias:
                    bias += gradient @ step.weights[1]
                gradient = gradient @ step.weights[0].T
            case BatchNormalization():
                factor, mean, beta = normalization(step.layer, step.weights)
                bias += (gradient * (beta - mean * factor)).sum(axis=1)
                gradient = gradient * factor
            case Rescaling(scale, offset):
                bias += gradient.sum(axis=1, dtype=np.float64) * offset
                gradient = gradient * np.float32(scale)
    return Backward(steps[0].inputs, gradient, bias)


def _activation(step: LayerStep) -> str:
    layer = step.layer
    if isinstance(layer, Dense):
        return layer.activation
    return layer.name if isinstance(layer, Activation) else ""


def _through(step: LayerStep, gradient: Array) -> Array:
    """The gradient before a layer's activation, given the one after it."""
    name, x, y = _activation(step), step.sums, step.outputs
    if name in ("", "linear"):
        return gradient
    if name == "softmax":
        mixed: Array = y * (gradient - (gradient * y).sum(axis=1, keepdims=True))
        return mixed
    if name == "leaky_relu":
        slope = step.layer.negative_slope if isinstance(step.layer, Activation) else Activation(name).negative_slope
        leaking: Array = gradient * np.where(x > 0, np.float32(1), np.float32(slope))
        return leaking
    before: Array = gradient * _SLOPES[name](x, y)
    return before


def _gelu_slope(x: Array, y: Array) -> Array:
    share = np.divide(y, x, out=np.full_like(x, 0.5), where=x != 0)  # Φ(x), since y = x Φ(x)
    density = np.exp(np.float32(-0.5) * x * x) * np.float32(1 / math.sqrt(2 * math.pi))
    slope: Array = share + x * density
    return slope


def _silu_slope(x: Array, y: Array) -> Array:
    share = activate("sigmoid", x)
    return share + y * (1 - share)


_SLOPES: dict[str, Callable[[Array, Array], Array]] = {
    "relu": lambda x, y: (x > 0).astype(np.float32),
    "sigmoid": lambda x, y: y * (1 - y),
    "tanh": lambda x, y: 1 - y * y,
    "elu": lambda x, y: np.where(x > 0, np.float32(1), y + 1),
    "selu": lambda x, y: np.where(x > 0, _SELU_SCALE, y + _SELU_SCALE * _SELU_ALPHA),
    "gelu": _gelu_slope,
    "silu": _silu_slope,
    "softplus": lambda x, y: activate("sigmoid", x),
}
"""The derivative of each activation y = f(x), elementwise."""
