"""Everything that the page Inside shows of one answer, computed at once."""

from typing import NamedTuple

from digitpad.insight.activation_curve import ActivationCurve, curve_of
from digitpad.insight.excitement import Ranges
from digitpad.insight.layers import UnitLayer, unit_layers
from digitpad.insight.neuron import NeuronSum, Paths, neuron_sum, strongest_paths, weight_grid, weight_scale
from digitpad.insight.softmax import SoftmaxRow, softmax_table
from digitpad.model.network import Array
from digitpad.ui.answer.follower import Sight


class Neuron(NamedTuple):
    """Which neuron: its layer among those of neurons, 0 being the first hidden one, and its number in it."""

    layer: int
    unit: int


class InsideLook(NamedTuple):
    """A network at work on one picture, and one of its neurons.

    Attributes:
        sight: the network, the picture and the answer.
        layers: the layers of neurons in order, the output being the last one.
        neuron: the one that is looked at: the one that was asked for, or the most probable output where there is no
            such neuron.
        sum: how it comes to its value.
        curve: what its activation makes of this and other sums.
        paths: its strongest connections.
        weights: (rows, columns) its weights as a picture.
        weight_scale: the largest size of a weight in its layer.
        softmax: the way from scores to shares, one row a class.
    """

    sight: Sight
    layers: tuple[UnitLayer, ...]
    neuron: Neuron
    sum: NeuronSum
    curve: ActivationCurve
    paths: Paths
    weights: Array
    weight_scale: float
    softmax: tuple[SoftmaxRow, ...]


def look_inside(
    sight: Sight, wanted: Neuron | None, temperature: float = 1.0, known: Ranges | None = None
) -> InsideLook:
    """Ask the network once and take its answer to pieces.

    Args:
        sight: what is looked at; blank paper is a picture, too.
        wanted: the neuron to look at.
        temperature: of the softmax, above 0.
        known: from where to where the neurons of a layer go, as far as somebody has found out.
    """
    network, layers = sight.network, unit_layers(sight.network, sight.picture)
    neuron = wanted
    if neuron is None or neuron.layer >= len(layers) or neuron.unit >= layers[neuron.layer].kernel.shape[1]:
        neuron = Neuron(len(layers) - 1, int(layers[-1].values[0].argmax()))
    return InsideLook(
        sight, layers, neuron,
        neuron_sum(layers[neuron.layer], neuron.unit), curve_of(layers[neuron.layer], *neuron, known),
        strongest_paths(layers, *neuron),
        weight_grid(network, *neuron), weight_scale(network, neuron.layer),
        softmax_table(network, sight.picture, temperature),
    )  # fmt: skip
