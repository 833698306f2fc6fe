"""Networks that have learnt from pixels 0..255 and do not say so are found out; all others are left alone."""

import numpy as np
import pytest
from helpers.networks import always, tiny, wants

from digitpad import bundled_network
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_kinds import bundled_folder
from digitpad.data.formats import read_test_npz
from digitpad.evaluation.pixel_range import chosen, doubt_about
from digitpad.model.keras_file import read_network, write_network
from digitpad.model.layers import RAW, Dense, Flatten, Rescaling
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec

PICTURES = read_test_npz(bundled_folder() / "mnist-test-1k.npz").images[::50]


def test_a_network_of_0_to_255_is_found_out():
    network = wants(255)
    doubt = doubt_about(network)
    assert doubt is not None
    assert doubt.shares < 0.1
    assert doubt.raw > 0.95
    expected = bundled_network.network().probabilities(PICTURES)
    np.testing.assert_allclose(chosen(network, raw=True).probabilities(PICTURES), expected, atol=1e-5)
    np.testing.assert_array_equal(
        chosen(network, raw=False).probabilities(PICTURES), network.probabilities(PICTURES)
    )


def test_what_is_said_has_the_figures_in_it():
    doubt = doubt_about(wants(255))
    assert doubt is not None
    for sentence in (doubt.question("a.keras"), doubt.note("a.keras")):
        assert sentence.startswith("“a.keras” ")
        assert f"{round(doubt.raw * 100)}\N{NO-BREAK SPACE}%" in sentence
        assert sentence.index("0 to 255") < sentence.index("0 to 1.")


@pytest.mark.parametrize("raw", [True, False])
def test_a_range_that_was_chosen_is_in_the_file(raw, tmp_path):
    network = chosen(wants(255), raw=raw)
    write_network(tmp_path / "a.keras", network)
    again = read_network(tmp_path / "a.keras")
    assert again.spec.layers[0] == (RAW if raw else Rescaling(1 / 255))
    assert doubt_about(again) is None
    np.testing.assert_array_equal(again.probabilities(PICTURES), network.probabilities(PICTURES))


def test_keras_gives_the_same_for_raw_pixels_as_before(tmp_path, keras, saved_by_keras):
    """Whichever network is saved, Keras opens it, and predicts from pixels 0..255 what Digitpad answers."""
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10, "softmax")])
    # Logits of tens, as trained networks have them: of hundreds, single precision leaves no five digits.
    kernel = np.random.default_rng(5).normal(0, 0.005, (784, 10))
    model.layers[-1].set_weights([kernel, np.arange(10) / 10])
    opened = read_network(saved_by_keras(model, tmp_path / "a.keras"))
    pixels = PICTURES.astype(np.float32)
    for raw, expected in ((True, model.predict(pixels, verbose=0)), (False, model.predict(pixels / 255, verbose=0))):
        network = chosen(opened, raw=raw)
        write_network(tmp_path / "b.keras", network)
        again = keras.saving.load_model(tmp_path / "b.keras").predict(pixels, verbose=0)
        np.testing.assert_allclose(again, expected, atol=1e-5)
        np.testing.assert_allclose(network.probabilities(PICTURES), expected, atol=1e-5)


@pytest.mark.parametrize(
    "network",
    [
        bundled_network.network(),
        wants(1),
        tiny(),
        always([0.91] + [0.01] * 9),
        Network(NetworkSpec((Flatten(), Dense(10))), [np.zeros((784, 10)), np.zeros(10)]),
        Network(NetworkSpec((Flatten(), Dense(10))), [np.full((784, 10), 3e38), np.zeros(10)]),
        Network(NetworkSpec((Flatten(), Dense(26))), [np.ones((784, 26)), np.zeros(26)]),
    ],
    ids=["built-in", "0..1", "random", "constant", "zero", "huge", "letters"],
)
def test_there_is_no_doubt_about_others(network):
    assert doubt_about(network) is None


def test_pictures_that_are_missing_close_no_door(monkeypatch, tmp_path):
    monkeypatch.setattr("digitpad.evaluation.pixel_range.bundled_folder", lambda: tmp_path)
    assert doubt_about(wants(255)) is None


@pytest.fixture(scope="module")
def trained(keras, saved_by_keras, tmp_path_factory):
    """Networks that Keras trains on the included pictures, as a pupil would."""
    folder = tmp_path_factory.mktemp("trained")

    def train(dataset, divisor, *layers, optimizer="adam", epochs=3):
        keras.utils.set_random_seed(1)
        part = Catalogue(folder).load(dataset).train
        model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), *layers])
        model.compile(optimizer, "sparse_categorical_crossentropy")
        model.fit(part.images / divisor, part.labels, epochs=epochs, batch_size=64, verbose=0)
        return read_network(saved_by_keras(model, folder / "a.keras"))

    return train


@pytest.mark.slow
@pytest.mark.parametrize(("dataset", "hidden"), [("mnist-5k", 128), ("mnist-5k", 0), ("fashion-5k", 128)])
@pytest.mark.parametrize("divisor", [1, 255])
def test_networks_as_people_train_them(dataset, hidden, divisor, keras, trained):
    layers = [keras.layers.Dense(hidden, "relu")] if hidden else []
    doubt = doubt_about(trained(dataset, divisor, *layers, keras.layers.Dense(10, "softmax")))
    assert (doubt is not None) is (divisor == 1)


@pytest.mark.slow
def test_networks_that_have_hardly_learnt_are_left_alone(keras, trained):
    layers = keras.layers
    for hidden in ([layers.Dense(512, "relu")], []):
        layers_of = [*hidden, layers.Dense(10, "softmax")]
        assert doubt_about(trained("mnist-5k", 255, *layers_of, optimizer=keras.optimizers.SGD(0.003))) is None
