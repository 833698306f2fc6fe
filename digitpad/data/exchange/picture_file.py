"""One picture file of a folder of labelled pictures."""

from digitpad.data.exchange.shaping import LARGEST, SMALLEST
from digitpad.errors import DigitpadError
from digitpad.photo.image_file import Pixels, format_of, greys_on, paper_under, size_of
from digitpad.photo.image_file import decode as decode_image
from digitpad.photo.image_file import encode_png as encode
from digitpad.translation import N_

__all__ = ["LONGEST", "MAX_BYTES", "UnreadablePictureError", "decode", "encode"]

MAX_BYTES = 1 << 20
"""Of a file; 512 × 512 pixels in their longest form take as much."""

LONGEST = 2048
"""Pixels a side of a picture at most; what has more than 256 is reduced to these first."""

_READ = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")


class UnreadablePictureError(DigitpadError):
    """What is wrong with a picture, as the rest of a sentence."""


def decode(content: bytes) -> Pixels:
    """Grey levels (rows, columns) of a picture file, at most 256 pixels a side.

    What shines through counts as paper, white under dark ink and black under light ink.

    Args:
        content: the whole file.

    Raises:
        UnreadablePictureError: it is no picture, damaged, or its sides are not 8 to 2,048 pixels.
    """
    if not content:
        raise UnreadablePictureError(N_("is empty, expected a picture such as PNG or JPEG"))
    kind = format_of(content)
    if kind is None:
        raise UnreadablePictureError(N_("is no picture, expected one such as PNG or JPEG"))
    if kind not in _READ:
        raise UnreadablePictureError(N_("is {kind}, expected a picture such as PNG or JPEG"), kind=kind)
    size = size_of(content)
    if size is not None and not all(SMALLEST <= side <= LONGEST for side in size):
        raise UnreadablePictureError(
            N_("{width:,} × {height:,} pixels, expected {smallest} to {largest:,} a side"),
            width=size[0], height=size[1], smallest=SMALLEST, largest=LONGEST,
        )
    try:
        if size is None:
            raise UnreadablePictureError(N_("is damaged or incomplete"))
        pixels = decode_image(content, "", LARGEST)
    except DigitpadError as error:
        raise UnreadablePictureError(N_("is damaged or incomplete")) from error
    return greys_on(pixels, paper_under(pixels))


def size(content: bytes) -> tuple[int, int]:
    """Rows and columns that a picture claims."""
    width, height = size_of(content) or (0, 0)
    return height, width
