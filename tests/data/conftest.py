"""Small datasets for the tests of this room, and the full MNIST where the checkout has it beside itself."""

import gzip
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from digitpad.errors import DigitpadError

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def digits():
    """Twenty and ten random pictures in Keras' layout."""
    random = np.random.default_rng(0)
    return {
        "x_train": random.integers(0, 256, (20, 28, 28), np.uint8),
        "y_train": np.arange(20, dtype=np.uint8) % 10,
        "x_test": random.integers(0, 256, (10, 28, 28), np.uint8),
        "y_test": np.arange(10, dtype=np.uint8),
    }


@pytest.fixture
def digits_file(tmp_path, digits):
    """The same as a file."""
    path = tmp_path / "picked" / "digits.npz"
    path.parent.mkdir()
    np.savez_compressed(path, **digits)
    return path


@pytest.fixture
def idx_files(digits):
    """The same twenty and ten pictures as the four files of Fashion-MNIST, not gzipped."""
    return {
        "train-images-idx3-ubyte": struct.pack(">4B3I", 0, 0, 8, 3, 20, 28, 28) + digits["x_train"].tobytes(),
        "train-labels-idx1-ubyte": struct.pack(">4BI", 0, 0, 8, 1, 20) + digits["y_train"].tobytes(),
        "t10k-images-idx3-ubyte": struct.pack(">4B3I", 0, 0, 8, 3, 10, 28, 28) + digits["x_test"].tobytes(),
        "t10k-labels-idx1-ubyte": struct.pack(">4BI", 0, 0, 8, 1, 10) + digits["y_test"].tobytes(),
    }


@pytest.fixture
def idx_folder(tmp_path, idx_files):
    """A folder on a stick with the four files, gzipped."""
    folder = tmp_path / "stick" / "clothes"
    folder.mkdir(parents=True)
    for name, content in idx_files.items():
        (folder / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
    return folder


@pytest.fixture
def refuses(tmp_path):
    """Call a reader that must refuse, and give the sentence; meanwhile only a few MB may be allocated."""

    def refuses(read, *arguments):
        tracemalloc.start()
        try:
            with pytest.raises(DigitpadError) as caught:
                read(*arguments)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        sentence = str(caught.value)
        assert f"“{arguments[0].name}”" in sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert peak < 8_000_000
        return sentence

    return refuses
