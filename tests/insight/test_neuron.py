"""A neuron's sum number by number and its paths."""

import numpy as np
import pytest
from helpers.networks import with_random_numbers

from digitpad.insight.layers import unit_layers, weight_places
from digitpad.insight.neuron import Term, neuron_sum, strongest_paths, weight_grid, weight_scale
from digitpad.model.layers import ACTIVATIONS, Activation, Dense
from digitpad.model.network import Network, activate
from digitpad.model.spec import NetworkSpec


def test_terms_rest_and_bias_are_the_total(any_network, pictures):
    layers = unit_layers(any_network, pictures[3])
    for layer in layers:
        for unit in (0, layer.sums.shape[1] - 1):
            found = neuron_sum(layer, unit)
            assert found.total == layer.sums[0, unit]  # to the last bit
            assert sum(term.product for term in found.terms) + found.rest + found.bias == pytest.approx(
                found.total, abs=1e-4
            )
            assert len(found.terms) + found.others == len(layer.kernel)
            sizes = [abs(term.product) for term in found.terms]
            assert sizes == sorted(sizes, reverse=True)
            for term in found.terms:
                assert term.value == layer.inputs[0, term.source]
                assert term.weight == layer.kernel[term.source, unit]
            assert (found.drive, found.value) == (layer.drives[0, unit], layer.values[0, unit])


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_the_value_is_the_activation_of_the_total(name, pictures):
    network = with_random_numbers(NetworkSpec((Dense(9), Activation(name, 0.3), Dense(10)), (784,)))
    found = neuron_sum(unit_layers(network, pictures[3])[0], 2)
    drive = np.array([[found.drive]], np.float32)
    assert (found.activation, found.drive) == (name, found.total)
    assert found.value == pytest.approx(float(activate(name, drive, found.negative_slope)[0, 0]), abs=1e-6)


def by_hand():
    """784-2-3: neuron 0 sums pixels 0 and 1, neuron 1 is off."""
    first = np.zeros((784, 2))
    first[0], first[1], first[2] = (2, 0), (-3, 0), (0.5, 0)
    return Network(
        NetworkSpec((Dense(2, "relu"), Dense(3)), (784,)),
        [first, np.array([4.0, -1]), np.array([[1.0, -5, 0], [9, 9, 9]]), np.zeros(3)],
    )


def test_by_hand():
    picture = np.zeros((28, 28), np.uint8)
    picture[0, :3] = 255
    layers = unit_layers(by_hand(), picture)
    found = neuron_sum(layers[0], 0, 2)
    assert found.terms == (Term(1, 1, -3), Term(0, 1, 2))
    assert (found.rest, found.others, found.bias, found.total) == (0.5, 782, 4, 3.5)
    assert (found.activation, found.drive, found.value) == ("relu", 3.5, 3.5)
    assert neuron_sum(layers[0], 0).terms[2:] == (Term(2, 1, 0.5),)  # what is 0 is no term
    ways = strongest_paths(layers, 0, 0)
    assert ways.incoming == (Term(1, 1, -3), Term(0, 1, 2), Term(2, 1, 0.5))
    assert ways.outgoing == (Term(1, 3.5, -5), Term(0, 3.5, 1))
    assert strongest_paths(layers, 0, 1).outgoing == ()  # it is off
    output = strongest_paths(layers, 1, 1)
    assert (output.incoming, output.outgoing) == ((Term(0, 3.5, -5),), ())


def test_weights_as_a_picture_with_one_scale_a_layer(any_network):
    kernel = unit_layers(any_network, np.zeros((28, 28), np.uint8))[0].kernel
    np.testing.assert_array_equal(weight_grid(any_network, 0, 1), kernel[:, 1].reshape(28, 28))
    assert weight_scale(any_network, 0) == np.abs(kernel).max()


def test_the_weights_of_any_neuron_as_a_grid(any_network):
    for layer, kernel in enumerate(any_network.weights[place.kernel] for place in weight_places(any_network)):
        grid = weight_grid(any_network, layer, 1)
        np.testing.assert_array_equal(grid.ravel()[: len(kernel)], kernel[:, 1])
        assert not grid.ravel()[len(kernel) :].any()
        assert abs(grid.shape[0] - grid.shape[1]) <= 1 or layer == 0
