"""Read labelled pen drawings: JSON lines of ink, one `{"label", "writer", "strokes"}` a line."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.translation import N_

TEST_WRITERS = frozenset(range(25, 31))
"""Writers of the pen digits whom no included network has ever seen; accuracy on unseen writers is measured on them."""

MAX_BYTES = 256 * 2**20


@dataclass(frozen=True)
class LabelledInk:
    """A drawing, what it is meant to be (0..9), and the number of who drew it."""

    ink: Ink
    label: int
    writer: int


def read_pens(path: Path) -> tuple[LabelledInk, ...]:
    """Every drawing in a file of JSON lines, gzipped or not.

    Raises:
        DigitpadError: it cannot be read, is too big, or a line is not a labelled drawing; the sentence says which.
    """
    try:
        return tuple(_labelled(line, path.name, number) for number, line in _lines(path))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DigitpadError(
            N_("“{name}” cannot be read as labelled drawings: {error}."), name=path.name, error=error
        ) from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    left = MAX_BYTES
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        number = 0
        while line := file.readline(left + 1):
            number += 1
            left -= len(line)
            if left < 0:
                raise DigitpadError(
                    N_("“{name}” is too big: at most {max_bytes} MB of drawings."),
                    name=path.name,
                    max_bytes=MAX_BYTES >> 20,
                )
            if line.strip():
                yield number, line.decode("utf-8")


def _labelled(line: str, name: str, number: int) -> LabelledInk:
    try:
        ink = parse_ink(line)
    except DigitpadError as error:
        raise DigitpadError(N_("“{name}”, line {line}: {error}"), name=name, line=number, error=error) from error
    row = json.loads(line)
    label, writer = row.get("label"), row.get("writer")
    if type(label) is not int or not 0 <= label <= 9 or type(writer) is not int:
        raise DigitpadError(
            N_("“{name}”, line {line}: expected a “label” from 0 to 9 and a “writer”, a whole number."),
            name=name,
            line=number,
        )
    return LabelledInk(ink, label, writer)
