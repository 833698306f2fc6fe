"""Small datasets for the tests of this room, and the full MNIST where the checkout has it beside itself."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def digits() -> dict[str, Any]:
    """Twenty and ten random pictures in Keras' layout."""
    random = np.random.default_rng(0)
    return {
        "x_train": random.integers(0, 256, (20, 28, 28), np.uint8),
        "y_train": np.arange(20, dtype=np.uint8) % 10,
        "x_test": random.integers(0, 256, (10, 28, 28), np.uint8),
        "y_test": np.arange(10, dtype=np.uint8),
    }


@pytest.fixture
def digits_file(tmp_path: Path, digits: dict[str, Any]) -> Path:
    """The same as a file."""
    path = tmp_path / "picked" / "digits.npz"
    path.parent.mkdir()
    np.savez_compressed(path, **digits)
    return path


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data for development, which is not part of the repository."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not (folder / "mnist.npz").is_file():
        pytest.skip("../shared/data/mnist.npz is not here: nothing to compare with")
    return folder
