"""The curve is the activation's, and the picture's point is on it."""

import math

import numpy as np
import pytest
from helpers.networks import with_random_numbers

from digitpad.insight.activation_curve import curve_of
from digitpad.insight.excitement import Ranges
from digitpad.insight.layers import unit_layers
from digitpad.model.layers import ACTIVATIONS, Activation, Dense
from digitpad.model.spec import NetworkSpec

BY_HAND = {
    "relu": lambda x: max(x, 0.0),
    "leaky_relu": lambda x: x if x > 0 else 0.3 * x,
    "linear": lambda x: x,
    "tanh": math.tanh,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "silu": lambda x: x / (1 + math.exp(-x)),
    "gelu": lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2,
    "softplus": lambda x: math.log1p(math.exp(x)),
    "elu": lambda x: x if x > 0 else math.expm1(x),
    "selu": lambda x: 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * math.expm1(x)),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_curve_is_the_formula(name, pictures):
    network = with_random_numbers(NetworkSpec((Dense(9), Activation(name, 0.3), Dense(10)), (784,)))
    layer = unit_layers(network, pictures[3])[0]
    found = curve_of(layer, 0, 2)
    assert found.values == pytest.approx([BY_HAND[name](float(place)) for place in found.sums], abs=1e-5)
    assert (found.sum, found.value) == (float(layer.drives[0, 2]), pytest.approx(float(layer.values[0, 2]), abs=1e-6))


def test_every_activation_was_looked_at():
    assert set(ACTIVATIONS) - {"softmax"} <= set(BY_HAND)


def test_the_point_of_every_layer_is_what_goes_out(any_network, pictures):
    for number, layer in enumerate(unit_layers(any_network, pictures[3])):
        found = curve_of(layer, number, 1)
        assert list(found.sums) == sorted(set(found.sums))
        assert found.sum in found.sums
        assert 0 in found.sums
        assert found.values[list(found.sums).index(found.sum)] == found.value
        if layer.activation == "softmax":
            assert found.value == pytest.approx(float(layer.values[0, 1]), abs=1e-6)


def test_softmax_holds_the_others(built_in, pictures):
    layer = unit_layers(built_in, pictures[3])[-1]
    found = curve_of(layer, 2, 7)
    others = np.exp(np.delete(layer.drives[0].astype(float), 7)).sum()
    expected = [math.exp(place) / (math.exp(place) + others) for place in map(float, found.sums)]
    assert found.values == pytest.approx(expected, abs=1e-6)


def test_it_goes_over_the_range_of_the_neuron(built_in, pictures):
    layer = unit_layers(built_in, pictures[3])[1]
    units = layer.drives.shape[1]
    known = Ranges(1, np.full(units, -400, np.float32), np.full(units, 500, np.float32))
    found = curve_of(layer, 1, 5, known)
    assert (found.sums[0], found.sums[-1]) == (-400, 500)
    narrow = Ranges(1, np.full(units, 1000, np.float32), np.full(units, 1001, np.float32))
    assert curve_of(layer, 1, 5, narrow).sums[0] == min(0, layer.drives[0, 5])
    for of_others in (Ranges(0, known.lows, known.highs), Ranges(1, known.lows[:9], known.highs[:9])):
        own = curve_of(layer, 1, 5, of_others)
        assert own.sums[-1] == -own.sums[0] == pytest.approx(max(3, 1.2 * abs(float(layer.drives[0, 5]))))
