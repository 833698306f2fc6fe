"""One sample: a drawing as ink, its label, day and seat; never a name."""

import re
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.ink.raster import SIZE, rasterize
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.limits import MAX_CLASSES
from digitpad.system.clock import SYSTEM_CLOCK
from digitpad.translation import N_

MAX_CLASS_NAME = 40
MAX_SEAT = 9_999
MAX_INK_BYTES = 4 * 2**20
"""Bytes of JSON that one drawing may take; 100,000 points need about half of it."""

_PROBE = Ink.of([[(0, 0), (3, 8), (1, 17), (12, 20.5)], [(5, 9), (11, 7)]])
_ID = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Sample:
    """A labelled drawing.

    Attributes:
        id: 32 hexadecimal digits that no other sample has, on any computer.
        ink_json: the drawing as one line, as `Ink.to_json` writes it; at least one point.
        label: the index of its class.
        class_names: the class set: one name a class, in the order of the labels.
        seat: where it was drawn, 1 to 9999, or None; never a person's name.
        day: when, as `2026-11-21`; nothing finer.

    Raises:
        DigitpadError: one of them is something else; the ink itself is checked by `parse_ink` only.
    """

    id: str
    ink_json: str
    label: int
    class_names: tuple[str, ...]
    seat: int | None
    day: str

    def __post_init__(self) -> None:
        check_class_names(self.class_names)
        check_day(self.day)
        if not _ID.fullmatch(self.id):
            raise DigitpadError(N_("A sample's id must be 32 hexadecimal digits."))
        if not 0 <= self.label < len(self.class_names):
            raise DigitpadError(
                N_("A sample has the label {label}, but there are {count} classes."),
                label=self.label,
                count=len(self.class_names),
            )
        if self.seat is not None and not 1 <= self.seat <= MAX_SEAT:
            raise DigitpadError(
                N_("A sample's seat is {seat}; expected a number from 1 to {limit}, or none."),
                seat=self.seat,
                limit=MAX_SEAT,
            )
        if len(self.ink_json) > MAX_INK_BYTES:
            raise DigitpadError(
                N_("This drawing is too big to be saved: at most {limit} MB."), limit=MAX_INK_BYTES >> 20
            )

    @classmethod
    def of(
        cls, ink: Ink, label: int, class_names: tuple[str, ...], seat: int | None = None, day: str | None = None
    ) -> "Sample":
        """A new sample, drawn today unless another day is given.

        Raises:
            DigitpadError: nothing is drawn, or one of the values is not possible.
        """
        if not ink:
            raise DigitpadError(N_("Nothing is drawn, so there is nothing to save."))
        return cls(uuid.uuid4().hex, ink.to_json(), label, class_names, seat, day or SYSTEM_CLOCK.today().isoformat())

    @property
    def ink(self) -> Ink:
        """The drawing, with coordinates rounded to hundredths."""
        return parse_ink(self.ink_json)


def check_class_names(names: tuple[str, ...]) -> None:
    """Refuse what cannot be a class set: 2 to 62 different short names.

    Raises:
        DigitpadError: it cannot.
    """
    if not 2 <= len(names) <= MAX_CLASSES or len(set(names)) != len(names):
        raise DigitpadError(N_("A class set must be 2 to {most} different names."), most=MAX_CLASSES)
    if not all(0 < len(name) <= MAX_CLASS_NAME and name.isprintable() and name.strip() == name for name in names):
        raise DigitpadError(N_("A class name must be one line of 1 to {limit} characters."), limit=MAX_CLASS_NAME)


def check_day(day: str) -> None:
    """Refuse what is no day of the calendar, written as `2026-11-21`.

    Raises:
        DigitpadError: it is none.
    """
    try:
        if not _DAY.fullmatch(day):
            raise ValueError("another form of date")
        date.fromisoformat(day)
    except ValueError as error:
        raise DigitpadError(N_("A sample's day must be a date such as 2026-11-21.")) from error


@dataclass(frozen=True)
class Collection:
    """Samples of one class set as pictures, in the order in which they came.

    Attributes:
        class_names: one name a class.
        ids: n ids.
        pictures: n pictures with their labels.
        seats: (n,) of whole numbers; 0 where a sample has no seat.
    """

    class_names: tuple[str, ...]
    ids: tuple[str, ...]
    pictures: Pictures
    seats: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: npt.NDArray[np.intp]) -> "Collection":
        """The samples at the given row numbers."""
        ids = tuple(self.ids[row] for row in rows.tolist())
        return Collection(self.class_names, ids, self.pictures.take(rows), self.seats[rows])


@dataclass(frozen=True)
class Deleted:
    """What was deleted and can be put back: opaque rows of the database, with the names of their class sets."""

    rows: tuple[tuple[object, ...], ...]
    class_sets: Mapping[int, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.rows)


def raster_mark() -> str:
    """Another text when `ink.raster` draws in another way."""
    return f"{zlib.crc32(rasterize(_PROBE).tobytes()):08x}"


def packed(ink_json: str) -> bytes:
    """The ink as it is kept."""
    return zlib.compress(ink_json.encode())


def unpacked(number: int, ink: bytes) -> str:
    """The ink as JSON again; `number` is the sample's, for the message.

    Raises:
        DigitpadError: it is damaged; zlib's checksum sees a single wrong bit.
    """
    text = _whole(ink, MAX_INK_BYTES)
    if text is None:
        raise DigitpadError(N_("Sample {number} of the collection is damaged; delete it."), number=number)
    return text.decode()


def packed_picture(ink: Ink) -> bytes:
    """The picture of a drawing as it is kept."""
    return zlib.compress(rasterize(ink).tobytes())


def unpacked_picture(picture: bytes | None) -> bytes | None:
    """The 784 bytes of a picture again; None when there is none, or it is damaged and must be drawn again."""
    pixels = None if picture is None else _whole(picture, SIZE * SIZE)
    return pixels if pixels is not None and len(pixels) == SIZE * SIZE else None


def _whole(content: bytes, limit: int) -> bytes | None:
    """What was compressed, if it is whole and within the limit."""
    unpacker = zlib.decompressobj()
    try:
        result = unpacker.decompress(content, limit + 1)
    except zlib.error:
        return None
    return result if unpacker.eof and len(result) <= limit else None
