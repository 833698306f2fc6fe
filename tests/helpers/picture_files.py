"""Files of pictures, made by the formats' specifications, by Pillow and by Qt."""

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from PySide6.QtGui import QImage

from digitpad.photo import photo

Greys = npt.NDArray[np.uint8]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
NOT_A_PICTURE = "is not a picture that Digitpad can read; expected PNG, JPEG, BMP, GIF, WebP or TIFF"
DAMAGED = "is damaged or incomplete; copy it again"


def packed(image: Image.Image, form: str, **how: Any) -> bytes:
    """The bytes of a file by Pillow."""
    file = io.BytesIO()
    image.save(file, form, **how)
    return file.getvalue()


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int, height: int, depth: int = 8, colour: int = 0, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def png(rows: Iterable[bytes], width: int, height: int, *, extra: bytes = b"", **how: int) -> bytes:
    """A PNG file of rows that begin with their filter's number, by the specification alone."""
    pixels = chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return SIGNATURE + header(width, height, **how) + extra + pixels + chunk(b"IEND")


def grey_png(greys: Greys, **how: Any) -> bytes:
    return png([b"\0" + row.tobytes() for row in greys], greys.shape[1], greys.shape[0], **how)


def upright_stroke(paper: int = 255, ink: int = 0) -> Greys:
    """60 x 10 in a picture of 100 x 80."""
    greys = np.full((100, 80), paper, np.uint8)
    greys[20:80, 35:45] = ink
    return greys


def image_of(greys: Greys) -> QImage:
    height, width = greys.shape
    return QImage(greys.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def only_picture(pictures: Sequence[Greys]) -> Greys:
    """The one digit, or an empty picture where there is none."""
    assert len(pictures) <= 1
    return pictures[0] if pictures else np.zeros((28, 28), np.uint8)


def prepared_digit(greys: Greys) -> Greys:
    return only_picture(photo.prepare(greys)[1])


def file_digit(path: Path) -> Greys:
    """The one digit that a file shows."""
    return only_picture(photo.read_photo(path).pictures)


def greys_apart(first: Greys, second: Greys) -> int:
    """By how many grey levels two pictures differ at most."""
    return int(np.abs(first.astype(int) - second).max())
