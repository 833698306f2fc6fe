"""Read arrays from an .npz file: sizes and headers are checked before anything is believed.

Nothing is ever unpickled or evaluated.
"""

import math
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from digitpad.data.untrusted_files import open_untrusted, reject, zip_directory_size

_LARGEST_DIRECTORY = 1 << 16  # bytes of a zip's list of members; Keras' has about 200
_LARGEST_HEADER = 10_000  # bytes of an .npy header, NumPy's own limit
_NPY_HEADER = re.compile(
    r"\{'descr': (?P<descr>.+), 'fortran_order': (?P<order>True|False), "
    r"'shape': \((?P<shape>(?:\d{1,18}, ?)*\d{0,18})\), ?\}\s*"
)


@dataclass(frozen=True)
class Header:
    """What an array says about itself.

    Attributes:
        descr: its type as written, in quotes; never that of a Python object.
        fortran: whether columns come first.
        shape: as written, of any length.
        size: the header's own length in bytes.
    """

    descr: str
    fortran: bool
    shape: tuple[int, ...]
    size: int

    @property
    def count(self) -> int:
        """How many numbers the array has."""
        return math.prod(self.shape)


@contextmanager
def opened_npz(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]]:
    """The zip and its arrays by name.

    Raises:
        DigitpadError: it is no .npz file; also for what is found wrong with it while it is open.
    """
    with open_untrusted(path) as file:
        _check_zip_directory(path, file)
        with zipfile.ZipFile(file) as archive:
            yield archive, {member.filename.removesuffix(".npy"): member for member in archive.infolist()}


@contextmanager
def opened_array(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, key: str
) -> Iterator[tuple[Header, IO[bytes]]]:
    """An array's header, and the stream of its numbers.

    Raises:
        DigitpadError: it is packed in an unusual way, is no array, or holds Python objects.
    """
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reject(path, f"packs {key} in an unusual way", "save it again with numpy.savez_compressed")
    if member.flag_bits & 1:
        reject(path, "is encrypted", "save it again without a password")
    with archive.open(member) as stream:
        header = _read_header(path, stream, key)
        if "O" in header.descr:
            reject(path, f"holds Python objects in {key}, which could run a program and are never opened",
                   "save plain numbers")
        yield header, stream


def _check_zip_directory(path: Path, file: IO[bytes]) -> None:
    """Refuse a zip whose list of members is huge."""
    start = file.read(4)
    if start != b"PK\x03\x04":
        reject(path, "is not an .npz file" if start else "is empty", "choose a file such as Keras' mnist.npz")
    size = zip_directory_size(file)
    if size is None:
        reject(path, "is an incomplete .npz file", "copy it again from where it came")
    if size > _LARGEST_DIRECTORY:
        reject(path, "is a zip of an unusual kind", "choose a file such as Keras' mnist.npz")


def _read_header(path: Path, stream: IO[bytes], key: str) -> Header:
    prefix = stream.read(8)
    width = 2 if prefix[6:7] == b"\x01" else 4
    size = int.from_bytes(stream.read(width), "little")
    if prefix[:6] != b"\x93NUMPY" or prefix[6:] not in (b"\x01\x00", b"\x02\x00", b"\x03\x00"):
        reject(path, f"has no NumPy array under the name {key}", "save it again with numpy.savez_compressed")
    # NumPy writes its header always in the same form: a pattern is enough, and nothing has to be evaluated.
    text = stream.read(size).decode("latin-1") if size <= _LARGEST_HEADER else ""
    match = _NPY_HEADER.fullmatch(text)
    if match is None:
        reject(path, f"has an unreadable header in {key}", "save it again with numpy.savez_compressed")
    shape = tuple(int(digits) for digits in re.findall(r"\d+", match["shape"]))
    return Header(match["descr"], match["order"] == "True", shape, len(prefix) + width + size)
