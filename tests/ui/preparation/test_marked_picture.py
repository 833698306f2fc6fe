"""The marks of the preparation on a picture."""

import numpy as np
import pytest

from digitpad.ui.preparation.marked_picture import MarkedPicture


def test_box_middle_and_centre_of_mass_are_marked(qtbot):
    marked = MarkedPicture()
    qtbot.addWidget(marked)
    marked.set_scale(10)
    assert marked.centre_of_mass() is None
    empty = marked.grab().toImage()
    assert colours(empty, range(1, 40)) == {"#000000"}
    assert len(colours(empty, range(41, 42))) > 1
    assert len(colours(empty, range(139, 143))) > len(colours(empty, range(100, 104)))
    ink = np.zeros((28, 28), np.uint8)
    ink[3, 6] = ink[5, 6] = 100
    marked.set_picture(ink)
    assert marked.centre_of_mass() == pytest.approx((6.5, 4.5))
    image = marked.grab().toImage()
    orange = [(x, y) for x in range(282) for y in range(282) if is_orange(image.pixelColor(x, y))]
    assert np.mean(orange, axis=0) == pytest.approx((65.5, 45.5), abs=1)


def colours(image, rows):
    return {image.pixelColor(x, y).name() for x in range(60, 220) for y in rows}


def is_orange(colour):
    return colour.red() > 120 and colour.red() > colour.blue() + 100


def test_each_pixel_is_a_square_of_whole_pixels_of_the_screen(qtbot):
    marked = MarkedPicture()
    qtbot.addWidget(marked)
    for scale in (4, 10, 4):
        marked.set_scale(scale)
        marked.adjustSize()
        assert marked.size().toTuple() == (28 * scale + 2, 28 * scale + 2)


def test_the_centre_of_mass_of_even_ink_is_the_middle(qtbot):
    marked = MarkedPicture()
    qtbot.addWidget(marked)
    marked.set_picture(np.full((28, 28), 7, np.uint8))
    assert marked.centre_of_mass() == pytest.approx((14, 14))
    marked.set_picture(np.zeros((28, 28), np.uint8))
    assert marked.centre_of_mass() is None
