"""Cut-outs and icons, where the digit fills the picture."""

import numpy as np
import pytest
from helpers.photos import painted

from digitpad import bundled_network
from digitpad.photo.photo import prepare
from digitpad.photo.small_picture import small_contrast, small_digits
from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())


def cut_out(label, side, pen, *, light):
    """A drawing of `side` pixels along its longer side with a line of this share of it, cut along its ink."""
    coverage = painted([(DRAWINGS[label], 100, 100, side * (1 - pen))], side * pen, (400, 400))
    rows, columns = np.flatnonzero((coverage > 0.2).any(axis=1)), np.flatnonzero((coverage > 0.2).any(axis=0))
    coverage = coverage[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.rint((coverage if light else 1 - coverage) * 255).astype(np.uint8)


def answers(greys):
    _, pictures = prepare(greys)
    return "".join(str(int(bundled_network.network().probabilities(each[None])[0].argmax())) for each in pictures)


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("pen", [0.1, 0.18])
@pytest.mark.parametrize("side", [28, 40, 64])
def test_a_digit_without_a_margin_is_read(side, pen, light):
    right = [answers(cut_out(label, side, pen, light=light)) == label for label in DRAWINGS]
    assert sum(right) >= 9


def test_a_bold_eight_is_not_hollowed_out():
    greys = np.full((28, 28), 255, np.uint8)
    greys[1:27, 3:20] = 0  # ink has nearly half of the picture, as with a brush
    greys[4:11, 8:14] = 255
    greys[15:23, 8:14] = 255
    contrast = small_contrast(greys, 24)
    np.testing.assert_array_equal(contrast, (255 - greys) / 255)


def test_white_on_black_cut_out_without_a_margin_keeps_what_touches_the_border():
    greys = np.zeros((32, 32), np.uint8)
    greys[:4, 8:24] = greys[4:20, 20:24] = greys[20:28, 12:16] = greys[28:, 2:30] = 255
    found, pictures = prepare(greys)
    assert len(pictures) == 1
    assert found.boxes.tolist() == [[2, 0, 30, 32]]


def test_dashes_are_one_digit_and_a_real_gap_makes_two():
    dashed = np.full((28, 28), 255, np.uint8)
    for row, column in ((3, 8), (3, 13), (7, 17), (12, 12), (16, 17), (21, 13), (21, 7)):
        dashed[row, column : column + 3] = 0
    assert len(prepare(dashed)[1]) == 1
    two = np.zeros((40, 60))
    two[5:35, 8:14] = two[5:35, 40:46] = 1
    assert small_digits(two).max() == 1
    assert small_digits(two)[10, 42] == 1
    two[5:25, 40:46] = 0  # what is low beside it is no digit of its own
    assert small_digits(two).max() == 0


def test_a_picture_as_mnist_has_them_comes_back_as_it_is():
    """The box is of ink of any strength, so that no faint edge is cut off and nothing is scaled."""
    greys = np.zeros((28, 28), np.uint8)
    greys[4:24, 12:16] = 255
    greys[4:24, 11] = greys[4:24, 16] = 60
    np.testing.assert_array_equal(prepare(greys)[1][0], greys)


@pytest.mark.slow
def test_mnists_own_digits_read_as_well_as_without_a_file(shared):
    with np.load(shared / "mnist.npz") as arrays:
        pictures, labels = arrays["x_test"][:400], arrays["y_test"][:400]
    network = bundled_network.network()
    itself = (network.probabilities(pictures).argmax(axis=1) == labels).mean()
    read = [answers(picture) == str(label) for picture, label in zip(pictures, labels, strict=True)]
    assert np.mean(read) >= itself - 0.005
