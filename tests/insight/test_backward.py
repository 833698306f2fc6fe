"""The slope of a score, against TensorFlow's."""

import numpy as np
import pytest
from helpers.keras_models import keras_model_of
from helpers.networks import with_random_numbers

from digitpad.insight.backward import backward, direction
from digitpad.insight.layers import scores
from digitpad.model.layers import ACTIVATIONS, Activation, Dense
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec


def gradients(network, pictures, of, against=None):
    """(n, 28, 28) how much the score of a class grows with the ink in each pixel, less that of another one."""
    found = backward(network, pictures, direction(network, of, against)).gradient
    return (found * np.float32(255 if network.spec.expects_bytes else 1)).reshape(-1, 28, 28)


def without_last_softmax(network):
    """The same network giving scores."""
    if network.spec.output_activation != "softmax":
        return network
    *layers, last = network.spec.layers
    layers += [Dense(last.units)] if isinstance(last, Dense) else []
    return Network(NetworkSpec(tuple(layers), network.spec.input_shape), network.weights)


def tensorflows(network, pictures, of, against):
    """The slope of a score with the ink, by `tf.GradientTape`."""
    import tensorflow as tf

    model = keras_model_of(without_last_softmax(network))
    ink = tf.Variable(network.prepare(pictures).reshape(-1, *network.spec.input_shape).astype(np.float32) / 255)
    with tf.GradientTape() as tape:
        found = model(ink * (255.0 if network.spec.expects_bytes else 1.0))
        if network.spec.output_activation == "sigmoid":
            found = tf.math.log(found)
        wanted = found[:, of] if against is None else found[:, of] - found[:, against]
    return tape.gradient(wanted, ink).numpy().reshape(-1, 28, 28)


@pytest.mark.parametrize(("of", "against"), [(1, None), (0, 1)])
@pytest.mark.usefixtures("keras")
def test_it_is_tensorflows(of, against, any_network, pictures):
    expected = tensorflows(any_network, pictures, of, against)
    assert np.abs(expected).max() > 1e-3  # or anything would be near enough
    np.testing.assert_allclose(gradients(any_network, pictures, of, against), expected, atol=1e-4)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.usefixtures("keras")
def test_every_activation_inside_and_beside_its_layer(name, pictures):
    inside = with_random_numbers(NetworkSpec((Dense(20, name), Dense(10)), (784,)))
    beside = Network(NetworkSpec((Dense(20), Activation(name), Dense(10)), (784,)), inside.weights)
    found = gradients(inside, pictures, 4)
    np.testing.assert_allclose(found, tensorflows(inside, pictures, 4, None), atol=1e-4)
    np.testing.assert_array_equal(found, gradients(beside, pictures, 4))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_one_can_measure_it(name, pictures):
    """A little more ink in one pixel: the score moves as the slope says."""
    network = with_random_numbers(NetworkSpec((Dense(20, name), Dense(10)), (784,)))
    slopes = gradients(network, pictures[5], 3)[0]
    row, column = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)
    less, more = pictures[5].copy(), pictures[5].copy()
    less[row, column], more[row, column] = 100, 104
    middle = less.copy()
    middle[row, column] = 102
    moved = float(scores(network, more)[0, 3] - scores(network, less)[0, 3])
    assert moved == pytest.approx(float(gradients(network, middle, 3)[0, row, column]) * 4 / 255, rel=0.05, abs=1e-5)


def test_black_and_white_has_the_slope_where_it_is_cut(black_and_white, pictures):
    cut = black_and_white.prepare(pictures)
    np.testing.assert_array_equal(gradients(black_and_white, pictures, 2), gradients(black_and_white, cut, 2))
