"""The included clothes are what assets/LICENSES.md says they are."""

import hashlib
import importlib

import numpy as np
import pytest

from digitpad.data import fashion
from digitpad.data.formats import read_npz
from digitpad.system import assets

pytestmark = pytest.mark.slow

FILE = assets.folder() / "datasets" / "fashion-5k.npz"


@pytest.fixture(scope="module")
def bundled():
    return read_npz(FILE)


@pytest.fixture(scope="module")
def scripts():
    """The script, and what it shares with the one for digits."""
    if not (assets.folder().parent / "scripts" / "make_fashion_5k.py").is_file():
        pytest.skip("scripts/ is not beside the assets: this is not a checkout")
    return importlib.import_module("scripts.make_fashion_5k"), importlib.import_module("scripts.excerpts")


def rows(pictures):
    return set(zip((image.tobytes() for image in pictures.images), pictures.labels.tolist(), strict=True))


def test_all_are_in_the_training_part_and_none_in_the_test_part(bundled, shared):
    ours = rows(bundled[0]) | rows(bundled[1])
    train, test = fashion.read(shared / "fashion-mnist")
    assert ours <= rows(train)
    assert {image for image, _ in ours}.isdisjoint(image.tobytes() for image in test.images)


def test_the_script_made_the_file(bundled, scripts, shared):
    make, excerpts = scripts
    arrays = excerpts.split(*make.read(shared / "fashion-mnist"))
    train, test = bundled
    np.testing.assert_array_equal(arrays["x_train"], train.images)
    np.testing.assert_array_equal(arrays["y_train"], train.labels)
    np.testing.assert_array_equal(arrays["x_test"], test.images)
    np.testing.assert_array_equal(arrays["y_test"], test.labels)


def test_the_script_writes_the_same_bytes_again(bundled, scripts):
    train, test = bundled
    arrays = {"x_train": train.images, "y_train": train.labels, "x_test": test.images, "y_test": test.labels}
    once = scripts[1].to_npz(arrays)
    assert hashlib.sha256(once).digest() == hashlib.sha256(scripts[1].to_npz(arrays)).digest()
    # Another version of zlib may pack them differently; the arrays are the same.
    assert abs(len(once) - FILE.stat().st_size) < 50_000


def test_the_script_refuses_other_pictures(scripts, idx_folder, tmp_path):
    with pytest.raises(SystemExit, match="not the pictures that Digitpad's clothes were made from"):
        scripts[0].read(idx_folder)
    with pytest.raises(SystemExit, match="none of Fashion-MNIST's files"):
        scripts[0].read(tmp_path / "nowhere")
