"""Labels in an .npz file: whole numbers, also written as floats, or one-hot rows."""

from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from digitpad.data.exchange.classes import MAX_CLASSES
from digitpad.data.exchange.shaping import LARGEST, SMALLEST
from digitpad.data.npy import Header, read_exactly
from digitpad.data.untrusted_files import LIMIT, reject_size, short
from digitpad.errors import DigitpadError
from digitpad.translation import N_

_Labels = npt.NDArray[np.int64]


def read_labels(path: Path, stream: IO[bytes], header: Header, key: str, share: int) -> _Labels:
    """The first labels of an array, as (share,) whole numbers.

    Raises:
        DigitpadError: they are something else.
    """
    columns = header.shape[1:]
    is_one_hot = len(columns) == 1 and 2 <= columns[0] <= MAX_CLASSES
    if header.dtype.kind not in "iuf" or not (columns in ((), (1,)) or is_one_hot):
        raise _no_labels(path, header, key)
    count = header.shape[0] if header.fortran else share
    if header.fortran and header.nbytes > LIMIT:
        reject_size(path, header.nbytes)
    content = read_exactly(path, stream, count * header.nbytes // header.shape[0], key)
    numbers = np.frombuffer(content, header.dtype).reshape((count, *columns), order="F" if header.fortran else "C")
    numbers = numbers[:share]
    labels = _from_one_hot(numbers) if is_one_hot else _whole(numbers.reshape(-1))
    if labels is None:
        raise _no_labels(path, header, key)
    return labels


def unexpected(sentence: str, path: Path, header: Header, key: str) -> DigitpadError:
    """What an array is, and what was expected."""
    return DigitpadError(
        sentence, name=path.name, type=short(str(header.dtype)), shape=short(str(header.shape)), key=key,
        smallest=SMALLEST, largest=LARGEST,
    )


def _no_labels(path: Path, header: Header, key: str) -> DigitpadError:
    return unexpected(
        N_("“{name}” has {type} of shape {shape} as {key}; expected whole numbers of shape (n,)."), path, header, key
    )


def _from_one_hot(rows: npt.NDArray[Any]) -> _Labels | None:
    if not ((rows == 0) | (rows == 1)).all() or not ((rows == 1).sum(axis=1) == 1).all():
        return None
    labels: _Labels = rows.argmax(axis=1).astype(np.int64)
    return labels


def _whole(numbers: npt.NDArray[Any]) -> _Labels | None:
    if numbers.dtype.kind == "f":
        if not (np.isfinite(numbers) & (np.abs(numbers) < 2.0**62) & (numbers == np.rint(numbers))).all():
            return None
    elif numbers.dtype.kind == "u":
        # A label beyond what can be counted is wrong in any case, and stays so.
        numbers = numbers.clip(None, np.iinfo(np.int64).max)
    labels: _Labels = numbers.astype(np.int64)
    return labels
