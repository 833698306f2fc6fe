"""The fast way to read a network gives what the careful way gives."""


import numpy as np
import pytest

from digitpad.errors import DigitpadError
from digitpad.model.indexed import find_offsets, read_indexed
from digitpad.model.keras_file import to_bytes, write_network
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo, NetworkSpec

SPEC = NetworkSpec.mlp((7, 5), "tanh")


@pytest.fixture
def network():
    rng = np.random.default_rng(1)
    shapes = [shape for _, shapes in SPEC.weight_shapes() for shape in shapes]
    return Network(SPEC, [rng.standard_normal(shape).astype(np.float32) for shape in shapes])


def test_reading_by_offset_gives_the_same_network(network, tmp_path):
    path = tmp_path / "network.keras"
    write_network(path, network)
    found = read_indexed(path, find_offsets(path.read_bytes(), network), SPEC, network.info)
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(found.weights, network.weights, strict=True))


def test_a_file_of_another_network_has_no_offsets(network):
    other = Network(SPEC, [weights + 1 for weights in network.weights])
    with pytest.raises(DigitpadError, match="does not hold"):
        find_offsets(to_bytes(other), network)


@pytest.mark.parametrize("content", [None, b"", b"short"], ids=["missing", "empty", "short"])
def test_a_damaged_file_is_refused_in_words(content, tmp_path):
    path = tmp_path / "network.keras"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DigitpadError, match="install Digitpad again"):
        read_indexed(path, [0] * 6, SPEC, NetworkInfo.unknown(10))
