"""What the hidden layers of a network are like: neurons that never answer, are saturated, or get no gradient."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from digitpad.data.digits import Dataset, Pictures
from digitpad.insight.layers import UnitLayer, unit_layers
from digitpad.model.network import Array, Network

SAMPLE = 300
"""So many training pictures are looked at. A neuron that fires for one picture in a hundred is taken for dead in 5 % of
all cases; the forward and backward pass took 34 ms for three layers of 500 on a busy machine."""

FLAT = 0.05
"""Where the slope of an activation is below this share of its steepest one, a neuron is saturated: nearly nothing of
the error comes through. Of a sigmoid that is below 0.013 or above 0.987, of tanh beyond 0.975."""


class LayerLook(NamedTuple):
    """What a hidden layer is like.

    Attributes:
        activation: its Keras name.
        dead: the share of its neurons that give 0 for every picture, 0..1; 0 unless it is `relu`.
        saturated: the share of its answers where the activation is flat, 0..1; 0 unless it is `sigmoid` or `tanh`.
        learns: how far a step moves its weights: the mean size of the loss's slope with them.
        output_learns: the same for the output layer.
    """

    activation: str
    dead: float
    saturated: float
    learns: float
    output_learns: float


class RunSample(NamedTuple):
    """Some of the pictures that a run learns from, at least one, and how many classes there are."""

    pictures: Pictures
    classes: int


def sample_of(dataset: Dataset) -> RunSample:
    """Pictures evenly spread over the training part, since files may have them in the order of their classes."""
    count = len(dataset.train)
    rows = np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(np.intp))
    return RunSample(dataset.train.take(rows), len(dataset.class_names))


def look(network: Network, sample: RunSample) -> tuple[LayerLook, ...]:
    """The hidden layers in order; none where the network is not one that Digitpad trains.

    Args:
        network: what has learnt from these pictures so far.
        sample: some of them.
    """
    pictures = sample.pictures
    layers = unit_layers(network, pictures.images)
    if layers[-1].activation != "softmax" or any(each.activation not in _SLOPES for each in layers[:-1]):
        return ()
    error = layers[-1].values.copy()  # the slope of the cross-entropy with the scores: p - 1 for the true class, else p
    error[np.arange(len(pictures)), pictures.labels] -= 1
    sizes = [_size(layers[-1], error)]
    for layer, above in zip(layers[-2::-1], layers[:0:-1], strict=True):
        error = (error @ above.kernel.T) * _SLOPES[layer.activation](layer.values)
        sizes.append(_size(layer, error))
    return tuple(
        LayerLook(layer.activation, _dead(layer), _saturated(layer), size, sizes[0])
        for layer, size in zip(layers[:-1], sizes[:0:-1], strict=True)
    )


def _size(layer: UnitLayer, error: Array) -> float:
    return float(np.abs(layer.inputs.T @ error).mean() / len(error))


def _dead(layer: UnitLayer) -> float:
    return float((layer.values <= 0).all(axis=0).mean()) if layer.activation == "relu" else 0.0


def _saturated(layer: UnitLayer) -> float:
    steepest = _STEEPEST.get(layer.activation)
    return float((_SLOPES[layer.activation](layer.values) < FLAT * steepest).mean()) if steepest else 0.0


_SLOPES: dict[str, Callable[[Array], Array]] = {
    "relu": lambda y: (y > 0).astype(np.float32),
    "leaky_relu": lambda y: np.where(y > 0, np.float32(1), np.float32(0.2)),
    "sigmoid": lambda y: y * (1 - y),
    "tanh": lambda y: 1 - y * y,
}
"""The derivative of each activation that Digitpad trains, by its value."""

_STEEPEST = {"sigmoid": 0.25, "tanh": 1.0}
"""The greatest slope of those that are flat at both ends."""
