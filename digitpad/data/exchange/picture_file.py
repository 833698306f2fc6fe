"""One picture file of a folder of labelled pictures."""

import numpy as np

from digitpad.data.exchange.shaping import LARGEST, SMALLEST
from digitpad.errors import DigitpadError
from digitpad.photo.image_file import GREY, Pixels, format_of, greys_on, size_of
from digitpad.photo.image_file import decode as decode_image
from digitpad.photo.image_file import encode_png as encode
from digitpad.translation import N_

__all__ = ["LONGEST", "MAX_BYTES", "UnreadablePictureError", "decode", "encode"]

MAX_BYTES = 1 << 20
"""Of a file; 512 × 512 pixels in their longest form take as much."""

LONGEST = 2048
"""Pixels a side of a picture at most; what has more than 256 is reduced to these first."""

_READ = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
_SHINES_THROUGH = 128  # how opaque a pixel is at most to be paper
_LIGHT = 170


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
    return greys_on(pixels, 0 if _is_light_ink(pixels) else 255)


def size(content: bytes) -> tuple[int, int]:
    """Rows and columns that a picture claims."""
    width, height = size_of(content) or (0, 0)
    return height, width


def _is_light_ink(pixels: Pixels) -> bool:
    """Whether what does not shine through is so light that it would vanish on white paper."""
    opaque = pixels[..., 3].astype(np.float32)
    if opaque.min() >= _SHINES_THROUGH or not opaque.any():
        return False
    return float(np.average(pixels[..., :3] @ GREY, weights=opaque)) > _LIGHT
