"""Read a photo or scan: from the picture file to the 28 x 28 pictures of its digits, step by step."""

from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError, reason_of
from digitpad.ink.raster import Picture
from digitpad.ink.segment import Boxes, split_lines
from digitpad.photo.contrast import Greys
from digitpad.photo.digit_finder import DigitsFound, find_digits
from digitpad.photo.image_file import (
    GREY,
    MAX_PHOTO_PIXELS,
    Pixels,
    colours_on,
    decode,
    paper_under,
    reduced,
    reject_many_pixels,
)  # fmt: skip
from digitpad.photo.ink_colours import inks_of
from digitpad.photo.sheet import find_sheet, on_picture, straightened
from digitpad.photo.small_picture import SMALL
from digitpad.photo.stroke_normalisation import normalise_stroke_width
from digitpad.translation import N_, Message

Floats = npt.NDArray[np.float64]

MAX_FILE_BYTES = 32 * 2**20
MAX_DIGITS = 120
"""A class sheet has ten rows of ten. More than these are not looked at, and the number of those left out is said: it is
a page of text, or no digits at all."""

_MORE = N_("Only {limit} digits were read, and {count} more were left out; take a photo of a part of the sheet.")
_FILL = N_("Something as large as the picture was left out; the sheet should fill the picture.")
_TURNED = N_("The photo was turned by {turn} degrees to the right, since its digits are read much better so.")
_ON_SHEET = N_("A sheet of paper was found, and what lies around it was left out.")

_LONGEST_SIDE = 1000
"""Pixels that a picture is reduced to; a digit of a tenth of it is still traced well."""


@dataclass(frozen=True)
class Photo:
    """A picture with digits, and what was made of it.

    Attributes:
        pixels: the picture itself, upright and reduced.
        found: ink and digits, on the picture or on the sheet that lies in it.
        outlines: the corners of each digit's box on the picture, as x and y in pixels, (n, 4, 2); the first is the top
            left one, and the next is right of it.
        pictures: each digit as the network receives it, in reading order; none on blank paper.
        notes: what was left out or is in doubt, in whole sentences.
        turn: degrees to the right that the picture was turned by since it was taken: 0, 90, 180 or 270.
    """

    pixels: Pixels
    found: DigitsFound
    outlines: Floats
    pictures: tuple[Picture, ...]
    notes: tuple[Message, ...] = ()
    turn: int = 0

    @property
    def lines(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the digits in each line of them, from the top; in each from left to right."""
        if not self.pictures:
            return ()
        lines = split_lines(self.found.boxes[: len(self.pictures)])
        return tuple(sorted(tuple(sorted(line.tolist())) for line in lines))


def read_photo(path: Path, turn: int = 0) -> Photo:
    """Read a picture file and prepare its digits.

    Args:
        path: the file.
        turn: degrees to the right that it is turned by before: 0, 90, 180 or 270.

    Raises:
        DigitpadError: it is missing, too big, damaged, or not a picture; the sentence says which.
    """
    name = path.name
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            raise DigitpadError(N_("“{name}” is a folder; choose a picture in it."), name=name)
        _check_size(status.st_size, name)
        content = path.read_bytes()
    except (OSError, ValueError) as error:  # a ValueError is about the name: a zero in it
        raise DigitpadError(N_("“{name}” cannot be read ({reason})."), name=name, reason=reason_of(error)) from error
    return decode_photo(content, name, turn)


def decode_photo(content: bytes, name: str, turn: int = 0) -> Photo:
    """The same for a picture file's bytes.

    Raises:
        DigitpadError: they are too many, damaged, or no picture; the sentence begins with the name.
    """
    _check_size(len(content), name)
    return replace(_photo(_turned(decode(content, name, _LONGEST_SIDE), turn)), turn=turn)


def photo_of(pixels: Pixels, name: str, turn: int = 0) -> Photo:
    """The same for a picture that is decoded already.

    Raises:
        DigitpadError: it is empty or has too many pixels.
    """
    rows, columns = pixels.shape[:2]
    if not rows * columns:
        raise DigitpadError(N_("“{name}” is empty."), name=name)
    reject_many_pixels(rows * columns, MAX_PHOTO_PIXELS, name)
    return replace(_photo(_turned(reduced(pixels, _LONGEST_SIDE), turn)), turn=turn)


def turned_photo(photo: Photo, turn: int) -> Photo:
    """The same photo turned by 90, 180 or 270 degrees to the right, looked at anew; a note says so."""
    turned = _photo(_turned(photo.pixels, turn))
    return replace(turned, notes=(Message(_TURNED, turn=turn), *turned.notes), turn=(photo.turn + turn) % 360)


def _turned(pixels: Pixels, turn: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, -turn // 90))


def _photo(pixels: Pixels) -> Photo:
    colours = _on_paper(pixels)
    corners = find_sheet(np.rint(colours @ GREY).astype(np.uint8))
    if corners is not None:
        found, pictures = prepare(*inks_of(straightened(colours, corners)))
        if pictures:
            outlines = on_picture(_corners(found.boxes), corners)
            return Photo(pixels, found, outlines, pictures, (*_left_out(found), Message(_ON_SHEET)))
    found, pictures = prepare(*inks_of(colours))
    notes = _left_out(found)
    if found.too_large or corners is not None:
        notes = (*notes, Message(_FILL))
    return Photo(pixels, found, _corners(found.boxes), pictures, notes)


def _corners(boxes: Boxes) -> Floats:
    """Of boxes (n, 4) the four corners, (n, 4, 2)."""
    left, top, right, bottom = boxes.T
    return np.stack([left, top, right, top, right, bottom, left, bottom], axis=1).reshape(-1, 4, 2)


def _left_out(found: DigitsFound) -> tuple[Message, ...]:
    more = len(found.boxes) - MAX_DIGITS
    return (Message(_MORE, limit=MAX_DIGITS, count=more),) if more > 0 else ()


def prepare(greys: Greys, lightest: Greys | None = None) -> tuple[DigitsFound, tuple[Picture, ...]]:
    """Find the digits in a picture and prepare each as MNIST's are.

    Args:
        greys: (rows, columns) uint8; dark ink on light paper or the other way round.
        lightest: what light ink is looked for in, where colours make that another picture.

    Returns:
        What was found, and (28, 28) uint8 for each digit, 0 is paper and 255 is ink; none for blank paper.
    """
    found = find_digits(greys, lightest)
    return found, tuple(
        normalise_stroke_width(found.digit(number), thin=max(greys.shape) > SMALL)
        for number in range(min(len(found.boxes), MAX_DIGITS))
    )


def _check_size(size: int, name: str) -> None:
    if not size:
        raise DigitpadError(N_("“{name}” is empty, so there is no picture in it."), name=name)
    if size > MAX_FILE_BYTES:
        raise DigitpadError(
            N_("“{name}” is too big: {value} MB; expected at most {max_file_bytes} MB."),
            name=name,
            value=-(-size >> 20),
            max_file_bytes=MAX_FILE_BYTES >> 20,
        )


def _on_paper(pixels: Pixels) -> npt.NDArray[np.uint8]:
    """Colours (rows, columns, 3); transparent places count as paper of the other colour than the ink."""
    if pixels[..., 3].min() == 255:
        return pixels[..., :3]
    return colours_on(pixels, paper_under(pixels))
