"""Weights that must not be read: each file is refused in one sentence, quickly, and nothing beside it is opened.

The numbers are the cases of the project's list of bad inputs.
"""

import io

import h5py
import numpy as np
import pytest
from helpers.keras_files import WEIGHTS, measured

# --- 9: weights that are not plainly there


def exchange(file, **options):
    """Put something else in the place of the first kernel."""
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", **options)


def hard_link_in_a_circle(file, secret):
    file["layers/dense/again"] = file["layers"]


def external_link(file, secret):
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = h5py.ExternalLink(str(secret), "kernel")


def external_group(file, secret):
    del file["layers/dense"]
    file["layers/dense"] = h5py.ExternalLink(str(secret), "dense")


def external_link_among_the_optimizers_numbers(file, secret):
    file["optimizer/vars/0"] = h5py.ExternalLink(str(secret), "kernel")


def soft_link(file, secret):
    file.move("layers/dense/vars/0", "kernel")
    file["layers/dense/vars/0"] = h5py.SoftLink("/kernel")


def external_storage(file, secret):
    exchange(file, shape=(784, 3), dtype="f4", external=[(str(secret), 0, 784 * 3 * 4)])


def virtual(file, secret):
    layout = h5py.VirtualLayout((784, 3), "f4")
    layout[:] = h5py.VirtualSource(str(secret), "kernel", (784, 3))
    del file["layers/dense/vars/0"]
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def declares_too_much(file, secret):
    exchange(file, shape=(10**6, 10**6), dtype="f4")


def declares_too_much_in_chunks(file, secret):
    exchange(file, shape=(10**6, 10**6), dtype="f4", chunks=(1000, 1000), compression="gzip")


def large_chunks_behind_a_small_shape(file, secret):
    exchange(file, shape=(784, 3), maxshape=(None, None), dtype="f4", chunks=(10**4, 10**4), compression="gzip")


def wrong_shape(file, secret):
    exchange(file, data=np.zeros((3, 784), np.float32))


def nothing_there(file, secret):
    exchange(file, dtype="f4", data=None, shape=None)


def whole_numbers(file, secret):
    exchange(file, data=np.zeros((784, 3), np.int32))


def texts(file, secret):
    exchange(file, shape=(784, 3), dtype=h5py.string_dtype())


def references(file, secret):
    exchange(file, shape=(784, 3), dtype=h5py.ref_dtype)


def group_for_array(file, secret):
    del file["layers/dense/vars/0"]
    file.create_group("layers/dense/vars/0")


def array_for_group(file, secret):
    del file["layers/dense/vars"]
    file["layers/dense/vars"] = np.arange(2)


def type_for_array(file, secret):
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = np.dtype("f4")


def missing_layer(file, secret):
    del file["layers/dense_1"]


def missing_layers(file, secret):
    del file["layers"]


def missing_bias(file, secret):
    del file["layers/dense/vars/1"]


def one_array_more(file, secret):
    file["layers/flatten/vars/0"] = np.zeros(3, np.float32)


def crowd(file, secret):
    for number in range(3000):
        file.create_group(f"crowd/{number}")


WEIGHT_FAULTS = [
    (external_link, "a link to another place"),
    (external_group, "a link to another place"),
    (external_link_among_the_optimizers_numbers, "a link to another place"),
    (soft_link, "a link to another place"),
    (external_storage, "not stored as Keras stores them"),
    (virtual, "not stored as Keras stores them"),
    (declares_too_much, "declares 1,000,000,000,000 numbers but does not hold them"),
    (declares_too_much_in_chunks, "not stored as Keras stores them"),
    (large_chunks_behind_a_small_shape, "not stored as Keras stores them"),
    (type_for_array, "not stored as Keras stores them"),
    (hard_link_in_a_circle, "far too many parts"),
    (crowd, "far too many parts"),
    (wrong_shape, "do not fit its layers"),
    (group_for_array, "do not fit its layers"),
    (array_for_group, "do not fit its layers"),
    (missing_layer, "do not fit its layers"),
    (missing_layers, "do not fit its layers"),
    (missing_bias, "do not fit its layers"),
    (one_array_more, "do not fit its layers"),
    (whole_numbers, "expected floating-point numbers"),
    (texts, "expected floating-point numbers"),
    (references, "expected floating-point numbers"),
    (nothing_there, "do not fit its layers"),
]


@pytest.fixture
def secret(tmp_path):
    """A file of somebody else's that would make a fine kernel, if it were read."""
    path = tmp_path / "secret.h5"
    with h5py.File(path, "w") as file:
        file["kernel"] = np.ones((784, 3), np.float32)
        file["dense/vars/0"], file["dense/vars/1"] = np.ones((784, 3), np.float32), np.ones(3, np.float32)
    return path


@pytest.mark.parametrize(("spoil", "words"), WEIGHT_FAULTS, ids=[spoil.__name__ for spoil, _ in WEIGHT_FAULTS])
def test_9_weights(
    spoil,
    words,
    members,
    archive_of,
    secret,
    tmp_path,
):
    buffer = io.BytesIO(members[WEIGHTS])
    with h5py.File(buffer, "r+") as file:
        spoil(file, secret)
    (tmp_path / "given.keras").write_bytes(archive_of({**members, WEIGHTS: buffer.getvalue()}))
    sentence, seconds, memory = measured(tmp_path / "given.keras")
    assert words in sentence
    assert "secret" not in sentence
    assert seconds < 1
    assert memory < 50


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n" + bytes(9999), b"noise" * 999])
def test_9_weights_that_are_no_hdf5(
    content, members, archive_of, refused
):
    assert "damaged in the numbers of its network" in refused(archive_of({**members, WEIGHTS: content}))


# --- 12: numbers that are none


KERNEL, BIAS, VARIANCE = "layers/dense/vars/0", "layers/dense_1/vars/1", "layers/batch_normalization/vars/3"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(KERNEL, np.nan, id="not a number"),
        pytest.param(BIAS, np.inf, id="infinite"),
        pytest.param(VARIANCE, -np.inf, id="minus infinite"),
        pytest.param(KERNEL, 1e300, id="too large for float32"),
        pytest.param(KERNEL, 3e38, id="overflows on ink"),
        pytest.param(VARIANCE, -1.0, id="variance below zero"),
    ],
)
def test_12_broken_numbers(
    place, value, members, archive_of, refused
):
    buffer = io.BytesIO(members[WEIGHTS])
    with h5py.File(buffer, "r+") as file:
        shape = file[place].shape
        del file[place]
        file[place] = np.full(shape, value)
    sentence = refused(archive_of({**members, WEIGHTS: buffer.getvalue()}))
    assert "numbers are broken" in sentence
    assert "train it again" in sentence
