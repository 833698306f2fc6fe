"""Networks with random numbers, files of them to be spoilt, and Keras itself as the authority on what they answer."""

import io
import json
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from helpers.keras_files import CONFIG, one_sentence

from digitpad.errors import DigitpadError
from digitpad.model import spec as s
from digitpad.model.keras_file import read_network, to_bytes
from digitpad.model.network import Network
from digitpad.model.spec import NetworkSpec

RandomNetwork = Callable[..., Network]
SPEC = NetworkSpec(
    (s.Rescaling(1 / 255), s.Flatten(), s.Dense(3, "relu"), s.BatchNormalization(), s.Dense(10, "softmax")), (28, 28, 1)
)


@pytest.fixture(scope="session")
def random_network():
    def make(spec, info=None, seed=0):
        random = np.random.default_rng(seed)
        weights = []
        for layer, shapes in spec.weight_shapes():
            for index, shape in enumerate(shapes):
                values = random.normal(0, 1 / np.sqrt(shape[0]), shape)
                is_variance = isinstance(layer, s.BatchNormalization) and index == len(shapes) - 1
                weights.append(np.abs(values) if is_variance else values)
        return Network(spec, weights, info)

    return make


@pytest.fixture(scope="session")
def archive_of():
    """A zip archive of named members, for files that Digitpad itself would never write."""

    def pack(members, compression=zipfile.ZIP_STORED):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", compression) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return pack


@pytest.fixture(scope="session")
def keras_model(keras):
    """The same network built by Keras from its own classes, without any code of Digitpad's files."""

    def build(layer):
        match layer:
            case s.Rescaling(scale, offset):
                return keras.layers.Rescaling(scale, offset)
            case s.Flatten():
                return keras.layers.Flatten()
            case s.Reshape(target):
                return keras.layers.Reshape(target)
            case s.Dense(units, activation, use_bias):
                return keras.layers.Dense(units, activation, use_bias=use_bias)
            case s.Dropout(rate):
                return keras.layers.Dropout(rate)
            case s.BatchNormalization(epsilon, momentum, center, scale):
                return keras.layers.BatchNormalization(
                    epsilon=epsilon, momentum=momentum, center=center, scale=scale
                )
            case s.Activation("leaky_relu", slope):
                return keras.layers.LeakyReLU(negative_slope=slope)
            case s.Activation(name):
                return keras.layers.Activation(name)

    def model(network):
        layers = [build(layer) for layer in network.spec.layers]
        result = keras.Sequential([keras.Input(network.spec.input_shape), *layers])
        remaining = iter(network.weights)
        for layer in layers:
            layer.set_weights([next(remaining) for _ in layer.weights])
        return result

    return model


@pytest.fixture(scope="session")
def valid(random_network):
    """A file that opens."""
    return to_bytes(random_network(SPEC))


@pytest.fixture(scope="session")
def members(valid):
    """What that file is an archive of."""
    with zipfile.ZipFile(io.BytesIO(valid)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def functional(keras, saved_by_keras, tmp_path_factory):
    """The parts of a functional model with a sum and a layer that does nothing in it."""
    pixels = keras.Input((784,))
    model = keras.Model(pixels, keras.layers.Dense(10, "sigmoid")(keras.layers.GaussianNoise(0.1)(pixels / 255.0)))
    path = saved_by_keras(model, tmp_path_factory.mktemp("functional") / "a.keras")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def config(members):
    """Its description of the network, for changing."""
    return json.loads(members[CONFIG])


@pytest.fixture
def with_config(members, archive_of):
    """The same file with another description."""
    return lambda config: archive_of({**members, CONFIG: json.dumps(config).encode()})


@pytest.fixture
def refused(tmp_path):
    """Opens bytes as a file and gives the sentence of the refusal, after looking for traces."""

    def refuse(content, name="given.keras"):
        (tmp_path / name).write_bytes(content)
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(DigitpadError) as refusal:
            read_network(tmp_path / name)
        assert sorted(tmp_path.rglob("*")) == before
        return one_sentence(refusal.value, name)

    return refuse
