"""One neuron: its weights as a picture, its sum number by number, and its paths."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.ink.raster import SIZE
from digitpad.insight.layers import UnitLayer, weight_places
from digitpad.model.network import Array, Network

TERMS = 10
PATHS = 12


class Term(NamedTuple):
    """One product of a neuron's sum.

    Attributes:
        source: the number of what it comes from: a pixel (row * 28 + column) or a neuron of the layer before.
        value: what comes in.
        weight: what it is multiplied by.
    """

    source: int
    value: float
    weight: float

    @property
    def product(self) -> float:
        """Value times weight."""
        return self.value * self.weight


class NeuronSum(NamedTuple):
    """How a neuron comes to its value: terms, rest and bias add up to the total but for rounding.

    Attributes:
        terms: the largest products by size, the largest first.
        rest: what all other products make together.
        others: how many those are.
        bias: the constant.
        total: the sum as the network has it, to the last bit.
        activation: the Keras name of what is applied to it; `linear` where nothing is.
        negative_slope: of `leaky_relu`.
        drive: what the activation is applied to: the total, unless batch normalisation stands between.
        value: what goes out.
    """

    terms: tuple[Term, ...]
    rest: float
    others: int
    bias: float
    total: float
    activation: str
    negative_slope: float
    drive: float
    value: float


class Paths(NamedTuple):
    """The strongest connections of a neuron for one picture, the strongest first.

    Attributes:
        incoming: products of its own sum; `source` is in the layer before.
        outgoing: products in the sums of the next layer; `source` is the neuron there. Empty for an output.
    """

    incoming: tuple[Term, ...]
    outgoing: tuple[Term, ...]


def weight_grid(network: Network, layer: int, unit: int) -> Array:
    """The weights of a neuron of any layer as a picture (rows, columns).

    Those of the first layer are at their pixels; those of a later one stand in the order of the neurons before it, row
    by row in a grid that is nearly square, and where the last row has no neurons it has zeros.
    """
    weights = network.weights[weight_places(network)[layer].kernel][:, unit]
    columns = SIZE if layer == 0 else math.isqrt(max(0, len(weights) - 1)) + 1
    rows = -(-len(weights) // columns)
    grid = np.zeros(rows * columns, np.float32)
    grid[: len(weights)] = weights
    return grid.reshape(rows, columns)


def weight_scale(network: Network, layer: int) -> float:
    """The largest size of a weight in a layer: one scale of colours for all of its neurons."""
    return float(np.abs(network.weights[weight_places(network)[layer].kernel]).max())


def neuron_sum(layer: UnitLayer, unit: int, count: int = TERMS) -> NeuronSum:
    """How a neuron comes to its value for the first picture of a layer.

    Args:
        layer: one of `unit_layers`.
        unit: which neuron of it.
        count: how many products are told one by one.
    """
    products = layer.inputs[0].astype(np.float64) * layer.kernel[:, unit]
    largest = _largest(products, count)
    rest = float(products.sum() - products[largest].sum())
    return NeuronSum(
        tuple(Term(each, float(layer.inputs[0, each]), float(layer.kernel[each, unit])) for each in largest.tolist()),
        rest, len(products) - len(largest), float(layer.bias[unit]), float(layer.sums[0, unit]),
        layer.activation, layer.negative_slope, float(layer.drives[0, unit]), float(layer.values[0, unit]),
    )  # fmt: skip


def strongest_paths(layers: Sequence[UnitLayer], layer: int, unit: int, count: int = PATHS) -> Paths:
    """The strongest connections into and out of a neuron for the first picture of all layers."""
    incoming = neuron_sum(layers[layer], unit, count).terms
    if layer + 1 == len(layers):
        return Paths(incoming, ())
    following = layers[layer + 1]
    value, weights = float(following.inputs[0, unit]), following.kernel[unit]
    largest = _largest(value * weights.astype(np.float64), count)
    return Paths(incoming, tuple(Term(each, value, float(weights[each])) for each in largest.tolist()))


def _largest(products: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.intp]:
    """Where the largest products by size are, the largest first; what is 0 adds nothing."""
    order: npt.NDArray[np.intp] = np.argsort(-np.abs(products), kind="stable")[:count]
    largest: npt.NDArray[np.intp] = order[products[order] != 0]
    return largest
