"""The strokes of an examined picture: our own as they were drawn, others so that the same digit is read."""

import numpy as np
import pytest
from helpers.networks import always
from helpers.samples import DIGITS, sample

from digitpad.bundled_network import network
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import BUNDLED
from digitpad.errors import DigitpadError
from digitpad.evaluation.picture_ink import ink_of
from digitpad.evaluation.picture_sets import PictureChoice, read_pictures
from digitpad.ink.raster import rasterize
from digitpad.samples.collection import SampleCollection
from digitpad.system import assets


def test_a_digit_of_ours_is_what_was_drawn(data_dir):
    drawn = [sample(number, number) for number in range(3)]
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(drawn)
    pictures = read_pictures(
        Catalogue(assets.folder()), data_dir, always([0.1] * 10, DIGITS), PictureChoice(""), None
    )
    for number in range(3):
        expected = drawn[number].ink
        found = ink_of(data_dir, pictures, number)
        assert len(found.strokes) == len(expected.strokes)
        assert all(np.array_equal(*pair) for pair in zip(found.strokes, expected.strokes, strict=True))
    with SampleCollection.open(data_dir) as samples:
        samples.delete([drawn[1].id])
    with pytest.raises(DigitpadError, match="no longer among ours"):
        ink_of(data_dir, pictures, 1)


def test_of_other_pictures_the_strokes_are_read_as_the_same_digit(data_dir):
    """Of the first 100 test pictures at least 97, and all within the paper."""
    pictures = read_pictures(Catalogue(assets.folder()), data_dir, network(), PictureChoice(BUNDLED), None)
    inks = [ink_of(data_dir, pictures, number) for number in range(100)]
    redrawn = np.stack([rasterize(ink) for ink in inks])
    answers = network().probabilities(redrawn).argmax(axis=1)
    assert (answers == pictures.pictures.labels[:100]).sum() >= 97
    assert all(0 <= value <= 1_000 for ink in inks for stroke in ink.strokes for value in stroke.flat)
