"""Networks with random numbers, files of them to be spoilt, and Keras itself as the authority on what they answer."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from helpers.keras_files import CONFIG, one_sentence
from helpers.keras_models import keras_model_of
from helpers.networks import with_random_numbers

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
    return with_random_numbers


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
    return keras_model_of


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
