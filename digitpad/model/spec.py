"""The structure of a network that can be opened: its chain of layers, what is known about it, limits.

Everything that Digitpad can run is a chain of the layers below on a vector of 784 pixels. A `NetworkSpec` says
it in the terms and defaults of Keras, so that the same chain can be written to and read from its file format.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from digitpad.errors import DigitpadError
from digitpad.limits import MAX_CLASSES
from digitpad.model.layers import (
    ACTIVATIONS,
    RAW,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    Layer,
    Rescaling,
    Reshape,
    activation_name,
)
from digitpad.translation import N_

SIDE = 28
PIXELS = SIDE * SIDE
INPUT_SHAPES = ((SIDE, SIDE), (SIDE, SIDE, 1), (PIXELS,))
MAX_LAYERS = 40
MAX_UNITS = 4096
# As many float32 as fit into the largest file that Digitpad opens (64 MB): what it builds can be opened again.
MAX_PARAMETERS = 16_000_000
MIN_CLASSES = 2

PIXEL_KINDS = ("grey", "black and white")  # untranslated: values in files
"""Pixels as they are, or cut at half ink into paper and ink."""

Shape = tuple[int, ...]


@dataclass(frozen=True)
class NetworkSpec:
    """A chain of layers on a 28 x 28 picture.

    Attributes:
        layers: the layers in order, without the input.
        input_shape: one of `INPUT_SHAPES`.

    Raises:
        DigitpadError: the chain is empty, too large, does not hang together, or ends in a number of classes
            that Digitpad cannot show.
    """

    layers: tuple[Layer, ...]
    input_shape: Shape = (28, 28)

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def mlp(
        cls, hidden: tuple[int, ...], activation: str = "relu", classes: int = 10, dropout: float = 0.0
    ) -> "NetworkSpec":
        """A multilayer perceptron on raw pixels 0..255: rescaled, flattened, hidden layers, softmax."""
        layers: list[Layer] = [Rescaling(1 / 255), Flatten()]
        for units in hidden:
            layers.append(Dense(units, activation))
            if dropout:
                layers.append(Dropout(dropout))
        return cls((*layers, Dense(classes, "softmax")))

    @property
    def dense_layers(self) -> tuple[Dense, ...]:
        """The layers with kernels, the last one being the output."""
        return tuple(layer for layer in self.layers if isinstance(layer, Dense))

    @property
    def classes(self) -> int:
        """How many classes the network tells apart."""
        return self.dense_layers[-1].units

    @property
    def output_activation(self) -> str:
        """What the chain ends in: an activation, `linear`, or an empty text after a layer that has none.

        `softmax` gives probabilities, `sigmoid` a share for each class by itself; all else is taken as logits.
        """
        computing = [layer for layer in self.layers if not isinstance(layer, Flatten | Reshape | Dropout)]
        return activation_name(computing[-1])

    @property
    def expects_bytes(self) -> bool:
        """Whether the network wants pixels 0..255 rather than 0..1: it rescales them itself, or begins with `RAW`."""
        for layer in self.layers:
            if isinstance(layer, Rescaling) and (abs(layer.scale) < 0.1 or layer == RAW):
                return True
            if isinstance(layer, Dense | BatchNormalization):
                break
        return False

    def weight_shapes(self) -> Iterator[tuple[Layer, tuple[Shape, ...]]]:
        """Each layer with the shapes of its weights, in the order of Keras' `get_weights()` for one layer.

        Dense: kernel (inputs, units), bias (units,). BatchNormalization: gamma, beta, moving mean and variance.
        """
        width = PIXELS
        for layer in self.layers:
            if isinstance(layer, Dense):
                bias: tuple[Shape, ...] = ((layer.units,),) if layer.use_bias else ()
                yield layer, ((width, layer.units), *bias)
                width = layer.units
            elif isinstance(layer, BatchNormalization):
                yield layer, ((width,),) * (2 + layer.center + layer.scale)
            else:
                yield layer, ()

    @property
    def parameter_count(self) -> int:
        """All numbers in the network, moving statistics included."""
        total = 0
        for _, shapes in self.weight_shapes():
            for shape in shapes:
                total += math.prod(shape)
        return total

    def __str__(self) -> str:
        return "-".join(str(width) for width in (PIXELS, *(layer.units for layer in self.dense_layers)))


@dataclass(frozen=True)
class NetworkInfo:
    """What is known about a network beside its numbers; kept in Digitpad's own part of the file.

    Attributes:
        class_names: one name a class, in the order of the outputs.
        dataset: the catalogue's name of the dataset it was trained on, or an empty text.
        test_accuracy: share of that dataset's test pictures read right, 0..1, or None where nobody measured it.
        recipe: the plan that made it, as plain JSON values.
        pixels: how pictures are prepared for it: one of `PIXEL_KINDS`.
    """

    class_names: tuple[str, ...]
    dataset: str = ""
    test_accuracy: float | None = None
    recipe: dict[str, Any] = field(default_factory=dict)
    pixels: str = "grey"

    @classmethod
    def unknown(cls, classes: int) -> "NetworkInfo":
        """For a network of which only the numbers are known: its classes are called 0, 1, 2..."""
        return cls(tuple(str(index) for index in range(classes)))


def _check(spec: NetworkSpec) -> None:
    if spec.input_shape not in INPUT_SHAPES:
        raise DigitpadError(
            N_("The network takes input of shape {input_shape}; Digitpad's pictures are 28 x 28 grey pixels."),
            input_shape=spec.input_shape,
        )
    if len(spec.layers) > MAX_LAYERS:
        raise DigitpadError(
            N_("The network has {count:,} layers, which is too big for Digitpad (limit {limit})."),
            count=len(spec.layers),
            limit=MAX_LAYERS,
        )
    dense = spec.dense_layers
    if not dense:
        raise DigitpadError(N_("The network has no Dense layer, so it cannot tell classes apart."))
    for layer in dense:
        if not 1 <= layer.units <= MAX_UNITS:
            raise DigitpadError(
                N_("A layer has {units:,} units, which is too big for Digitpad (limit {limit:,})."),
                units=layer.units,
                limit=MAX_UNITS,
            )
    for name in map(activation_name, spec.layers):
        if name and name not in ACTIVATIONS:
            raise DigitpadError(
                N_("Digitpad cannot use the activation “{name}”; it knows {activations}."),
                name=name,
                activations=", ".join(ACTIVATIONS),
            )
    if spec.parameter_count > MAX_PARAMETERS:
        raise DigitpadError(
            N_("The network has {count:,} parameters, which is too big for Digitpad (limit {limit:,})."),
            count=spec.parameter_count,
            limit=MAX_PARAMETERS,
        )
    if not MIN_CLASSES <= spec.classes <= MAX_CLASSES:
        raise DigitpadError(
            N_("The network has {classes} outputs; Digitpad shows {fewest} to {most} classes."),
            classes=spec.classes,
            fewest=MIN_CLASSES,
            most=MAX_CLASSES,
        )
    _check_shapes(spec)


def _check_shapes(spec: NetworkSpec) -> None:
    """Follow the shape of one picture through the chain.

    Keras applies Dense, BatchNormalization and softmax to the last axis alone; on rows of pixels they would
    mean something else than on the vector that Digitpad computes with.
    """
    shape = spec.input_shape
    for layer in spec.layers:
        needs_vector = isinstance(layer, Dense | BatchNormalization) or activation_name(layer) == "softmax"
        if needs_vector and len(shape) != 1:
            raise DigitpadError(
                N_("The network's layer {kind} works on shape {shape}; put a Flatten before it."),
                kind=type(layer).__name__,
                shape=shape,
            )
        if isinstance(layer, Dense):
            shape = (layer.units,)
        elif isinstance(layer, Flatten):
            shape = (math.prod(shape),)
        elif isinstance(layer, Reshape):
            shape = _reshaped(shape, layer.target)
    if len(shape) != 1:
        raise DigitpadError(
            N_("The network's output has shape {shape}; Digitpad needs one number a class."), shape=shape
        )


def _reshaped(shape: Shape, target: Shape) -> Shape:
    size = math.prod(shape)
    known = math.prod(length for length in target if length != -1)
    result = tuple(size // max(known, 1) if length == -1 else length for length in target)
    if target.count(-1) > 1 or min(result, default=0) < 1 or math.prod(result) != size:
        raise DigitpadError(
            N_("The network's layer Reshape cannot turn shape {shape} into {target}."), shape=shape, target=target
        )
    return result
