"""The forward pass of a dense network in NumPy, with its activations, on an immutable snapshot of the weights.

One picture takes a fraction of a millisecond; Keras' `predict` takes 64 ms and needs TensorFlow.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.model.layers import Activation, BatchNormalization, Dense, Layer, Rescaling
from digitpad.model.spec import PIXELS, NetworkInfo, NetworkSpec
from digitpad.translation import N_

Array = npt.NDArray[np.float32]

_FEW = 0.3
"""Up to this share of numbers that are not zero, it is quicker to look for them (measured on kernels of 1 to 4 MB)."""

HALF_INK = 127
"""Pixels above it are ink where a network takes black and white."""


class LayerStep(NamedTuple):
    """One layer at work on n rows of numbers.

    Attributes:
        layer: which.
        weights: its arrays, in Keras' order.
        inputs: (n, width) what comes in.
        sums: (n, units) what its activation is applied to: of a Dense layer `inputs @ kernel + bias`, of an activation
            what comes in, of all others what goes out.
        outputs: (n, units) what goes out.
    """

    layer: Layer
    weights: tuple[Array, ...]
    inputs: Array
    sums: Array
    outputs: Array


class Network:
    """A network that answers: structure, weights and what is known about it. Never changes.

    Args:
        spec: the chain of layers.
        weights: arrays in the order of Keras' `model.get_weights()` when every layer keeps its own together:
            layer by layer, for each the order of `NetworkSpec.weight_shapes`.
        info: names of the classes and origin; classes are called 0, 1, 2... without it.

    Raises:
        DigitpadError: the weights do not fit the structure or are not finite.
    """

    def __init__(
        self, spec: NetworkSpec, weights: Sequence[npt.NDArray[Any]], info: NetworkInfo | None = None
    ) -> None:
        self.spec = spec
        self.info = info or NetworkInfo.unknown(spec.classes)
        if len(self.info.class_names) != spec.classes:
            raise DigitpadError(
                N_("The network has {classes} outputs but {count} class names."),
                classes=spec.classes,
                count=len(self.info.class_names),
            )
        expected = [shape for _, shapes in spec.weight_shapes() for shape in shapes]
        if [array.shape for array in weights] != expected:
            raise DigitpadError(
                N_("The network's numbers do not fit its layers: expected shapes {expected}, found {weights}."),
                expected=expected,
                weights=[array.shape for array in weights],
            )
        self.weights = tuple(_frozen(array) for array in weights)
        remaining = iter(self.weights)
        self._chain = tuple((layer, tuple(next(remaining) for _ in shapes)) for layer, shapes in spec.weight_shapes())
        self._output = spec.output_activation  # asked for at every point of a line
        if not all(np.isfinite(array).all() for array in self.weights):
            raise DigitpadError(N_("The network's numbers are broken (not finite); train it again."))

    def __repr__(self) -> str:
        return f"Network({self.spec}, {self.spec.parameter_count:,} parameters)"

    def with_info(self, info: NetworkInfo) -> "Network":
        """The same numbers with other facts about them."""
        return Network(self.spec, self.weights, info)

    def has_weights_of(self, other: "Network") -> bool:
        """Whether it is the other network, perhaps with other facts; merely equal numbers do not count."""
        return self is other or (
            self.spec == other.spec and bool(self.weights)
            and all(mine is theirs for mine, theirs in zip(self.weights, other.weights, strict=True))
        )

    def with_rescaling(self, rescaling: Rescaling) -> "Network":
        """The same network with a layer in front that takes pixels 0..255, as it is saved and as it answers."""
        spec = NetworkSpec((rescaling, *self.spec.layers), self.spec.input_shape)
        return Network(spec, self.weights, self.info)

    def forward(self, x: npt.NDArray[Any]) -> list[Array]:
        """What every layer gives, in order; the last one is the network's output, as Keras would give it.

        Args:
            x: inputs in the range that the network expects, shape (n, ...) with 784 numbers a row.

        Returns:
            One array (n, width) a layer.
        """
        return [step.outputs for step in self.steps(x)]

    def steps(self, x: npt.NDArray[Any]) -> Iterator[LayerStep]:
        """What happens in every layer, one after the other; nothing is kept of a layer that is past.

        Args:
            x: as for `forward`.
        """
        current: Array = np.ascontiguousarray(x, dtype=np.float32).reshape(len(x), PIXELS)
        for layer, weights in self._chain:
            inputs = current
            sums, current = _through(layer, weights, inputs)
            yield LayerStep(layer, weights, inputs, sums, current)

    def prepare(self, pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The pictures as the network receives them: as they are, or cut at half ink. Shape and type are kept."""
        if self.info.pixels == "grey":
            return pictures
        return np.where(pictures > HALF_INK, np.uint8(255), np.uint8(0))

    def inputs(self, pictures: npt.NDArray[np.uint8]) -> npt.NDArray[Any]:
        """The pictures as `forward` takes them: prepared, 0..255 or 0..1. The shape is kept.

        Args:
            pictures: grey pixels 0..255, ink light on dark.
        """
        x = self.prepare(pictures)
        return x if self.spec.expects_bytes else x.astype(np.float32) * np.float32(1 / 255)

    def probabilities(self, pictures: npt.NDArray[np.uint8]) -> Array:
        """The probability of each class for each picture.

        Args:
            pictures: grey pixels 0..255, ink light on dark, shape (n, 28, 28) or (n, 784).

        Returns:
            (n, classes), each row summing to 1.
        """
        output: Array = self.inputs(pictures).astype(np.float32).reshape(len(pictures), PIXELS)
        for layer, weights in self._chain:  # without a record of every step: the pen waits for it
            output = _through(layer, weights, output)[1]
        if self._output == "softmax":
            return output
        return _shares(output) if self._output == "sigmoid" else activate("softmax", output)


def _frozen(array: npt.NDArray[Any]) -> Array:
    if array.dtype == np.float32 and array.flags.owndata and array.flags.c_contiguous and not array.flags.writeable:
        return array  # nobody can change it
    # A float64 too large for float32 becomes infinite, which the caller refuses in words.
    with np.errstate(over="ignore"):
        copy = np.array(array, dtype=np.float32, order="C")
    copy.flags.writeable = False
    return copy


def _through(layer: Layer, weights: tuple[Array, ...], inputs: Array) -> tuple[Array, Array]:
    """What a layer makes of n rows of numbers: the sums and the outputs of a `LayerStep`."""
    sums = inputs
    if isinstance(layer, Dense):
        sums = _product(inputs, weights[0])
        if layer.use_bias:
            sums += weights[1]
        return sums, activate(layer.activation, sums)
    if isinstance(layer, Activation):
        return sums, activate(layer.name, inputs, layer.negative_slope)
    if isinstance(layer, Rescaling):
        sums = inputs * np.float32(layer.scale) + np.float32(layer.offset)
    elif isinstance(layer, BatchNormalization):
        sums = _normalize(layer, inputs, weights)
    return sums, sums


def _product(rows: Array, kernel: Array) -> Array:
    """`rows @ kernel`; of a single row the numbers that are zero are passed over, with their part of the kernel.

    A digit leaves four fifths of its picture blank, and a drawing nine tenths of a layer with relu at rest: what the
    pen waits for is a large kernel on its way from the memory.
    """
    if len(rows) == 1:
        row = rows[0]
        (used,) = row.nonzero()
        if len(used) <= _FEW * len(row):
            result: Array = row[used] @ kernel.take(used, axis=0)
            return result[None]
    return rows @ kernel


def _normalize(layer: BatchNormalization, x: Array, weights: Sequence[Array]) -> Array:
    factor, mean, beta = normalization(layer, weights)
    result: Array = (x - mean) * factor + beta
    return result


def normalization(layer: BatchNormalization, weights: Sequence[Array]) -> tuple[Array, Array, Array]:
    """What a layer makes of x: `(x - mean) * factor + beta`. Returns factor, mean and beta, (width,) or a number."""
    remaining = iter(weights)
    gamma = next(remaining) if layer.scale else np.ones((), np.float32)
    beta = next(remaining) if layer.center else np.zeros((), np.float32)
    mean, variance = remaining
    return gamma / np.sqrt(variance + np.float32(layer.epsilon)), mean, beta


def activate(name: str, x: Array, negative_slope: float = 0.2) -> Array:
    """One activation by its Keras name, elementwise (softmax: over the last axis). Shape and type are kept."""
    if name == "leaky_relu":
        return np.where(x > 0, x, x * np.float32(negative_slope))
    return _FUNCTIONS[name](x)


def _shares(output: Array) -> Array:
    """What classes have of their sum, which are shares by themselves; equal ones where all are zero."""
    sums = output.sum(axis=-1, keepdims=True)
    result: Array = np.full_like(output, 1 / output.shape[-1])
    np.divide(output, sums, out=result, where=sums > 0)
    return result


def _sigmoid(x: Array) -> Array:
    # Never overflows, and small results are as exact as large ones: they count where they are divided by their sum.
    exponentials = np.exp(-np.abs(x))
    result: Array = np.where(x >= 0, 1, exponentials) / (1 + exponentials)
    return result


def _elu(x: Array) -> Array:
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def _selu(x: Array) -> Array:
    # Constants: Klambauer et al. 2017, "Self-Normalizing Neural Networks", as in Keras.
    alpha, scale = np.float32(1.6732632423543772), np.float32(1.0507009873554805)
    return scale * np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def _gelu(x: Array) -> Array:
    # Exact form x * Phi(x), Keras' default; NumPy has no erf, and hidden layers are at most 4096 wide.
    erf = np.frompyfunc(math.erf, 1, 1)(x * np.float32(math.sqrt(0.5))).astype(np.float32)
    result: Array = np.float32(0.5) * x * (np.float32(1) + erf)
    return result


def _softplus(x: Array) -> Array:
    return np.logaddexp(x, np.float32(0))


def _softmax(x: Array) -> Array:
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    result: Array = exponentials / exponentials.sum(axis=-1, keepdims=True)
    return result


_FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "elu": _elu,
    "selu": _selu,
    "gelu": _gelu,
    "silu": lambda x: x * _sigmoid(x),
    "softplus": _softplus,
    "softmax": _softmax,
}
