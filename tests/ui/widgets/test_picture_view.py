import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtGui import QColor

from digitpad.ui.widgets.picture_view import PictureView


@pytest.fixture
def preview(qtbot):
    return shown(PictureView(), qtbot)


def test_it_is_empty_at_first(preview):
    assert preview.picture.shape == (28, 28)
    assert not preview.picture.any()


def test_every_pixel_is_a_sharp_square_of_its_grey(preview):
    preview.resize(preview.sizeHint())
    picture = np.random.default_rng(0).integers(0, 256, (28, 28), np.uint8)
    preview.set_picture(picture)
    image = preview.grab().toImage()
    scale = 4
    shown_grey = np.array(
        [[QColor(image.pixel(1 + x, 1 + y)).red() for x in range(28 * scale)] for y in range(28 * scale)]
    )
    assert (shown_grey == picture.repeat(scale, axis=0).repeat(scale, axis=1)).all()


def test_a_picture_that_is_not_contiguous(preview):
    preview.resize(preview.sizeHint())
    picture = np.zeros((28, 56), np.uint8)[:, ::2]
    picture[0, 27] = 255
    preview.set_picture(picture)
    image = preview.grab().toImage()
    assert QColor(image.pixel(1 + 27 * 4, 1)).red() == 255
    assert QColor(image.pixel(1 + 26 * 4, 1)).red() == 0


def test_a_frame_shows_where_the_picture_ends(preview):
    image = preview.grab().toImage()
    assert image.pixel(0, 10) != image.pixel(5, 10)
