"""The header of an IDX file, the format of the original MNIST, gzipped or not; its content decides, not its name."""

import gzip
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from digitpad.data.untrusted_files import Stream, open_untrusted
from digitpad.errors import DigitpadError
from digitpad.translation import N_, N_plural

GZIP = b"\x1f\x8b"


def unpacked(file: IO[bytes]) -> Stream:
    """The bytes of a file from their beginning, unpacked where it is gzipped."""
    packed = file.read(2) == GZIP
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if packed else file


@contextmanager
def opened_idx(path: Path, dimensions: int) -> Iterator[tuple[tuple[int, ...], Stream]]:
    """The shape that a file claims, of any size, and the stream of its bytes.

    Args:
        path: the file.
        dimensions: 3 for pictures, 1 for labels.

    Raises:
        DigitpadError: the file is something else; also for what is found wrong with it while it is open.
    """
    with open_untrusted(path) as file:
        stream = unpacked(file)
        magic = stream.read(4)
        if len(magic) < 4 or magic[:2] != b"\0\0":
            sentence = N_("“{name}” is not an IDX file; choose one.") if magic else (
                N_("“{name}” is empty; choose another file.")
            )
            raise DigitpadError(sentence, name=path.name)
        if magic[2] != 0x08:
            raise DigitpadError(
                N_("“{name}” holds numbers of the IDX type 0x{type:02X}; pictures and labels are bytes, type 0x08."),
                name=path.name, type=magic[2],
            )
        if magic[3] == 4 - dimensions:
            sentence = N_("“{name}” holds labels, not pictures; choose the file of pictures.") if dimensions == 3 else (
                N_("“{name}” holds pictures, not labels; choose the file of labels.")
            )
            raise DigitpadError(sentence, name=path.name)
        if magic[3] != dimensions:
            raise DigitpadError(
                N_plural(
                    "“{name}” has {count} dimension; pictures have 3, and labels 1.",
                    "“{name}” has {count} dimensions; pictures have 3, and labels 1.",
                ),
                name=path.name, count=magic[3],
            )
        counts = stream.read(4 * dimensions)
        if len(counts) < 4 * dimensions:
            raise DigitpadError(N_("“{name}” ends within its header; copy it again."), name=path.name)
        yield struct.unpack(f">{dimensions}I", counts), stream
