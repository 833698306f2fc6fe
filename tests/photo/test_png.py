"""Every kind of PNG is read, checked against the specification alone."""

import math

import numpy as np
import pytest
from helpers.picture_files import (
    chunk,
    file_digit,
    grey_png,
    greys_apart,
    image_of,
    png,
    prepared_digit,
    upright_stroke,
)
from PySide6.QtGui import QColor, QImage, QPainter

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "form",
    [
        QImage.Format.Format_Mono,
        QImage.Format.Format_Indexed8,
        QImage.Format.Format_RGB888,
        QImage.Format.Format_ARGB32,
        QImage.Format.Format_Grayscale16,
        QImage.Format.Format_RGBA64,
    ],
    ids=lambda form: form.name,
)
def test_every_kind_of_png_is_read(form, save_image):
    image = image_of(upright_stroke()).convertToFormat(form)
    assert greys_apart(file_digit(save_image(image, "PNG")), prepared_digit(upright_stroke())) <= 1


def test_an_interlaced_png_is_read(read_digit):
    greys = upright_stroke()[::2, ::3]
    rows = []
    for left, top, step_x, step_y in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
    ):  # fmt: skip
        rows += [b"\0" + row.tobytes() for row in greys[top::step_y, left::step_x]]
    height, width = greys.shape
    np.testing.assert_array_equal(read_digit(png(rows, width, height, interlaced=1)), prepared_digit(greys))


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_a_tiny_interlaced_png_is_read(read_digit, size):
    """Most of its seven passes are empty."""
    rows = []
    for left, top, step_x, step_y in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
    ):  # fmt: skip
        columns = math.ceil(max(size - left, 0) / step_x)
        rows += [b"\0" + b"\xff" * columns] * (math.ceil(max(size - top, 0) / step_y) if columns else 0)
    assert not read_digit(png(rows, size, size, interlaced=1)).any()


def test_paper_may_be_transparent(save_image):
    image = QImage(80, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    painter.fillRect(35, 20, 10, 60, QColor("black"))
    painter.end()
    np.testing.assert_array_equal(file_digit(save_image(image, "PNG")), prepared_digit(upright_stroke()))


def test_one_transparent_colour_is_paper_too(read_digit):
    """Black with black transparent and ink of grey 1: nearly white paper, so a digit of full contrast."""
    picture = read_digit(grey_png(upright_stroke(0, 1), extra=chunk(b"tRNS", b"\0\0")))
    np.testing.assert_array_equal(picture, prepared_digit(upright_stroke()))


def test_a_palette_is_followed(read_digit):
    rows = [b"\0" + row.tobytes() for row in (upright_stroke() == 0).astype(np.uint8)]
    palette = chunk(b"PLTE", b"\x20\x20\x20" + b"\xff\xff\x00")
    picture = read_digit(png(rows, 80, 100, colour=3, extra=palette))
    np.testing.assert_array_equal(picture, prepared_digit(upright_stroke(0, 255)))


@pytest.mark.parametrize(
    "extra",
    [
        chunk(b"tEXt", b"Comment\0hello"),
        chunk(b"iCCP", b"x\0\0not a profile"),
        chunk(b"tRNS", b"far too long"),
        chunk(b"gAMA", b"\0"),
        chunk(b"tEXt", b"damaged")[:-1] + b"\0",
        chunk(b"PLTE", b"\0\0\0"),
    ],
    ids=["text", "colour profile", "transparency", "gamma", "wrong sum", "a palette for nothing"],
)
def test_what_makes_no_pixels_does_no_harm(read_digit, extra, capfd):
    np.testing.assert_array_equal(read_digit(grey_png(upright_stroke(), extra=extra)), prepared_digit(upright_stroke()))
    assert capfd.readouterr() == ("", "")
