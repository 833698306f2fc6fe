import math

import numpy as np
import pytest
from helpers.networks import with_random_numbers

from digitpad.data.digits import Dataset, Pictures
from digitpad.model.layers import Dense, Flatten, Rescaling
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec
from digitpad.training.hints.neurons import SAMPLE, RunSample, look, sample_of

BYTES = (Rescaling(1 / 255), Flatten())


def pictures(count, classes=10):
    random = np.random.default_rng(1)
    images = random.integers(0, 256, (count, 28, 28)).astype(np.uint8)
    return RunSample(Pictures(images, (np.arange(count) % classes).astype(np.uint8)), classes)


def loss(network, sample):
    shares = network.probabilities(sample.pictures.images).astype(np.float64)
    return -np.log(shares[np.arange(len(shares)), sample.pictures.labels]).mean()


def test_a_sample_is_spread_over_the_training_part():
    images = np.zeros((4000, 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(4000) // 20
    whole = Pictures(images, (np.arange(4000) // 400).astype(np.uint8))
    dataset = Dataset("d", "D", tuple("0123456789"), whole, whole.take(np.arange(1)))
    sample = sample_of(dataset)
    assert len(sample.pictures) == SAMPLE
    assert sample.classes == 10
    assert np.bincount(sample.pictures.labels).tolist() == pytest.approx([30] * 10, abs=1)
    few = Dataset("d", "D", tuple("0123456789"), whole.take(np.arange(7)), whole.take(np.arange(1)))
    assert len(sample_of(few).pictures) == 7


def test_dead_neurons_are_counted():
    """Of four neurons two have a bias that no picture outweighs."""
    spec = NetworkSpec((*BYTES, Dense(4, "relu"), Dense(10, "softmax")))
    kernel = np.full((784, 4), 1e-4)
    network = Network(spec, [kernel, np.array([0.1, -1, -1, 0.1]), np.zeros((4, 10)), np.zeros(10)])
    (layer,) = look(network, pictures(50))
    assert (layer.activation, layer.dead, layer.saturated) == ("relu", 0.5, 0.0)


@pytest.mark.parametrize(
    ("activation", "edge"), [("sigmoid", math.log(0.98734 / 0.01266)), ("tanh", math.atanh(0.97468))]
)
def test_answers_on_the_flat_ends_are_counted(activation, edge):
    """The slope of sigmoid is a twentieth of the steepest at ±4.36, that of tanh at ±2.18."""
    spec = NetworkSpec((*BYTES, Dense(4, activation), Dense(10, "softmax")))
    biases = np.array([edge + 0.01, edge - 0.01, -edge - 0.01, 0])
    network = Network(spec, [np.zeros((784, 4)), biases, np.zeros((4, 10)), np.zeros(10)])
    (layer,) = look(network, pictures(10))
    assert (layer.dead, layer.saturated) == (0.0, 0.5)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "sigmoid", "tanh"])
def test_how_far_a_step_moves_weights_is_the_slope_of_the_loss(activation):
    """Compared with the loss itself, a weight a little larger and a little smaller."""
    spec = NetworkSpec((*BYTES, Dense(3, activation), Dense(4, activation), Dense(5, "softmax")))
    network, sample = with_random_numbers(spec), pictures(20, classes=5)
    first, second = look(network, sample)
    for place, found in ((0, first.learns), (2, second.learns), (4, second.output_learns)):
        slopes = []
        for index in np.ndindex(network.weights[place].shape):
            sides = []
            for step in (2e-3, -2e-3):
                weights = [array.copy() for array in network.weights]
                weights[place][index] += step
                sides.append(loss(Network(spec, weights), sample))
            slopes.append(abs(sides[0] - sides[1]) / 4e-3)
        assert found == pytest.approx(np.mean(slopes), rel=0.02)
    assert first.output_learns == second.output_learns


def test_a_network_without_hidden_layers_or_of_another_kind_has_nothing_to_look_at():
    assert look(with_random_numbers(NetworkSpec((*BYTES, Dense(10, "softmax")))), pictures(5)) == ()
    assert look(with_random_numbers(NetworkSpec((*BYTES, Dense(8, "gelu"), Dense(10, "softmax")))), pictures(5)) == ()
    assert look(with_random_numbers(NetworkSpec((*BYTES, Dense(8, "relu"), Dense(10, "sigmoid")))), pictures(5)) == ()
