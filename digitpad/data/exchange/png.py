"""One small PNG file of a folder of labelled pictures."""

import struct

import numpy as np

from digitpad.data.exchange.shaping import LARGEST, SMALLEST, fits
from digitpad.errors import DigitpadError
from digitpad.photo.image_file import GREY, Pixels, format_of, greys_on
from digitpad.photo.image_file import decode as decode_image
from digitpad.photo.image_file import encode_png as encode
from digitpad.translation import N_

__all__ = ["MAX_BYTES", "UnreadablePngError", "decode", "encode"]

MAX_BYTES = 1 << 20
"""Of a file; 256 × 256 pixels in their longest form take half of it."""


_SHINES_THROUGH = 128  # how opaque a pixel is at most to be paper
_LIGHT = 170


class UnreadablePngError(DigitpadError):
    """What is wrong with a picture, as the rest of a sentence."""


def decode(content: bytes) -> Pixels:
    """Grey levels (rows, columns) of a PNG file; what shines through counts as paper: white, black under light ink.

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
        pixels = decode_image(content, "", LARGEST)
        return greys_on(pixels, 0 if _is_light_ink(pixels) else 255)
    except DigitpadError as error:
        raise UnreadablePngError(N_("is damaged or incomplete")) from error


def _is_light_ink(pixels: Pixels) -> bool:
    """Whether what does not shine through is so light that it would vanish on white paper."""
    opaque = pixels[..., 3].astype(np.float32)
    if opaque.min() >= _SHINES_THROUGH or not opaque.any():
        return False
    return float(np.average(pixels[..., :3] @ GREY, weights=opaque)) > _LIGHT
