"""From a picture of one digit (a drawing, a scan) to the 28 x 28 picture that a network receives."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory
from PySide6.QtGui import QImage, QImageReader

from digitpad.errors import DigitpadError
from digitpad.ink.picture_file import checked, too_many_pixels
from digitpad.ink.raster import BOX, SIZE, Picture

MAX_FILE_BYTES = 32 * 2**20
_INK_LEVEL = 0.25
"""From this share of the full contrast on, a pixel counts as ink when the digit is looked for."""

_MIN_CONTRAST = 24
"""Grey levels between paper and ink below which a picture counts as blank."""

_Greys = npt.NDArray[np.float64]


def read_picture(path: Path) -> Picture:
    """Read a picture file and prepare its digit.

    Raises:
        DigitpadError: it is missing, too big, damaged, or not a picture; the sentence says which.
    """
    name = path.name
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DigitpadError(f"“{name}” cannot be read ({error.strerror}).") from error
    if size == 0:
        raise DigitpadError(f"“{name}” is empty, so there is no picture in it.")
    if size > MAX_FILE_BYTES:
        raise DigitpadError(f"“{name}” is too big: {-(-size >> 20)} MB; expected at most {MAX_FILE_BYTES >> 20} MB.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DigitpadError(f"“{name}” cannot be read ({error.strerror}).") from error
    image = _decoded(*checked(content, name), name)
    if image.isNull():
        raise DigitpadError(f"“{name}” is damaged or incomplete; copy it again.")
    return prepare(_greys(image))


def _decoded(content: bytes, decoder: str, name: str) -> QImage:
    """What Qt makes of a checked file; a null image where it finds fault with it."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(decoder.encode()))
    reader.setAutoDetectImageFormat(False)
    with _silent_decoders():
        shape = reader.size()
        if (reason := too_many_pixels(shape.width(), shape.height())) is not None:
            raise DigitpadError(f"“{name}” {reason}")
        return reader.read() if shape.isValid() else QImage()


@contextmanager
def _silent_decoders() -> Iterator[None]:
    """What Qt's decoders would log about a damaged file is said in one sentence by the caller."""
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false")
    try:
        yield
    finally:
        QLoggingCategory.setFilterRules("")


def _greys(image: QImage) -> npt.NDArray[np.uint8]:
    """Grey levels (rows, columns) of an image; transparent places count as white paper."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)
    if image.hasAlphaChannel():
        from PySide6.QtGui import QPainter

        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
    else:
        flat = image
    grey = flat.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()


def prepare(greys: npt.NDArray[np.uint8]) -> Picture:
    """Find the one digit in a picture and prepare it as MNIST's are: 20 x 20 box, centre of mass in the middle.

    Args:
        greys: (rows, columns) uint8; dark ink on light paper or the other way round, told apart by the border.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink; all 0 for a blank picture.
    """
    border = np.concatenate([greys[0], greys[-1], greys[:, 0], greys[:, -1]])
    paper = round(float(np.median(border)))
    contrast = np.abs(greys.astype(np.int16) - np.int16(paper))
    strongest = int(contrast.max())
    if strongest < _MIN_CONTRAST:
        return np.zeros((SIZE, SIZE), np.uint8)
    inked = contrast > _INK_LEVEL * strongest
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    ink = contrast[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / strongest
    scale = BOX / max(ink.shape)
    height, width = (max(1, round(length * scale)) for length in ink.shape)
    return _centred(_resized(ink, height, width))


def _resized(ink: _Greys, height: int, width: int) -> _Greys:
    """Mean of the area that falls on each new pixel, so that no thin line is lost."""
    return _area_weights(ink.shape[0], height) @ ink @ _area_weights(ink.shape[1], width).T


def _area_weights(old: int, new: int) -> _Greys:
    """(new, old): which share of each old pixel makes up each new one; rows sum to 1."""
    edges = np.linspace(0, old, new + 1)
    left, right = edges[:-1, None], edges[1:, None]
    pixels = np.arange(old)
    overlap = np.minimum(right, pixels + 1) - np.maximum(left, pixels)
    weights = np.clip(overlap, 0, None)
    result: _Greys = weights / weights.sum(axis=1, keepdims=True)
    return result


def _centred(ink: _Greys) -> Picture:
    """Put the ink's centre of mass at the picture's centre, to the nearest pixel, inside the picture."""
    height, width = ink.shape
    total = ink.sum()
    middle_y = float(ink.sum(axis=1) @ (np.arange(height) + 0.5) / total)
    middle_x = float(ink.sum(axis=0) @ (np.arange(width) + 0.5) / total)
    top = int(np.clip(round(SIZE / 2 - middle_y), 0, SIZE - height))
    left = int(np.clip(round(SIZE / 2 - middle_x), 0, SIZE - width))
    picture = np.zeros((SIZE, SIZE))
    picture[top : top + height, left : left + width] = ink / ink.max()
    return np.rint(picture * 255).astype(np.uint8)
