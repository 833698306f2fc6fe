"""Read MNIST-like files of labelled pictures without trusting them.

A file is measured before it is believed: what its header claims must fit the limit before a byte is allocated,
memory grows only with bytes that really come, and nothing in a file is ever unpickled or evaluated.
"""

import math
import zipfile
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.data.idx import opened_idx
from digitpad.data.npy import check_end, check_size, opened_array, opened_npz, read_exactly
from digitpad.data.untrusted_files import (
    LIMIT,
    listed,
    read_up_to,
    reject_incomplete,
    reject_longer,
    reject_size,
    short,
)
from digitpad.errors import DigitpadError
from digitpad.translation import N_, N_plural

KEYS = ("x_train", "y_train", "x_test", "y_test")


# ----------------------------------------------------------------------------------------------------
# Keras' layout: four arrays in an .npz


def read_npz(path: Path, classes: int = 10, limit: int = LIMIT) -> tuple[Pictures, Pictures]:
    """Read a dataset in Keras' layout: `x_train`, `y_train`, `x_test`, `y_test`.

    Args:
        path: the .npz file. Pictures are uint8 (n, 28, 28), labels (n,) of any integer type.
        classes: how many classes there are; labels are 0 to classes - 1, and classes is at most 256.
        limit: the most bytes that the arrays together may take.

    Returns:
        The part to train on and the part to test on.

    Raises:
        DigitpadError: one sentence that says what the file is instead.
    """
    x_train, y_train, x_test, y_test = _read_arrays(path, KEYS, limit)
    return _paired(path, x_train, y_train, classes), _paired(path, x_test, y_test, classes)


def read_test_npz(path: Path, classes: int = 10) -> Pictures:
    """Read the two arrays `x_test` and `y_test` alone; otherwise as `read_npz`.

    Raises:
        DigitpadError: one sentence that says what the file is instead.
    """
    images, labels = _read_arrays(path, KEYS[2:], LIMIT)
    return _paired(path, images, labels, classes)


def _read_arrays(path: Path, keys: tuple[str, ...], limit: int) -> list[npt.NDArray[Any]]:
    with opened_npz(path) as (archive, members):
        missing = [key for key in keys if key not in members]
        if missing:
            raise DigitpadError(
                N_(
                    "“{name}” has no {missing}, only {members}; choose a file with the four arrays of Keras' "
                    "mnist.npz: {keys}."
                ),
                name=path.name,
                missing=", ".join(missing),
                members=listed(list(members)),
                keys=", ".join(keys),
            )
        arrays: list[npt.NDArray[Any]] = []
        for key in keys:
            room = limit - sum(array.nbytes for array in arrays)
            arrays.append(_read_member(path, archive, members[key], key, room))
    return arrays


def _read_member(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, key: str, room: int
) -> npt.NDArray[Any]:
    """One array: its header must announce pictures or labels that take at most `room` bytes."""
    with opened_array(path, archive, member, key) as (header, stream):
        shape, pictures = header.shape, key.startswith("x")
        fits = len(shape) == 3 and shape[1:] == (28, 28) if pictures else len(shape) == 1
        known = header.dtype == np.uint8 if pictures else header.dtype.kind in "iu"
        if not known or not fits:
            sentence = (
                N_("“{name}” has {type} of shape {shape} as {key}; expected uint8 of shape (n, 28, 28).")
                if pictures
                else N_("“{name}” has {type} of shape {shape} as {key}; expected whole numbers of shape (n,).")
            )
            raise DigitpadError(sentence, name=path.name, type=short(str(header.dtype)), shape=shape, key=key)
        if header.nbytes > room:
            reject_size(path, header.nbytes)
        check_size(path, member, header, key)
        content = read_exactly(path, stream, header.nbytes, key)
        check_end(path, stream, key)
    order: Literal["F", "C"] = "F" if header.fortran else "C"
    return np.ascontiguousarray(np.frombuffer(content, header.dtype).reshape(shape, order=order))


# ----------------------------------------------------------------------------------------------------
# IDX, the format of the original MNIST, gzipped or not


def read_idx_images(path: Path, limit: int = LIMIT) -> npt.NDArray[np.uint8]:
    """Read the pictures of an IDX file, gzipped or not (its content decides, not its name).

    Returns:
        (n, 28, 28) uint8, n at least 1.

    Raises:
        DigitpadError: one sentence that says what the file is instead.
    """
    return _read_idx(path, (28, 28), limit)


def read_idx_labels(path: Path, classes: int = 10, limit: int = LIMIT) -> npt.NDArray[np.uint8]:
    """Read the labels of an IDX file, gzipped or not (its content decides, not its name).

    Returns:
        (n,) uint8 below `classes`, n at least 1.

    Raises:
        DigitpadError: one sentence that says what the file is instead.
    """
    return _checked_labels(path, _read_idx(path, (), limit), classes)


def read_idx(images: Path, labels: Path, classes: int = 10, limit: int = LIMIT) -> Pictures:
    """Read the two IDX files that belong together, as `read_idx_images` and `read_idx_labels` do.

    Raises:
        DigitpadError: one of them is something else, or they hold different numbers.
    """
    return _paired(images, read_idx_images(images, limit), read_idx_labels(labels, classes, limit), classes)


def _read_idx(path: Path, sides: tuple[int, ...], limit: int) -> npt.NDArray[np.uint8]:
    with opened_idx(path, len(sides) + 1) as (shape, stream):
        if shape[1:] != sides:
            raise DigitpadError(
                N_("“{name}” has pictures of {size} pixels; 28 × 28 are expected."),
                name=path.name, size=" × ".join(map(str, shape[1:])),
            )
        size = math.prod(shape)
        if size > limit:
            reject_size(path, size)
        content = read_up_to(stream, size)
        if len(content) < size:
            reject_incomplete(path, len(content), size)
        if stream.read(1):
            reject_longer(path)
    if not size:
        raise DigitpadError(N_("“{name}” holds neither pictures nor labels; choose another file."), name=path.name)
    return np.frombuffer(content, np.uint8).reshape(shape)


def _paired(path: Path, images: npt.NDArray[Any], labels: npt.NDArray[Any], classes: int) -> Pictures:
    if len(images) != len(labels):
        raise DigitpadError(
            N_plural(
                "“{name}” has {count:,} picture for {labels:,} labels; choose another file.",
                "“{name}” has {count:,} pictures for {labels:,} labels; choose another file.",
            ),
            name=path.name, count=len(images), labels=len(labels),
        )
    return Pictures(images, _checked_labels(path, labels, classes))


def _checked_labels(path: Path, labels: npt.NDArray[Any], classes: int) -> npt.NDArray[np.uint8]:
    if not 0 <= int(labels.min()) <= int(labels.max()) < classes:
        wrong = int(labels.min()) if labels.min() < 0 else int(labels.max())
        raise DigitpadError(
            N_("“{name}” has the label {label}; labels from 0 to {highest} are expected."),
            name=path.name, label=wrong, highest=classes - 1,
        )
    return labels.astype(np.uint8, copy=False)
