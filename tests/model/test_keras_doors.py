"""Networks as people build them in Keras: noise and augmentation inside, `x / 255.`, sigmoids at the end.

Keras itself is the authority: what `predict` gives for the same file.
"""

import json

import numpy as np
import pytest
from helpers.keras_files import CONFIG, keras_object

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.keras_training_layers import is_passed_over
from digitpad.model.layers import Dense, Flatten, Rescaling

AUGMENTATION = {
    "AugMix": (), "RandAugment": (), "CutMix": (), "MixUp": (), "RandomBrightness": (0.2,),
    "RandomColorJitter": (), "RandomContrast": (0.2,), "RandomCrop": (28, 28),
    "RandomElasticTransform": (), "RandomErasing": (), "RandomFlip": (), "RandomGaussianBlur": (),
    "RandomGrayscale": (), "RandomHue": (0.2,), "RandomInvert": (), "RandomPerspective": (),
    "RandomPosterization": (4,), "RandomRotation": (0.2,), "RandomSaturation": (0.2,), "RandomSharpness": (0.2,),
    "RandomShear": (0.2,), "RandomTranslation": (0.2, 0.2), "RandomZoom": (0.2,),
}  # fmt: skip
NOISE = {
    "GaussianNoise": (0.5,), "GaussianDropout": (0.5,), "AlphaDropout": (0.5,), "ActivityRegularization": (0.1,),
    "Identity": (), "Dropout": (0.5,),
}  # fmt: skip


def predicted(model, x):
    return model.predict(x, verbose=0)


def agrees(model, path, saved_by_keras, high=1.0):
    """The network in a file of Keras', after a look that it answers as `predict` does, also once it is saved again."""
    network = read_network(saved_by_keras(model, path))
    x = np.random.default_rng(1).random((4, *network.spec.input_shape), np.float32) * np.float32(high)
    expected = predicted(model, x)
    np.testing.assert_allclose(network.forward(x)[-1], expected, atol=1e-5)
    write_network(path, network)
    again = read_network(path)
    assert again.spec == network.spec
    np.testing.assert_array_equal(again.forward(x)[-1], network.forward(x)[-1])
    return network


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Sequential", "functional"])
@pytest.mark.parametrize("name", [*AUGMENTATION, "SpatialDropout2D"])
def test_what_changes_pictures_in_training_alone_is_passed_over(name, kind, keras, saved_by_keras, tmp_path):
    layer = getattr(keras.layers, name)(*AUGMENTATION.get(name, (0.5,)))
    layers = [layer, keras.layers.Flatten(), keras.layers.Dense(10, "softmax")]
    pixels = keras.Input((28, 28, 1))
    if kind == "Sequential":
        model = keras.Sequential([pixels, *layers])
    else:
        model = keras.Model(pixels, layers[2](layers[1](layers[0](pixels))))
    network = agrees(model, tmp_path / "a.keras", saved_by_keras)
    assert network.spec.layers == (Flatten(), Dense(10, "softmax"))


def test_noise_anywhere_is_passed_over(keras, saved_by_keras, tmp_path):
    layers = keras.layers
    noise = [[getattr(layers, name)(*options) for name, options in NOISE.items()] for _place in range(2)]
    model = keras.Sequential(
        [keras.Input((28, 28)), layers.SpatialDropout1D(0.5), layers.Flatten(), *noise[0], layers.Dense(9, "relu"),
         *noise[1], layers.Dense(10)]
    )  # fmt: skip
    network = agrees(model, tmp_path / "a.keras", saved_by_keras)
    assert network.spec.dense_layers == (Dense(9, "relu"), Dense(10))


def test_pictures_that_are_cut_in_an_answer_too_are_refused(keras, saved_by_keras, tmp_path):
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.RandomCrop(20, 20), keras.layers.Flatten(), keras.layers.Dense(10)]
    )
    path = saved_by_keras(model, tmp_path / "a.keras")
    with pytest.raises(DigitpadError, match="has height = 20, which Digitpad cannot use"):
        read_network(path)


@pytest.mark.parametrize("name", ["AutoContrast", "Solarization", "Equalization", "CenterCrop", "Resizing"])
def test_what_changes_pictures_in_an_answer_is_not_passed_over(name):
    assert not is_passed_over(keras_object("keras.layers", name, {}))


SUMS = {
    "x / 255.": (lambda x, keras: x / 255.0, Rescaling(1 / 255)),
    "x / 255": (lambda x, keras: x / 255, Rescaling(1 / 255)),
    "divide": (lambda x, keras: keras.ops.divide(x, 255), Rescaling(1 / 255)),
    "NumPy": (lambda x, keras: x / np.float32(255), Rescaling(1 / 255)),
    "a tensor": (lambda x, keras: x / keras.ops.convert_to_tensor(255.0), Rescaling(1 / 255)),
    "x * (1 / 255)": (lambda x, keras: x * (1 / 255), Rescaling(1 / 255)),
    "(1 / 255) * x": (lambda x, keras: (1 / 255) * x, Rescaling(1 / 255)),
    "centred": (lambda x, keras: (x - 127.5) / 127.5, Rescaling(1 / 127.5, -1.0)),
    "centred afterwards": (lambda x, keras: x / 127.5 - 1, Rescaling(1 / 127.5, -1.0)),
    "PyTorch's": (lambda x, keras: (x / 255 - 0.1307) / 0.3081, Rescaling(1 / 255 / 0.3081, -0.1307 / 0.3081)),
    "inverted": (lambda x, keras: 1 - x / 255, Rescaling(-1 / 255, 1.0)),
    "negative": (lambda x, keras: -(x / 255) + 1, Rescaling(-1 / 255, 1.0)),
    "1 + x": (lambda x, keras: 1 + x / 255, Rescaling(1 / 255, 1.0)),
    "cast": (lambda x, keras: keras.ops.cast(x, "float32") / 255, Rescaling(1 / 255)),
}


@pytest.mark.parametrize("name", SUMS)
def test_sums_in_a_functional_model_are_a_rescaling(name, keras, saved_by_keras, tmp_path):
    calculate, expected = SUMS[name]
    pixels = keras.Input((28, 28))
    output = keras.layers.Dense(10, "softmax")(keras.layers.Flatten()(calculate(pixels, keras)))
    network = agrees(keras.Model(pixels, output), tmp_path / "a.keras", saved_by_keras, 255)
    assert network.spec.expects_bytes
    first = network.spec.layers[0]
    assert isinstance(first, Rescaling)
    assert (first.scale, first.offset) == pytest.approx((expected.scale, expected.offset), rel=1e-6)


def test_a_cast_alone_is_nothing(keras, saved_by_keras, tmp_path):
    pixels = keras.Input((784,))
    model = keras.Model(pixels, keras.layers.Dense(10)(keras.ops.cast(pixels, "float32")))
    network = agrees(model, tmp_path / "a.keras", saved_by_keras)
    assert network.spec.layers == (Dense(10),)
    assert not network.spec.expects_bytes


def test_sums_between_layers(keras, saved_by_keras, tmp_path):
    layers = keras.layers
    pixels = keras.Input((28, 28, 1))
    x = layers.Flatten()(layers.RandomRotation(0.1)(pixels / 255.0))
    x = layers.GaussianNoise(0.1)(layers.Dense(8, "relu")(x) * 2) - 1
    agrees(keras.Model(pixels, layers.Dense(10, "sigmoid")(x)), tmp_path / "a.keras", saved_by_keras, 255)


OTHER_SUMS = {
    "one over x": (lambda x, keras: 255 / (x + 1), "more than a sum with one number"),
    "x / 0": (lambda x, keras: x / 0.0, "more than a sum with one number"),
    "a number for each pixel": (lambda x, keras: x - np.ones(784, np.float32), "expected a number"),
    "an absurd number": (lambda x, keras: x * 1e30, "expected a number"),
    "absurd together": (lambda x, keras: x * 1e9 * 1e9, "expected a number"),
    "x * x": (lambda x, keras: x * x, "branches"),
    "whole numbers": (lambda x, keras: keras.ops.cast(keras.ops.cast(x, "int32"), "float32"), "dtype = int32"),
    "a power": (lambda x, keras: x**2, "can't use this kind of layer: Power"),
    "a logarithm": (lambda x, keras: keras.ops.log(x + 1), "can't use this kind of layer: Log"),
}


@pytest.mark.parametrize("name", OTHER_SUMS)
def test_other_sums_are_refused(name, keras, saved_by_keras, tmp_path):
    calculate, words = OTHER_SUMS[name]
    pixels = keras.Input((784,))
    path = saved_by_keras(keras.Model(pixels, keras.layers.Dense(10)(calculate(pixels, keras))), tmp_path / "a.keras")
    with pytest.raises(DigitpadError, match=words):
        read_network(path)


HOSTILE = {
    "without a node": lambda entry: entry.update(inbound_nodes=[]),
    "two nodes": lambda entry: entry.update(inbound_nodes=entry["inbound_nodes"] * 2),
    "no arguments": lambda entry: entry["inbound_nodes"][0].update(args=[]),
    "three arguments": lambda entry: entry["inbound_nodes"][0]["args"].append(1.0),
    "true": lambda entry: entry["inbound_nodes"][0]["args"].__setitem__(1, True),
    "text": lambda entry: entry["inbound_nodes"][0]["args"].__setitem__(1, "255"),
    "code": lambda entry: entry["inbound_nodes"][0]["args"].__setitem__(
        1, keras_object("builtins", "exec", "open('canary', 'w')")
    ),
    "an option": lambda entry: entry["inbound_nodes"][0]["kwargs"].update(x2=4),
    "another place": lambda entry: entry["config"].update(name="/etc/passwd"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_sum_that_keras_never_writes_is_refused(name, functional, archive_of, refused):
    config = json.loads(functional[CONFIG])
    HOSTILE[name](config["config"]["layers"][1])
    refused(archive_of({**functional, CONFIG: json.dumps(config).encode()}))


def test_a_sum_in_a_sequential_is_refused(config, with_config, refused):
    config["config"]["layers"].insert(1, keras_object("keras.src.ops.numpy", "TrueDivide", {"name": "a"}))
    refused(with_config(config))


@pytest.mark.parametrize("last", ["in the Dense", "a layer"])
def test_sigmoids_are_shares_of_their_sum(last, keras, saved_by_keras, tmp_path):
    """Ten times 0.5 or so through a softmax would never be surer than 23 %."""
    layers = [keras.layers.Dense(10, "sigmoid")]
    if last == "a layer":
        layers = [keras.layers.Dense(10), keras.layers.Activation("sigmoid")]
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten(), *layers])
    kernel, _bias = model.layers[2].get_weights()
    model.layers[2].set_weights([kernel, np.where(np.arange(10) == 7, 2, -9).astype(np.float32)])
    network = agrees(model, tmp_path / "a.keras", saved_by_keras, 255)
    pictures = np.random.default_rng(2).integers(0, 30, (5, 28, 28), np.uint8)
    each = predicted(model, pictures.astype(np.float32))
    found = network.probabilities(pictures)
    np.testing.assert_allclose(found, each / each.sum(axis=1, keepdims=True), atol=1e-5)
    assert found[:, 7].min() > 0.9
