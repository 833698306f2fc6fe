"""What is inside a network while it looks at pictures: layer by layer, neuron by neuron."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.model.layers import Activation, Dense, Dropout, Flatten, Reshape
from digitpad.model.network import Array, LayerStep, Network, activate

Images = npt.NDArray[np.uint8]
"""Pictures (n, 28, 28) or one (28, 28), 0 is paper and 255 is ink."""


class UnitLayer(NamedTuple):
    """A layer of neurons at work on n pictures: a Dense layer with whatever follows it up to the next one.

    Attributes:
        kernel: (inputs, units) the weights; column u belongs to neuron u.
        bias: (units,), zeros where the layer has none.
        activation: its Keras name, `linear` where there is none.
        negative_slope: of `leaky_relu`.
        inputs: (n, inputs) what comes in.
        sums: (n, units) `inputs @ kernel + bias`, as the network has it to the last bit.
        drives: (n, units) what the activation is applied to: `sums`, unless batch normalisation stands between.
        values: (n, units) what goes out.
    """

    kernel: Array
    bias: Array
    activation: str
    negative_slope: float
    inputs: Array
    sums: Array
    drives: Array
    values: Array


def activations(network: Network, pictures: Images) -> list[Array]:
    """What every layer gives, in the order of `network.spec.layers`: one array (n, width) a layer, as Keras has it."""
    return network.forward(network.inputs(as_batch(pictures)))


def unit_layers(network: Network, pictures: Images) -> tuple[UnitLayer, ...]:
    """The layers of neurons in order, the output being the last one; as many as `network.spec.dense_layers`."""
    blocks: list[list[LayerStep]] = []
    for step in network.steps(network.inputs(as_batch(pictures))):
        if isinstance(step.layer, Dense):
            blocks.append([step])
        elif blocks:
            blocks[-1].append(step)
    return tuple(map(_unit_layer, blocks))


class WeightPlaces(NamedTuple):
    """Where the arrays of a layer of neurons are in `network.weights`; the bias is None where there is none."""

    kernel: int
    bias: int | None


def weight_places(network: Network) -> tuple[WeightPlaces, ...]:
    """The places for each layer of neurons in order."""
    places, passed = [], 0
    for layer, shapes in network.spec.weight_shapes():
        if isinstance(layer, Dense):
            places.append(WeightPlaces(passed, passed + 1 if layer.use_bias else None))
        passed += len(shapes)
    return tuple(places)


def scores(network: Network, pictures: Images) -> Array:
    """(n, classes) the numbers whose softmax is what the bars show.

    They are what the last softmax is applied to, or the output of a network without one; of a network that ends in
    sigmoids, which are divided by their sum, their logarithms.
    """
    last = None
    for step in network.steps(network.inputs(as_batch(pictures))):
        if computes(step):
            last = step
    assert last is not None  # there is a Dense layer
    match network.spec.output_activation:
        case "softmax":
            return last.sums
        case "sigmoid":
            return -activate("softplus", -last.sums)
        case _:
            return last.outputs


def as_batch(pictures: Images) -> Images:
    """The pictures, one alone as a batch of one."""
    return pictures.reshape(-1, *pictures.shape[-2:])


def computes(step: LayerStep) -> bool:
    """Whether a layer gives other numbers than it gets."""
    return not isinstance(step.layer, Flatten | Reshape | Dropout)


def _unit_layer(steps: list[LayerStep]) -> UnitLayer:
    dense = steps[0]
    assert isinstance(dense.layer, Dense)
    kernel, *biases = dense.weights
    bias = biases[0] if biases else np.zeros(dense.layer.units, np.float32)
    activation, slope, drives = dense.layer.activation, Activation("leaky_relu").negative_slope, dense.sums
    if activation == "linear":
        for step in steps[1:]:
            if isinstance(step.layer, Activation):
                activation, slope, drives = step.layer.name, step.layer.negative_slope, step.sums
                break
    return UnitLayer(kernel, bias, activation, slope, dense.inputs, dense.sums, drives, steps[-1].outputs)
