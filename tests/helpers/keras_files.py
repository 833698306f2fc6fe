"""What Keras' files are made of, and the refusals of such files."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network, to_bytes, write_network
from digitpad.model.layers import Activation, BatchNormalization, Dense, Dropout, Flatten, Rescaling, Reshape
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec

CONFIG, WEIGHTS = "config.json", "model.weights.h5"
Archive = Callable[..., bytes]
"""Packs named members: the fixture `archive_of`."""

EVERY_LAYER = NetworkSpec(
    (
        Rescaling(1 / 255, 0.25),
        Reshape((14, 56)),
        Flatten(),
        Dense(12, "relu", use_bias=False),
        BatchNormalization(0.01, 0.9),
        Activation("leaky_relu", 0.3),
        Dropout(0.25),
        Dense(11, "tanh"),
        BatchNormalization(center=False),
        Activation("gelu"),
        Dense(10),
        BatchNormalization(scale=False),
        Activation("softmax"),
    ),
    (28, 28, 1),
)
"""A network with every kind of layer."""
FACTS = NetworkInfo(
    ("zero", "T-shirt/top", "ü", *"3456789"), "pen-strokes", 0.985, {"epochs": 5, "hidden": [12, 11]}
)
"""What may be known about a network."""


def keras_object(module: str | None, class_name: str, config: Any, **rest: Any) -> Any:
    """An object as Keras writes it into a description."""
    return {"module": module, "class_name": class_name, "config": config, **rest}


def one_sentence(refusal: BaseException, name: str) -> str:
    """The sentence of a refusal to open the file of that name, after looking at its form."""
    sentence = str(refusal)
    assert sentence.startswith(f"“{name}” cannot be opened: "), sentence
    assert len(sentence) < 400, sentence
    assert "\n" not in sentence, sentence
    return sentence


def measured(path: Path) -> tuple[str, float, float]:
    """The refusal, its seconds and the MB that Python took for it at most."""
    started = time.process_time()  # whatever else this machine does
    with pytest.raises(DigitpadError) as refusal:
        read_network(path)
    seconds = time.process_time() - started
    tracemalloc.start()
    try:
        with pytest.raises(DigitpadError):
            read_network(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return one_sentence(refusal.value, path.name), seconds, peak / 2**20


def members_of(network: Network) -> dict[str, bytes]:
    """What is in the network's file, by name."""
    with zipfile.ZipFile(io.BytesIO(to_bytes(network))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def saved_and_opened(network: Network, folder: Path) -> Network:
    """The network after a way through a file."""
    write_network(folder / "network.keras", network)
    return read_network(folder / "network.keras")


def assert_same(found: Network, expected: Network) -> None:
    """Layers, facts and every bit of the weights are equal."""
    assert found.spec == expected.spec
    assert found.info == expected.info
    for array, other in zip(found.weights, expected.weights, strict=True):
        assert array.dtype == other.dtype
        assert array.tobytes() == other.tobytes()
