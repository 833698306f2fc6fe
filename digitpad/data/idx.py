"""The header of an IDX file, the format of the original MNIST, gzipped or not; its content decides, not its name."""

import gzip
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digitpad.data.untrusted_files import Stream, open_untrusted, reject

GZIP = b"\x1f\x8b"


@contextmanager
def opened_idx(path: Path, dimensions: int) -> Iterator[tuple[tuple[int, ...], Stream]]:
    """The shape that a file claims, of any size, and the stream of its bytes.

    Args:
        path: the file.
        dimensions: 3 for pictures, 1 for labels.

    Raises:
        DigitpadError: the file is something else; also for what is found wrong with it while it is open.
    """
    what, other = ("pictures", "labels") if dimensions == 3 else ("labels", "pictures")
    with open_untrusted(path) as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        stream: Stream = gzip.GzipFile(fileobj=file) if packed else file
        magic = stream.read(4)
        if len(magic) < 4 or magic[:2] != b"\0\0":
            reject(path, "is not an IDX file" if magic else "is empty", f"choose an IDX file of {what}")
        if magic[2] != 0x08:
            reject(path, f"holds numbers of the IDX type 0x{magic[2]:02X}", f"{what} are bytes, type 0x08")
        if magic[3] == 4 - dimensions:
            reject(path, f"holds {other}, not {what}", f"choose the file of {what}")
        if magic[3] != dimensions:
            reject(path, f"has {magic[3]} dimensions", f"{what} have {dimensions}")
        counts = stream.read(4 * dimensions)
        if len(counts) < 4 * dimensions:
            reject(path, "ends within its header", "copy it again")
        yield struct.unpack(f">{dimensions}I", counts), stream
