"""Read arrays from an .npz file; what is hostile or damaged is refused in one sentence.

NumPy reads the headers, which are short literals; nothing is ever unpickled or evaluated.
"""

import math
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy_format

from digitpad.data.untrusted_files import open_untrusted, read_up_to, reject, zip_directory_size
from digitpad.translation import N_

_LARGEST_DIRECTORY = 1 << 16  # bytes of a zip's list of members; Keras' has about 200
_LARGEST_HEADER = 1 << 11  # bytes of an .npy header; NumPy's are 128 but for those of records
_LARGEST_SIDE = 10**18


@dataclass(frozen=True)
class Header:
    """What an array says about itself.

    Attributes:
        dtype: its type; never one with Python objects.
        fortran: whether columns come first.
        shape: as written, of any length.
        size: the header's own length in bytes.
    """

    dtype: np.dtype[Any]
    fortran: bool
    shape: tuple[int, ...]
    size: int

    @property
    def nbytes(self) -> int:
        """How many bytes its numbers take."""
        return math.prod(self.shape) * self.dtype.itemsize


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
        DigitpadError: it is packed in an unusual way, is no array, is empty, or holds Python objects.
    """
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        reject(path, N_("“{name}” packs {key} in an unusual way; save it again with numpy.savez_compressed."), key=key)
    if member.flag_bits & 1:
        reject(path, N_("“{name}” is encrypted; save it again without a password."))
    with archive.open(member) as stream:
        header = _read_header(path, stream, key)
        if header.dtype.hasobject:
            reject(
                path,
                N_("“{name}” holds Python objects in {key}, which could run a program and are never opened; save plain "
                   "numbers."),
                key=key,
            )  # fmt: skip
        yield header, stream


def check_size(path: Path, member: zipfile.ZipInfo, header: Header, key: str) -> None:
    """Refuse an array that is empty, or whose bytes are not as many as its header says.

    Raises:
        DigitpadError: with one sentence.
    """
    if not header.shape or not header.shape[0]:
        reject(path, N_("“{name}” has nothing in {key}; choose another file."), key=key)
    if member.file_size != header.size + header.nbytes:
        reject(path, N_("“{name}” is damaged: {key} has another size than its header says; copy it again."), key=key)


def read_exactly(path: Path, stream: IO[bytes], size: int, key: str) -> bytearray:
    """The next bytes of an array.

    Raises:
        DigitpadError: there are fewer.
    """
    content = read_up_to(stream, size)
    if len(content) != size:
        reject(path, N_("“{name}” is damaged: {key} ends before all of it has come; copy it again."), key=key)
    return content


def check_end(path: Path, stream: IO[bytes], key: str) -> None:
    """Refuse an array that goes on after its end; its checksum is compared when this has been read.

    Raises:
        DigitpadError: with one sentence.
    """
    if stream.read(1):
        reject(path, N_("“{name}” is damaged: {key} goes on after its end; copy it again."), key=key)


def _check_zip_directory(path: Path, file: IO[bytes]) -> None:
    """Refuse a zip whose list of members is huge."""
    start = file.read(4)
    if not start:
        reject(path, N_("“{name}” is empty; choose a file such as Keras' mnist.npz."))
    if start != b"PK\x03\x04":
        reject(path, N_("“{name}” is not an .npz file; choose a file such as Keras' mnist.npz."))
    size = zip_directory_size(file)
    if size is None:
        reject(path, N_("“{name}” is an incomplete .npz file; copy it again from where it came."))
    if size > _LARGEST_DIRECTORY:
        reject(
            path,
            N_("“{name}” is a zip of an unusual kind; if pictures are in it, unpack it and choose their folder, or "
               "choose a file such as Keras' mnist.npz."),
        )  # fmt: skip


def _read_header(path: Path, stream: IO[bytes], key: str) -> Header:
    try:
        version = npy_format.read_magic(stream)
    except ValueError:
        reject(
            path, N_("“{name}” has no NumPy array under the name {key}; save it again with numpy.savez_compressed."),
            key=key,
        )  # fmt: skip
    # What Python 2 wrote is read by guessing, with a warning.
    warnings.filterwarnings("error", "Reading `.npy`", UserWarning)
    try:
        read = {(1, 0): npy_format.read_array_header_1_0, (2, 0): npy_format.read_array_header_2_0}[version]
        shape, fortran, dtype = read(stream, max_header_size=_LARGEST_HEADER)
        if not all(0 <= side < _LARGEST_SIDE for side in shape):
            raise ValueError(f"sides {shape}")
    except Exception:  # noqa: BLE001 - Python's parser says in many ways that this is no literal
        reject(
            path, N_("“{name}” has an unreadable header in {key}; save it again with numpy.savez_compressed."), key=key
        )
    return Header(dtype, fortran, shape, stream.tell())
