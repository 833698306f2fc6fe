"""What is inside a network, against Keras."""

from itertools import pairwise

import numpy as np
from helpers.keras_models import keras_model_of
from helpers.networks import with_random_numbers

from digitpad.insight.layers import activations, scores, unit_layers, weight_places
from digitpad.model.layers import Activation, BatchNormalization, Dense, Dropout
from digitpad.model.network import activate
from digitpad.model.spec import NetworkSpec


def test_every_layer_gives_what_keras_has(any_network, pictures, keras):
    model = keras_model_of(any_network)
    x = np.asarray(any_network.inputs(pictures), np.float32).reshape(-1, *any_network.spec.input_shape)
    inside = keras.Model(model.inputs[0], [layer.output for layer in model.layers])(x)
    found = activations(any_network, pictures)
    assert len(found) == len(inside) == len(any_network.spec.layers)
    for ours, theirs in zip(found, inside, strict=True):
        np.testing.assert_allclose(ours, np.asarray(theirs).reshape(len(x), -1), atol=1e-5, rtol=1e-5)


def test_layers_of_neurons_hang_together(any_network, pictures):
    layers = unit_layers(any_network, pictures)
    assert [layer.sums.shape[1] for layer in layers] == [dense.units for dense in any_network.spec.dense_layers]
    for layer, following in pairwise(layers):
        np.testing.assert_array_equal(layer.values, following.inputs)
    for layer, places in zip(layers, weight_places(any_network), strict=True):
        assert layer.kernel is any_network.weights[places.kernel]
        assert places.bias is None or layer.bias is any_network.weights[places.bias]
        np.testing.assert_array_equal(layer.sums, layer.inputs @ layer.kernel + layer.bias)
    np.testing.assert_array_equal(layers[-1].values, activations(any_network, pictures)[-1])


def test_one_picture_is_a_batch_of_one(any_network, pictures):
    for of_one, of_all in zip(activations(any_network, pictures[3]), activations(any_network, pictures), strict=True):
        assert len(of_one) == 1
        np.testing.assert_allclose(of_one[0], of_all[3], atol=1e-5)


def test_the_softmax_of_the_scores_is_what_the_bars_show(any_network, pictures):
    shares = activate("softmax", scores(any_network, pictures))
    np.testing.assert_allclose(shares, any_network.probabilities(pictures), rtol=1e-5)


def test_what_follows_a_dense_layer_belongs_to_it(pictures):
    spec = NetworkSpec((
        Dense(5, use_bias=False), BatchNormalization(), Activation("leaky_relu", 0.3), Dropout(0.5), Dense(4, "tanh"),
        BatchNormalization(), Dense(10),
    ), (784,))
    first, second, output = unit_layers(with_random_numbers(spec), pictures)
    assert (first.activation, first.negative_slope) == ("leaky_relu", 0.3)
    assert not first.bias.any()
    assert (first.drives != first.sums).any()
    np.testing.assert_array_equal(first.values, activate("leaky_relu", first.drives, 0.3))
    assert second.activation == "tanh"
    np.testing.assert_array_equal(second.drives, second.sums)
    assert (second.values != np.tanh(second.sums)).any()  # normalised afterwards
    assert output.activation == "linear"


def test_black_and_white_is_what_the_network_gets(black_and_white, pictures):
    first = unit_layers(black_and_white, pictures)[0]
    assert set(np.unique(first.inputs)) == {0, 1}
