
import numpy as np
import pytest
from helpers.networks import always

from digitpad.errors import DigitpadError
from digitpad.model.layers import (
    ACTIVATIONS,
    RAW,
    Activation,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    Rescaling,
    Reshape,
)
from digitpad.model.network import Network, activate
from digitpad.model.spec import NetworkInfo, NetworkSpec

LAYERS = {
    "rescaling": [Rescaling(1 / 127.5, -1.0), Flatten(), Dense(10)],
    "reshape": [Reshape((14, -1)), Flatten(), Dense(10)],
    "dense without bias": [Flatten(), Dense(10, use_bias=False)],
    "dropout": [Flatten(), Dense(9, "relu"), Dropout(0.5), Dense(10)],
    "batch normalization": [Flatten(), Dense(9), BatchNormalization(), Dense(10)],
    "batch normalization, no beta": [Flatten(), BatchNormalization(0.1, center=False), Dense(10)],
    "batch normalization, no gamma": [Flatten(), BatchNormalization(scale=False), Dense(10)],
    "batch normalization, bare": [Flatten(), BatchNormalization(center=False, scale=False), Dense(10)],
    "leaky relu of another slope": [Flatten(), Dense(9), Activation("leaky_relu", 0.07), Dense(10)],
}


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS.keys())
def test_every_layer_answers_like_keras(
    layers, random_network, keras_model
):
    network = random_network(NetworkSpec(tuple(layers)))
    x = np.random.default_rng(1).random((5, 28, 28), np.float32)
    np.testing.assert_allclose(network.forward(x)[-1], keras_model(network)(x), atol=1e-5)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_answers_like_keras(name, keras):
    """Far from zero too, where a naive formula overflows."""
    x = np.concatenate([np.linspace(-8, 8, 161), [-1e4, -90, -30, 30, 90, 1e4]]).astype(np.float32)[np.newaxis]
    expected = np.asarray(keras.activations.get(name)(x))
    result = activate(name, x)
    np.testing.assert_allclose(result, expected, atol=1e-5, rtol=1e-6)
    assert (result.dtype, result.shape) == (np.float32, x.shape)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_the_same_inside_a_dense_layer_and_beside_it(
    name, random_network
):
    inside = random_network(NetworkSpec((Dense(12, name), Dense(10)), (784,)))
    beside = Network(NetworkSpec((Dense(12), Activation(name), Dense(10)), (784,)), inside.weights)
    x = np.random.default_rng(2).random((3, 784), np.float32)
    np.testing.assert_array_equal(inside.forward(x)[-1], beside.forward(x)[-1])


def small_network():
    """Two pixels that matter, two hidden units, two classes."""
    kernel = np.zeros((784, 2))
    kernel[0], kernel[783] = (1, -1), (2, 3)
    spec = NetworkSpec((Flatten(), Dense(2, "relu"), Dense(2)))
    return Network(spec, [kernel, np.array([0.5, -1]), np.array([[1, 2], [3, 4]]), np.array([0, -10])])


@pytest.mark.parametrize(
    ("first", "last", "hidden", "output"),
    [
        (0, 0, (0.5, 0), (0.5, -9)),
        (1, 0, (1.5, 0), (1.5, -7)),
        (0, 1, (2.5, 2), (8.5, 3)),
        (1, 1, (3.5, 1), (6.5, 1)),
    ],
)
def test_forward_by_hand(
    first, last, hidden, output
):
    picture = np.zeros((1, 28, 28))
    picture[0, 0, 0], picture[0, 27, 27] = first, last
    outputs = small_network().forward(picture)
    assert [layer.shape for layer in outputs] == [(1, 784), (1, 2), (1, 2)]
    np.testing.assert_array_equal(outputs[1], [hidden])
    np.testing.assert_array_equal(outputs[2], [output])


def test_logits_become_probabilities():
    expected = 1 / (1 + np.exp(-9.5))
    np.testing.assert_allclose(
        small_network().probabilities(np.zeros((1, 28, 28), np.uint8)), [[expected, 1 - expected]], rtol=1e-5
    )


def sigmoid_network(*logits):
    """One that gives the sigmoid of these numbers whatever is drawn."""
    spec = NetworkSpec((Dense(len(logits), "sigmoid"),), (784,))
    return Network(spec, [np.zeros((784, len(logits))), np.array(logits)])


@pytest.mark.parametrize(
    ("logits", "expected"),
    [
        ((0, 0), (0.5, 0.5)),
        ((np.log(3), np.log(3), -np.inf), (0.5, 0.5, 0)),  # 0.75 each
        ((np.log(9), 0), (0.9 / 1.4, 0.5 / 1.4)),
        ((-30, -30 + np.log(3)), (0.25, 0.75)),  # far below what 1 + tanh can tell from zero
        ((-1e4, -1e4), (0.5, 0.5)),
    ],
)
def test_sigmoids_become_shares_of_their_sum(logits, expected):
    finite = np.maximum(logits, -1e4)
    result = sigmoid_network(*finite).probabilities(np.zeros((1, 784), np.uint8))
    np.testing.assert_allclose(result, [expected], rtol=1e-5)


@pytest.mark.parametrize(("rescaling", "factor"), [(RAW, 1), (Rescaling(1 / 255), 1 / 255)])
def test_a_layer_in_front_says_which_pixels_a_network_gets(rescaling, factor, random_network):
    bare = random_network(NetworkSpec((Flatten(), Dense(10))))
    pictures = np.random.default_rng(4).integers(0, 256, (3, 28, 28), np.uint8)
    expected = activate("softmax", bare.forward(pictures * np.float32(factor))[-1])
    network = bare.with_rescaling(rescaling)
    assert network.spec.layers[0] == rescaling
    np.testing.assert_allclose(network.probabilities(pictures), expected, atol=1e-6)


@pytest.mark.parametrize("shape", [(28, 28), (28, 28, 1), (784,)])
def test_pictures_arrive_in_the_range_that_the_network_wants(
    shape, random_network
):
    """The same numbers behind a Rescaling and without it read the same picture."""
    plain = random_network(NetworkSpec((Flatten(), Dense(10, "softmax")), shape))
    rescaling = Network(NetworkSpec((Rescaling(1 / 255), *plain.spec.layers), shape), plain.weights)
    pictures = np.random.default_rng(3).integers(0, 256, (4, *shape), np.uint8)
    result = plain.probabilities(pictures)
    np.testing.assert_allclose(result, rescaling.probabilities(pictures), atol=1e-6)
    np.testing.assert_allclose(result.sum(axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("hidden", ["relu", "tanh"])
def test_a_picture_alone_is_answered_as_among_others(hidden, random_network):
    """Of one picture, what is blank is passed over; the answer is the same, for a blank picture too."""
    network = random_network(NetworkSpec.mlp((300, 50), hidden))
    random = np.random.default_rng(3)
    pictures = random.integers(0, 256, (40, 28, 28), np.uint8)
    shares = np.linspace(0, 1, 40)
    pictures[random.random(pictures.shape) >= shares[:, None, None]] = 0
    alone = np.concatenate([network.probabilities(picture[None]) for picture in pictures])
    np.testing.assert_allclose(alone, network.probabilities(pictures), atol=1e-5)
    np.testing.assert_array_equal(
        alone.argmax(axis=1), network.probabilities(pictures.reshape(40, 784)).argmax(axis=1)
    )


def test_a_network_never_changes():
    spec = NetworkSpec((Dense(10),), (784,))
    kernel, bias = np.ones((784, 10), np.float32), np.ones(10, np.float32)
    network = Network(spec, [kernel, bias])
    kernel[:] = 7
    assert (network.weights[0] == 1).all()
    with pytest.raises(ValueError, match="read-only"):
        network.weights[0][:] = 7
    named = network.with_info(NetworkInfo(tuple("abcdefghij")))
    assert named.info.class_names[0] == "a"
    assert network.info.class_names[0] == "0"


@pytest.mark.parametrize(
    ("kernel", "bias", "words"),
    [
        (np.zeros((784, 9)), np.zeros(10), "do not fit"),
        (np.zeros((784, 10)), np.zeros(9), "do not fit"),
        (np.full((784, 10), np.nan), np.zeros(10), "broken"),
        (np.zeros((784, 10)), np.full(10, np.inf), "broken"),
        pytest.param(np.full((784, 10), 1e300), np.zeros(10), "broken", id="too large for float32"),
    ],
)
def test_refuses_numbers_that_make_no_network(kernel, bias, words):
    with pytest.raises(DigitpadError, match=words):
        Network(NetworkSpec((Dense(10),), (784,)), [kernel, bias])


def test_refuses_class_names_that_do_not_fit():
    with pytest.raises(DigitpadError, match="10 outputs but 2 class names"):
        Network(NetworkSpec((Dense(10),), (784,)), [np.zeros((784, 10)), np.zeros(10)], NetworkInfo(("a", "b")))


def test_a_network_with_other_facts_has_the_same_weights_and_equal_ones_do_not_count():
    network, other = always([0.9, 0.1]), always([0.9, 0.1])
    assert network.has_weights_of(network)
    assert network.with_info(network.info).has_weights_of(network)
    assert not other.has_weights_of(network)
    assert not network.with_rescaling(Rescaling(1.0)).has_weights_of(network)
