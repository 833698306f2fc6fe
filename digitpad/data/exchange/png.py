"""One small PNG file of a folder of labelled pictures."""

import struct

from digitpad.data.exchange.shaping import LARGEST, SMALLEST, fits
from digitpad.errors import DigitpadError
from digitpad.photo.image_file import Pixels, format_of, greys_on
from digitpad.photo.image_file import decode as decode_image
from digitpad.photo.image_file import encode_png as encode
from digitpad.translation import N_

__all__ = ["MAX_BYTES", "UnreadablePngError", "decode", "encode"]

MAX_BYTES = 1 << 20
"""Of a file; 256 × 256 pixels in their longest form take half of it."""


class UnreadablePngError(DigitpadError):
    """What is wrong with a picture, as the rest of a sentence."""


def decode(content: bytes) -> Pixels:
    """Grey levels (rows, columns) of a PNG file; what shines through counts as white paper.

    Args:
        content: the whole file.

    Raises:
        UnreadablePngError: it is no PNG, damaged, or its sides are not 8 to 256 pixels.
    """
    if not content:
        raise UnreadablePngError(N_("is empty, expected PNG"))
    kind = format_of(content)
    if kind is None:
        raise UnreadablePngError(N_("is no picture, expected PNG"))
    if kind != "PNG":
        raise UnreadablePngError(N_("is {kind}, expected PNG"), kind=kind)
    if len(content) > 24 and not fits(*struct.unpack_from(">II", content, 16)):
        width, height = struct.unpack_from(">II", content, 16)
        raise UnreadablePngError(
            N_("{width:,} × {height:,} pixels, expected {smallest} to {largest} a side"),
            width=width, height=height, smallest=SMALLEST, largest=LARGEST,
        )  # fmt: skip
    try:
        return greys_on(decode_image(content, "", LARGEST), 255)
    except DigitpadError as error:
        raise UnreadablePngError(N_("is damaged or incomplete")) from error
