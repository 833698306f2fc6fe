"""The file of labels in a set of IDX files: a byte for each, as MNIST has them, or QMNIST's eight numbers."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.data.idx import opened_idx, unpacked
from digitpad.data.untrusted_files import Stream, open_untrusted, read_up_to, reject_incomplete, reject_longer
from digitpad.errors import DigitpadError
from digitpad.translation import N_

QMNIST = b"\0\0\x0c\x02"
"""How a file of QMNIST's labels begins: whole numbers of four bytes, with rows and columns."""

_MOST_COLUMNS = 64


def count_labels(path: Path) -> int:
    """How many labels a file claims.

    Raises:
        DigitpadError: it is something else.
    """
    with _opened(path) as (count, _columns, _stream):
        return count


def read_labels(path: Path, share: int) -> npt.NDArray[np.int64]:
    """The first labels of a file, (share,); of QMNIST's numbers the first of each row, which is the class.

    Raises:
        DigitpadError: it is something else, or has fewer or more than it claims.
    """
    with _opened(path) as (count, columns, stream):
        width = 4 * columns if columns else 1
        content = read_up_to(stream, share * width)
        if len(content) < share * width:
            reject_incomplete(path, len(content), count * width)
        if share == count and stream.read(1):
            reject_longer(path)
    if columns:
        return np.frombuffer(content, ">i4").reshape(-1, columns)[:, 0].astype(np.int64)
    return np.frombuffer(content, np.uint8).astype(np.int64)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[int, int, Stream]]:
    """How many labels there are, how many numbers of four bytes each has (0: a byte alone), and the stream of them."""
    with open_untrusted(path) as file:
        stream = unpacked(file)
        if stream.read(4) == QMNIST:
            header = stream.read(8)
            count, columns = struct.unpack(">2I", header) if len(header) == 8 else (0, 0)
            if not 1 <= columns <= _MOST_COLUMNS:
                raise DigitpadError(
                    N_("“{name}” has {columns:,} numbers for each label; expected QMNIST's 8, the class first."),
                    name=path.name, columns=columns,
                )
            yield count, columns, stream
            return
    with opened_idx(path, 1) as ((count,), stream):
        yield count, 0, stream
