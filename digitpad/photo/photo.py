"""Read a photo or scan: from the picture file to the 28 x 28 pictures of its digits, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from digitpad.errors import DigitpadError, reason_of
from digitpad.ink.raster import Picture
from digitpad.photo.digit_finder import DigitsFound, Greys, find_digits
from digitpad.photo.image_validation import MAX_PHOTO_PIXELS, MAX_PIXELS, checked, too_many_pixels
from digitpad.photo.stroke_normalisation import normalise_stroke_width
from digitpad.translation import N_

MAX_FILE_BYTES = 32 * 2**20
MAX_DIGITS = 40
"""More than these on one photo are not looked at: it is a page of text, or no digits at all."""

_LONGEST_SIDE = 1000
"""Pixels that a picture is reduced to; a digit of a tenth of it is still traced well."""

_REDUCED_SIDE = 2 * _LONGEST_SIDE
"""A photo of more than `MAX_PIXELS` is reduced to this longest side while it is decoded; the smooth reduction still has
its last halving to do."""


@dataclass(frozen=True)
class Photo:
    """A picture with digits, and what was made of it.

    Attributes:
        image: the picture itself, upright and reduced.
        greys: (rows, columns) uint8, its grey levels; transparent places are paper.
        found: ink and digits.
        pictures: each digit as the network receives it, in reading order; none on blank paper.
    """

    image: QImage
    greys: Greys
    found: DigitsFound
    pictures: tuple[Picture, ...]


def read_photo(path: Path) -> Photo:
    """Read a picture file and prepare its digits.

    Raises:
        DigitpadError: it is missing, too big, damaged, or not a picture; the sentence says which.
    """
    name = path.name
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # a ValueError is about the name: a zero in it
        raise DigitpadError(N_("“{name}” cannot be read ({reason})."), name=name, reason=reason_of(error)) from error
    if S_ISDIR(status.st_mode):
        raise DigitpadError(N_("“{name}” is a folder; choose a picture in it."), name=name)
    size = status.st_size
    if size == 0:
        raise DigitpadError(N_("“{name}” is empty, so there is no picture in it."), name=name)
    _check_size(size, name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DigitpadError(N_("“{name}” cannot be read ({reason})."), name=name, reason=reason_of(error)) from error
    return decode_photo(content, name)


def decode_photo(content: bytes, name: str) -> Photo:
    """The same for a picture file's bytes.

    Raises:
        DigitpadError: they are too many, damaged, or no picture; the sentence begins with the name.
    """
    _check_size(len(content), name)
    image = _decoded(*checked(content, name), name)
    if image.isNull():
        raise DigitpadError(N_("“{name}” is damaged or incomplete; copy it again."), name=name)
    return photo_of(image, name)


def photo_of(image: QImage, name: str) -> Photo:
    """The same for a picture that is decoded already.

    Raises:
        DigitpadError: it is empty or has too many pixels.
    """
    if image.isNull():
        raise DigitpadError(N_("“{name}” is empty."), name=name)
    if (reason := too_many_pixels(image.width(), image.height(), MAX_PHOTO_PIXELS)) is not None:
        raise DigitpadError(N_("“{name}” {reason}"), name=name, reason=reason)
    if max(image.width(), image.height()) > _LONGEST_SIDE:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(_LONGEST_SIDE, _LONGEST_SIDE, keep, smooth)
    greys = _greys(image)
    found, pictures = prepare(greys)
    return Photo(image, greys, found, pictures)


def prepare(greys: Greys) -> tuple[DigitsFound, tuple[Picture, ...]]:
    """Find the digits in a picture and prepare each as MNIST's are.

    Args:
        greys: (rows, columns) uint8; dark ink on light paper or the other way round.

    Returns:
        What was found, and (28, 28) uint8 for each digit, 0 is paper and 255 is ink; none for blank paper.
    """
    found = find_digits(greys)
    return found, tuple(
        normalise_stroke_width(found.digit(number)) for number in range(min(len(found.boxes), MAX_DIGITS))
    )


def _check_size(size: int, name: str) -> None:
    if size > MAX_FILE_BYTES:
        raise DigitpadError(
            N_("“{name}” is too big: {value} MB; expected at most {max_file_bytes} MB."),
            name=name,
            value=-(-size >> 20),
            max_file_bytes=MAX_FILE_BYTES >> 20,
        )


def _decoded(content: bytes, decoder: str, name: str) -> QImage:
    """What Qt makes of a checked file, turned as the camera was held; null where it finds fault with it."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(decoder.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    with _silent_decoders():
        shape = reader.size()
        if (reason := too_many_pixels(shape.width(), shape.height(), MAX_PHOTO_PIXELS)) is not None:
            raise DigitpadError(N_("“{name}” {reason}"), name=name, reason=reason)
        if shape.width() * shape.height() > MAX_PIXELS:
            side = QSize(_REDUCED_SIDE, _REDUCED_SIDE)
            reader.setScaledSize(shape.scaled(side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
        return reader.read() if shape.isValid() else QImage()


@contextmanager
def _silent_decoders() -> Iterator[None]:
    """What Qt's decoders would log about a damaged file is said in one sentence by the caller."""
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false")
    try:
        yield
    finally:
        QLoggingCategory.setFilterRules("")


def _greys(image: QImage) -> Greys:
    """Grey levels (rows, columns) of an image; transparent places count as paper of the other colour than the ink."""
    if not image.hasAlphaChannel():
        return _rows(image.convertToFormat(QImage.Format.Format_Grayscale8))
    alpha = _rows(image.convertToFormat(QImage.Format.Format_Alpha8))
    on_black = _painted_over(image, 0xFF000000)
    # What is opaque decides: light ink was meant for dark paper.
    light = float(np.average(on_black, weights=alpha)) > 127 if alpha.any() else False
    return on_black if light and alpha.min() < 128 else _painted_over(image, 0xFFFFFFFF)


def _painted_over(image: QImage, paper: int) -> Greys:
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(paper)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return _rows(flat.convertToFormat(QImage.Format.Format_Grayscale8))


def _rows(image: QImage) -> npt.NDArray[np.uint8]:
    """The bytes of an image with one byte a pixel."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()
