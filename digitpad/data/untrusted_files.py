"""Open files of labelled pictures that nobody has checked; refuse what is too large or incomplete in one sentence.

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
from digitpad.translation import N_, _, ngettext

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
            raise DigitpadError(N_("“{name}” is not there or is not a file; choose another one."), name=path.name)
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
    directory_size, comment_size = struct.unpack("<12xL4xH", end)
    return 1 << 32 if comment_size or before[:4] == b"PK\x06\x07" else int(directory_size)


def read_up_to(stream: Stream, size: int) -> bytearray:
    """The next `size` bytes, fewer if the stream ends. Memory grows with what comes, not with claims."""
    content = bytearray()
    while len(content) < size and (block := stream.read(min(BLOCK, size - len(content)))):
        content += block
    return content


def reject(path: Path, sentence: str, **facts: object) -> NoReturn:
    """Refuse a file with a sentence that begins with its name."""
    raise DigitpadError(sentence, name=path.name, **facts)


def reject_size(path: Path, size: int) -> NoReturn:
    """Say that a file claims more bytes than Digitpad takes."""
    raise DigitpadError(
        N_("“{name}” claims {size:,.0f} MB of pictures, too many for Digitpad; choose a smaller file."),
        name=path.name, size=size / 1e6,
    )


def reject_incomplete(path: Path, received: int, expected: int) -> NoReturn:
    """Say that a file ends too early."""
    raise DigitpadError(
        N_("“{name}” is incomplete: {received:,} of {expected:,} bytes; copy it again."),
        name=path.name, received=received, expected=expected,
    )


def reject_longer(path: Path) -> NoReturn:
    """Say that a file has more in it than it claims."""
    raise DigitpadError(N_("“{name}” goes on after its end; copy it again from where it came."), name=path.name)


def listed(names: list[str]) -> str:
    """A few of the names of a file that nobody has checked, fit to be shown."""
    shown, more = ", ".join(short(name) for name in names[:8]), len(names) - 8
    if more > 0:
        return ngettext("{names} and {count} more", "{names} and {count} more", more).format(names=shown, count=more)
    return shown or _("nothing")


def short(text: str) -> str:
    """A text that nobody has checked, fit to be shown."""
    return printable(text, 60)
