"""Networks on disk, both ways: what Digitpad saves Keras opens, what Keras saves Digitpad opens."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from helpers.keras_files import EVERY_LAYER, FACTS, assert_same, members_of, saved_and_opened
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network, to_bytes, write_network
from digitpad.model.layers import (
    ACTIVATIONS,
    Activation,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    Rescaling,
)
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec

# --- Digitpad to Keras

SPECS = {
    "every layer": EVERY_LAYER,
    "as in the lessons": NetworkSpec.mlp((30, 20)),
    "on a vector": NetworkSpec((Dense(26),), (784,)),
    **{
        name: NetworkSpec((Flatten(), Dense(6, name), Activation(name), Dense(10, name)))
        for name in ACTIVATIONS
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_keras_opens_what_digitpad_saves(
    spec, tmp_path, keras, random_network
):
    network = random_network(spec)
    write_network(tmp_path / "network.keras", network)
    model = keras.saving.load_model(tmp_path / "network.keras")
    arrays = [array for layer in model.layers for array in layer.get_weights()]
    for array, other in zip(arrays, network.weights, strict=True):
        np.testing.assert_array_equal(array, other)
    x = np.random.default_rng(1).random((4, *spec.input_shape), np.float32)
    np.testing.assert_allclose(network.forward(x)[-1], model(x), atol=1e-5)


# --- Keras to Digitpad


def compiled_and_trained(keras):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(name="my.pixels"),
            layers.Dense(9, "relu", name="hidden-1", kernel_regularizer="l2", kernel_initializer="he_normal"),
            layers.Dropout(0.2),
            layers.Dense(10, "softmax"),
        ],
        name="homework",
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.random.default_rng(0).random((8, 28, 28)), np.arange(8), epochs=1, verbose=0)
    return model


def without_an_input_layer(keras):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])
    model(np.zeros((2, 28, 28, 1), np.float32))
    return model


def functional(keras):
    pixels = keras.Input((784,), name="pixels")
    hidden = keras.layers.Dense(8, "elu")(pixels)
    hidden = keras.layers.BatchNormalization()(hidden)
    return keras.Model(pixels, keras.layers.Dense(10, "softmax")(hidden))


def activations_as_layers(keras):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(8, layers.LeakyReLU(0.1)),
            layers.ReLU(),
            layers.Dense(8),
            layers.ReLU(negative_slope=0.4),
            layers.LeakyReLU(),
            layers.Dense(8, layers.ReLU()),
            layers.Activation("leaky_relu"),
            layers.Activation("silu"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )


def frozen(keras):
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((784,)), layers.Dense(8), layers.BatchNormalization(), layers.Dense(10)]
    )
    model.layers[1].trainable = False
    return model


def with_a_loss_of_its_own(keras):
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10)])

    def my_loss(truth, answer):
        return keras.ops.mean(truth - answer)

    model.compile("sgd", my_loss)
    return model


@pytest.mark.parametrize(
    "build",
    [
        compiled_and_trained,
        without_an_input_layer,
        functional,
        activations_as_layers,
        frozen,
        with_a_loss_of_its_own,
    ],
)
def test_digitpad_opens_what_keras_saves(
    build, tmp_path, keras, saved_by_keras
):
    model = build(keras)
    network = read_network(saved_by_keras(model, tmp_path / "colab.keras"))
    assert network.info == NetworkInfo.unknown(10)
    x = np.random.default_rng(1).random((4, *network.spec.input_shape), np.float32)
    np.testing.assert_allclose(network.forward(x)[-1], model(x), atol=1e-5)
    assert_same(saved_and_opened(network, tmp_path), network)


@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_other_floating_point_numbers_are_taken_as_float32(
    dtype, tmp_path, keras, saved_by_keras
):
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, dtype=dtype)])
    network = read_network(saved_by_keras(model, tmp_path / "colab.keras"))
    for array, other in zip(network.weights, model.get_weights(), strict=True):
        np.testing.assert_array_equal(array, other.astype(np.float32))


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())
def test_a_round_trip_changes_nothing(
    spec, tmp_path, random_network
):
    network = random_network(spec)
    assert_same(saved_and_opened(network, tmp_path), network)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("networks")


@st.composite
def networks(draw):
    number = st.floats(-100, 100)
    layers = [Flatten()]
    layers += draw(
        st.lists(
            st.one_of(
                st.builds(Rescaling, number, number),
                st.builds(Dense, st.integers(1, 5), st.sampled_from(ACTIVATIONS), st.booleans()),
                st.builds(Dropout, st.floats(0, 1)),
                st.builds(BatchNormalization, st.floats(1e-6, 1), number, st.booleans(), st.booleans()),
                st.builds(Activation, st.just("leaky_relu"), st.floats(0, 1)),
                st.builds(Activation, st.sampled_from(ACTIVATIONS)),
            ),
            max_size=5,
        )
    )
    classes = draw(st.integers(2, 5))
    spec = NetworkSpec((*layers, Dense(classes)), draw(st.sampled_from([(28, 28), (28, 28, 1), (784,)])))
    shapes = [shape for _, layer_shapes in spec.weight_shapes() for shape in layer_shapes]
    # Positive, since some are variances; small, since five layers of Rescaling may follow one another.
    weights = [draw(hnp.arrays(np.float32, shape, elements=st.floats(0, 2**-10, width=32))) for shape in shapes]
    accuracy = draw(st.none() | st.floats(0, 1))
    printable = st.characters().filter(str.isprintable)
    names = draw(st.lists(st.text(printable, min_size=1, max_size=20), min_size=classes, max_size=classes))
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(-1e300, 1e300) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    )
    recipe = draw(st.dictionaries(st.text(max_size=9), json_values, max_size=3))
    return Network(spec, weights, NetworkInfo(tuple(names), draw(st.text(printable, max_size=20)), accuracy, recipe))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(network=networks())
def test_a_round_trip_changes_nothing_in_any_network(network, folder):
    assert_same(saved_and_opened(network, folder), network)


def test_facts_are_kept(tmp_path, random_network):
    network = random_network(EVERY_LAYER, FACTS)
    assert_same(saved_and_opened(network, tmp_path), network)


def test_a_file_without_facts_is_a_network_all_the_same(
    tmp_path, random_network, archive_of
):
    members = members_of(random_network(EVERY_LAYER, FACTS))
    del members["digitpad.json"]
    (tmp_path / "network.keras").write_bytes(archive_of(members))
    assert read_network(tmp_path / "network.keras").info == NetworkInfo.unknown(10)


def test_the_same_network_gives_the_same_bytes(random_network):
    network = random_network(EVERY_LAYER, FACTS)
    assert to_bytes(network) == to_bytes(random_network(EVERY_LAYER, FACTS))


def test_a_packed_archive_opens(
    tmp_path, random_network, archive_of
):
    """Keras stores its members as they are; people who repack a file by hand compress them."""
    network = random_network(EVERY_LAYER, FACTS)
    (tmp_path / "packed.keras").write_bytes(archive_of(members_of(network), zipfile.ZIP_DEFLATED))
    assert_same(read_network(tmp_path / "packed.keras"), network)


BROKEN_FACTS = {
    "not an object": ([1], "digitpad.json"),
    "no names": ({}, "class_names"),
    "names as a text": ({"class_names": "0123456789"}, "class_names"),
    "names as numbers": ({"class_names": list(range(10))}, "class_names"),
    "an empty name": ({"class_names": [*"012345678", ""]}, "class_names"),
    "a long name": ({"class_names": [*"012345678", "9" * 101]}, "class_names"),
    "a name that steers the terminal": ({"class_names": [*"012345678", "\x1b[2J"]}, "cannot be printed"),
    "a dataset that does": ({"class_names": list("0123456789"), "dataset": "\x1b[2J"}, "cannot be printed"),
    "too few names": ({"class_names": list("01")}, "10 outputs but 2 class names"),
    "dataset": ({"class_names": list("0123456789"), "dataset": 7}, "dataset"),
    "accuracy as a text": ({"class_names": list("0123456789"), "test_accuracy": "98 %"}, "test_accuracy"),
    "accuracy of 98": ({"class_names": list("0123456789"), "test_accuracy": 98}, "test_accuracy"),
    "accuracy of yes": ({"class_names": list("0123456789"), "test_accuracy": True}, "test_accuracy"),
    "accuracy not a number": ({"class_names": list("0123456789"), "test_accuracy": float("nan")}, "damaged"),
    "recipe": ({"class_names": list("0123456789"), "recipe": "salt"}, "recipe"),
    "a book": ({"class_names": list("0123456789"), "recipe": {"a": "b" * 70_000}}, "too big for Digitpad"),
}


@pytest.mark.parametrize(("facts", "words"), BROKEN_FACTS.values(), ids=BROKEN_FACTS.keys())
def test_broken_facts_are_refused(
    facts,
    words,
    tmp_path,
    random_network,
    archive_of,
):
    members = members_of(random_network(EVERY_LAYER))
    members["digitpad.json"] = json.dumps(facts).encode()
    (tmp_path / "network.keras").write_bytes(archive_of(members))
    with pytest.raises(DigitpadError) as refusal:
        read_network(tmp_path / "network.keras")
    assert "network.keras" in str(refusal.value)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    "info",
    [
        NetworkInfo(("x" * 101, *"123456789")),
        NetworkInfo(tuple("0123456789"), test_accuracy=1.5),
        NetworkInfo(tuple("0123456789"), test_accuracy=float("nan")),
        NetworkInfo(tuple("0123456789"), recipe={"log": "x" * 70_000}),
        NetworkInfo(tuple("0123456789"), recipe={"path": Path("somewhere")}),
    ],
)
def test_what_could_not_be_opened_again_is_not_saved(
    info, tmp_path, random_network
):
    path = tmp_path / "network.keras"
    path.write_bytes(b"the old one")
    with pytest.raises(DigitpadError):
        write_network(path, random_network(EVERY_LAYER, info))
    assert path.read_bytes() == b"the old one"
