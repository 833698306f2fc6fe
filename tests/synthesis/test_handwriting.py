import numpy as np
import pytest

from digitpad.data.digits import Dataset, Pictures
from digitpad.ink.raster import rasterize
from digitpad.synthesis import handwriting as room
from digitpad.synthesis.glyphs import DIGITS, parse_glyph
from digitpad.synthesis.handwriting import handwriting
from digitpad.synthesis.pens import TEST_WRITERS, LabelledInk

WRITER, STRANGE_WRITER = 1, min(TEST_WRITERS)


@pytest.fixture
def mnist(monkeypatch):
    monkeypatch.setattr(room, "NON_DIGITS", 100)
    monkeypatch.setattr(room, "FORM_COPIES", 1)
    images = np.stack([rasterize(parse_glyph(DIGITS[label][0])) for label in range(10)])
    pictures = Pictures(images, np.arange(10, dtype=np.uint8))
    return Dataset("mnist", "MNIST", tuple("0123456789"), pictures, pictures.take(np.arange(3)))


def pen_digit(writer):
    return LabelledInk(parse_glyph(DIGITS[4][0]), 4, writer)


FORMS = sum(map(len, DIGITS.values()))


def test_it_is_mnist_and_everything_by_other_hands(mnist):
    made = handwriting(mnist, [pen_digit(WRITER)], 1)
    copies = 10 * room.MNIST_COPIES + room.PEN_COPIES + FORMS
    assert len(made.train) == 10 + copies
    assert np.array_equal(made.train.images[:10], mnist.train.images)
    assert made.test is mnist.test
    assert len(made.non_digits) == 102
    assert made.train.labels[10 + 10 * room.MNIST_COPIES :][: room.PEN_COPIES].tolist() == [4] * room.PEN_COPIES


def test_every_copy_is_another_hand(mnist):
    images = handwriting(mnist, [pen_digit(WRITER)], 1).train.images
    assert len(np.unique(images.reshape(len(images), -1), axis=0)) == len(images)


def test_the_writers_of_the_test_are_left_out(mnist):
    assert len(handwriting(mnist, [pen_digit(STRANGE_WRITER)], 1).train) == 10 + 10 * room.MNIST_COPIES + FORMS


def test_the_seed_decides_every_picture(mnist):
    one, again, other = (handwriting(mnist, [pen_digit(WRITER)], seed) for seed in (1, 1, 2))
    assert np.array_equal(one.train.images, again.train.images)
    assert np.array_equal(one.non_digits, again.non_digits)
    assert not np.array_equal(one.non_digits, other.non_digits)


def test_a_blank_picture_stays_blank(mnist):
    images = mnist.train.images.copy()
    images[0] = 0
    blank = Dataset("mnist", "MNIST", mnist.class_names, Pictures(images, mnist.train.labels), mnist.test)
    assert not handwriting(blank, [], 1).train.images[10].any()
