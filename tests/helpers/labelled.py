"""Files of labelled pictures, made in tests, and what is read from them."""

import io
import struct
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from digitpad.data.digits import Pictures
from digitpad.data.exchange import picture_file
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.data.exchange.reading import read_labelled
from digitpad.errors import DigitpadError

Images = npt.NDArray[np.uint8]

LIMIT = 100_000
"""The most bytes of pictures that fuzzers let in."""

CAP = 2 * LIMIT + 6_000_000
"""Of memory: the pictures twice, and what zipfile, zlib, csv and pictures being resized need for themselves."""

HEADER = ",".join(["label", *(f"pixel{index}" for index in range(784))])
"""The titles of Kaggle's columns."""

IMAGES = np.zeros((4, 28, 28), np.uint8)
IMAGES[:, 8:20, 10:14] = 200
LABELS = np.arange(4, dtype=np.uint8) % 2
ARRAYS = {"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES[:2], "y_test": LABELS[:2]}


def refusal(path: Path, **options: Any) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(DigitpadError) as caught:
        read_labelled(path, **options)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def same(offer: ImportCandidate, part: Pictures) -> bool:
    """The offer has these pictures, some of them kept for the test."""
    ours = sorted((label, image.tobytes()) for image, label in zip(part.images, part.labels.tolist(), strict=True))
    theirs = [
        (label, image.tobytes())
        for each in (offer.train, offer.test)
        for image, label in zip(each.images, each.labels.tolist(), strict=True)
    ]
    return sorted(theirs) == ours


def idx_pictures(images: Images) -> bytes:
    """The bytes of a file of pictures."""
    return struct.pack(">4B3I", 0, 0, 8, 3, *images.shape) + images.tobytes()


def idx_labels(labels: Images) -> bytes:
    """The bytes of a file of labels."""
    return struct.pack(">4BI", 0, 0, 8, 1, len(labels)) + labels.tobytes()


def npz(arrays: Mapping[str, Any], save: Callable[..., None] = np.savez) -> bytes:
    """The bytes of an .npz file."""
    file = io.BytesIO()
    save(file, **arrays)
    return file.getvalue()


def csv(images: Images, labels: Iterable[int], delimiter: str = ",") -> bytes:
    """The bytes of a CSV file, the labels first."""
    rows = zip(images.reshape(len(images), -1).tolist(), labels, strict=True)
    return "".join(delimiter.join(map(str, [label, *image])) + "\n" for image, label in rows).encode()


SMALL = np.zeros((6, 8, 8), np.uint8)
SMALL[:, 2:5, 2:5] = 9
ROWS = csv(SMALL, [0, 1] * 3)
PNG = picture_file.encode(255 - IMAGES[0])
