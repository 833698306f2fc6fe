"""Files of labelled pictures, read without trusting them.

A file is measured before it is believed: what its header claims must fit the limit before a byte is allocated,
memory grows only with bytes that really come, and nothing in a file is ever unpickled or evaluated.
"""

import gzip
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError

LIMIT = 200_000_000
"""The most bytes of pictures and labels that one file may unpack to; MNIST needs 54,950,000."""

KEYS = ("x_train", "y_train", "x_test", "y_test")

_Stream = IO[bytes] | gzip.GzipFile

_BLOCK = 1 << 20
_LARGEST_DIRECTORY = 1 << 16  # bytes of a zip's list of members; Keras' has about 200
_LARGEST_HEADER = 10_000  # bytes of an .npy header, NumPy's own limit
# What zipfile, gzip, zlib and the system raise for files that are not what they seem.
_DAMAGE = (
    OSError, EOFError, ValueError, OverflowError, MemoryError, RuntimeError,
    struct.error, zlib.error, zipfile.BadZipFile,
)
_NPY_HEADER = re.compile(
    r"\{'descr': (?P<descr>.+), 'fortran_order': (?P<order>True|False), "
    r"'shape': \((?P<shape>(?:\d{1,18}, ?)*\d{0,18})\), ?\}\s*"
)
_INTEGER = re.compile(r"'[<>=|]?[iu][1248]'")
_BYTE = re.compile(r"'[<>=|]?u1'")


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
    with _reading(path) as file:
        _check_zip_directory(path, file)
        with zipfile.ZipFile(file) as archive:
            members = {member.filename.removesuffix(".npy"): member for member in archive.infolist()}
            missing = [key for key in KEYS if key not in members]
            if missing:
                raise DigitpadError(
                    f"“{path.name}” has no {', '.join(missing)}, only {_listed(list(members))}; choose a file "
                    f"with the four arrays of Keras' mnist.npz: {', '.join(KEYS)}."
                )
            arrays: dict[str, npt.NDArray[Any]] = {}
            for key in KEYS:
                room = limit - sum(array.nbytes for array in arrays.values())
                arrays[key] = _read_member(path, archive, members[key], key, room)
    return (
        _paired(path, arrays["x_train"], arrays["y_train"], classes),
        _paired(path, arrays["x_test"], arrays["y_test"], classes),
    )


def _check_zip_directory(path: Path, file: IO[bytes]) -> None:
    """Refuse a zip whose list of members is huge, before `zipfile` makes an object of each entry.

    The list's size stands in the last 22 bytes. A comment after them or the 64-bit variant would let `zipfile`
    look for it elsewhere; NumPy writes neither, and they are refused.
    """
    start = file.read(4)
    if start != b"PK\x03\x04":
        _refuse(path, "is not an .npz file" if start else "is empty", "choose a file such as Keras' mnist.npz")
    size = file.seek(0, 2)
    file.seek(max(0, size - 42))
    locator, end = b"", file.read()
    if len(end) == 42:
        locator, end = end[:20], end[20:]
    if len(end) != 22 or end[:4] != b"PK\x05\x06":
        _refuse(path, "is an incomplete .npz file", "copy it again from where it came")
    _, _, _, _, _, directory_size, _, comment_size = struct.unpack("<4s4H2LH", end)
    if directory_size > _LARGEST_DIRECTORY or comment_size or locator[:4] == b"PK\x06\x07":
        _refuse(path, "is a zip of an unusual kind", "choose a file such as Keras' mnist.npz")
    file.seek(0)


def _read_member(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, key: str, room: int
) -> npt.NDArray[Any]:
    """One array: its header must announce pictures or labels that take at most `room` bytes."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(path, f"packs {key} in an unusual way", "save it again with numpy.savez_compressed")
    if member.flag_bits & 1:
        _refuse(path, "is encrypted", "save it again without a password")
    with archive.open(member) as stream:
        descr, fortran, shape, header_size = _read_npy_header(path, stream, key)
        if "O" in descr:
            _refuse(path, f"holds Python objects in {key}, which could run a program and are never opened",
                    "save plain numbers")
        pictures = key.startswith("x")
        expected = "uint8 of shape (n, 28, 28)" if pictures else "whole numbers of shape (n,)"
        fits = len(shape) == 3 and shape[1:] == (28, 28) if pictures else len(shape) == 1
        if not (_BYTE if pictures else _INTEGER).fullmatch(descr) or not fits:
            _refuse(path, f"has {_short(descr)} of shape {shape} as {key}", f"expected {expected}")
        if not shape[0]:
            _refuse(path, f"has nothing in {key}", "choose another file")
        dtype = np.dtype(descr.strip("'"))
        size = math.prod(shape) * dtype.itemsize
        if size > room:
            _refuse_size(path, size)
        if member.file_size != header_size + size:
            _refuse(path, f"is damaged: {key} has another size than its header says", "copy it again")
        content = _read_up_to(stream, size)
        # The checksum is compared when the member has been read to its end.
        if len(content) != size or stream.read(1):
            _refuse(path, f"is damaged: {key} ends after {len(content):,} of {size:,} bytes", "copy it again")
    return np.ascontiguousarray(np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C"))


def _read_npy_header(path: Path, stream: IO[bytes], key: str) -> tuple[str, bool, tuple[int, ...], int]:
    """The type as written (in quotes), whether the order is Fortran's, the shape, the header's size."""
    prefix = stream.read(8)
    width = 2 if prefix[6:7] == b"\x01" else 4
    size = int.from_bytes(stream.read(width), "little")
    if prefix[:6] != b"\x93NUMPY" or prefix[6:] not in (b"\x01\x00", b"\x02\x00", b"\x03\x00"):
        _refuse(path, f"has no NumPy array under the name {key}", "save it again with numpy.savez_compressed")
    # NumPy writes its header always in the same form: a pattern is enough, and nothing has to be evaluated.
    text = stream.read(size).decode("latin-1") if size <= _LARGEST_HEADER else ""
    match = _NPY_HEADER.fullmatch(text)
    if match is None:
        _refuse(path, f"has an unreadable header in {key}", "save it again with numpy.savez_compressed")
    shape = tuple(int(digits) for digits in re.findall(r"\d+", match["shape"]))
    return match["descr"], match["order"] == "True", shape, len(prefix) + width + size


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
    what, other = ("pictures", "labels") if sides else ("labels", "pictures")
    with _reading(path) as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        stream: _Stream = gzip.GzipFile(fileobj=file) if packed else file
        magic = stream.read(4)
        if len(magic) < 4 or magic[:2] != b"\0\0":
            _refuse(path, "is not an IDX file" if magic else "is empty", f"choose an IDX file of {what}")
        if magic[2] != 0x08:
            _refuse(path, f"holds numbers of the IDX type 0x{magic[2]:02X}", f"{what} are bytes, type 0x08")
        if magic[3] == (1 if sides else 3):
            _refuse(path, f"holds {other}, not {what}", f"choose the file of {what}")
        if magic[3] != len(sides) + 1:
            _refuse(path, f"has {magic[3]} dimensions", f"{what} have {len(sides) + 1}")
        counts = stream.read(4 * magic[3])
        if len(counts) < 4 * magic[3]:
            _refuse(path, "ends within its header", "copy it again")
        shape = struct.unpack(f">{magic[3]}I", counts)
        if shape[1:] != sides:
            _refuse(path, f"has pictures of {' × '.join(map(str, shape[1:]))} pixels", "28 × 28 are expected")
        size = math.prod(shape)
        if size > limit:
            _refuse_size(path, size)
        content = _read_up_to(stream, size)
        if len(content) < size:
            _refuse(path, f"is incomplete: {len(content):,} of {size:,} bytes of {what}", "copy it again")
        if stream.read(1):
            _refuse(path, f"goes on after its {shape[0]:,} {what}", "copy it again from where it came")
    if not size:
        _refuse(path, f"holds no {what}", "choose another file")
    return np.frombuffer(content, np.uint8).reshape(shape)


# ----------------------------------------------------------------------------------------------------
# What both have in common


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    """An open file; whatever Python finds wrong with it while it is read becomes one sentence."""
    try:
        # A folder, or a pipe that would never answer.
        if not path.is_file():
            _refuse(path, "is not there or is not a file", "choose another one")
        with path.open("rb") as file:
            yield file
    except _DAMAGE as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        raise DigitpadError(
            f"“{path.name}” is damaged or cannot be read ({_short(reason)}); copy it again or choose another."
        ) from error


def _read_up_to(stream: _Stream, size: int) -> bytearray:
    """The next `size` bytes, fewer if the stream ends. Memory grows with what comes, not with claims."""
    content = bytearray()
    while len(content) < size and (block := stream.read(min(_BLOCK, size - len(content)))):
        content += block
    return content


def _paired(path: Path, images: npt.NDArray[Any], labels: npt.NDArray[Any], classes: int) -> Pictures:
    if len(images) != len(labels):
        _refuse(path, f"has {len(images):,} pictures for {len(labels):,} labels", "choose another file")
    return Pictures(images, _checked_labels(path, labels, classes))


def _checked_labels(path: Path, labels: npt.NDArray[Any], classes: int) -> npt.NDArray[np.uint8]:
    if not 0 <= int(labels.min()) <= int(labels.max()) < classes:
        wrong = int(labels.min()) if labels.min() < 0 else int(labels.max())
        _refuse(path, f"has the label {wrong}", f"labels from 0 to {classes - 1} are expected")
    return labels.astype(np.uint8, copy=False)


def _refuse(path: Path, what: str, advice: str) -> NoReturn:
    raise DigitpadError(f"“{path.name}” {what}; {advice}.")


def _refuse_size(path: Path, size: int) -> NoReturn:
    _refuse(path, f"claims {size / 1e6:,.0f} MB of pictures, too many for Digitpad", "choose a smaller file")


def _listed(names: list[str]) -> str:
    """A few of the names of a file that nobody has checked, fit to be shown."""
    shown = [_short(name) for name in names[:8]]
    return ", ".join(shown) + (f" and {len(names) - 8} more" if len(names) > 8 else "") if shown else "nothing"


def _short(text: str) -> str:
    clean = "".join(character if character.isprintable() else "?" for character in text)
    return clean if len(clean) <= 60 else clean[:59] + "…"
