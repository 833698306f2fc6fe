"""Open and read files of labelled pictures that nobody has checked; refuse them with one sentence.

A file is measured before it is believed: memory grows only with bytes that really come, and whatever Python or the
system finds wrong with a file becomes one sentence.
"""

import gzip
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.system.damaged_files import DAMAGED_FILE_ERRORS
from digitpad.translation import N_

LIMIT = 200_000_000
"""The most bytes of pictures and labels that one file may unpack to; MNIST needs 54,950,000."""

Stream = IO[bytes] | gzip.GzipFile | zipfile.ZipExtFile

BLOCK = 1 << 20
"""How many bytes are read in one go."""


@contextmanager
def open_untrusted(path: Path) -> Iterator[IO[bytes]]:
    """An open file; whatever Python finds wrong with it while it is read becomes one sentence."""
    try:
        # A folder, or a pipe that would never answer.
        if not path.is_file():
            reject(path, "is not there or is not a file", "choose another one")
        with path.open("rb") as file:
            yield file
    except DAMAGED_FILE_ERRORS as error:
        raise DigitpadError(
            N_("“{name}” is damaged or cannot be read ({reason}); copy it again or choose another."),
            name=path.name,
            reason=short(reason_of(error)),
        ) from error


def zip_directory_size(file: IO[bytes]) -> int | None:
    """How many bytes a zip's list of members takes, asked before `zipfile` makes an object of each.

    It stands in the last 22 bytes. A comment after them or the 64-bit variant would let `zipfile` look for the list
    elsewhere; neither NumPy nor Digitpad writes them, and such a list counts as longer than any.

    Returns:
        The size; None where the end of the file is missing. The file is at its beginning again.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - 42))
    before, end = (tail := file.read())[:-22], tail[-22:]
    file.seek(0)
    if len(end) != 22 or end[:4] != b"PK\x05\x06":
        return None
    _, _, _, _, _, directory_size, _, comment_size = struct.unpack("<4s4H2LH", end)
    return 1 << 32 if comment_size or before[:4] == b"PK\x06\x07" else int(directory_size)


def read_up_to(stream: Stream, size: int) -> bytearray:
    """The next `size` bytes, fewer if the stream ends. Memory grows with what comes, not with claims."""
    content = bytearray()
    while len(content) < size and (block := stream.read(min(BLOCK, size - len(content)))):
        content += block
    return content


def reject(path: Path, what: str, advice: str) -> NoReturn:
    """Say what a file is, after its name, and what to do about it."""
    raise DigitpadError(N_("“{name}” {what}; {advice}."), name=path.name, what=what, advice=advice)


def refuse(path: Path, sentence: str, **facts: object) -> NoReturn:
    """Refuse a file with a sentence that begins with its name; `reject` glues one together of its pieces."""
    raise DigitpadError(sentence, name=path.name, **facts)


def reject_size(path: Path, size: int) -> NoReturn:
    """Say that a file claims more bytes than Digitpad takes."""
    reject(path, f"claims {size / 1e6:,.0f} MB of pictures, too many for Digitpad", "choose a smaller file")


def listed(names: list[str]) -> str:
    """A few of the names of a file that nobody has checked, fit to be shown."""
    shown = [short(name) for name in names[:8]]
    return ", ".join(shown) + (f" and {len(names) - 8} more" if len(names) > 8 else "") if shown else "nothing"


def short(text: str) -> str:
    """A text that nobody has checked, fit to be shown."""
    return printable(text, 60)
