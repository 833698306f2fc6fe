import numpy as np

from digitpad.ink.raster import rasterize
from digitpad.synthesis.non_digits import dot, filled, generate


def test_the_same_seed_gives_the_same_drawings():
    one, again = generate(20, 1), generate(20, 1)
    pictures = [np.stack([rasterize(ink) for ink in inks]) for inks in (one, again, generate(20, 2))]
    assert np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


def test_some_are_light_and_some_are_nearly_filled():
    shares = [np.mean(rasterize(ink) > 127) for ink in generate(200, 0)]
    assert min(shares) < 0.12
    assert max(shares) > 0.35


def test_a_dot_is_a_blob_in_the_middle():
    picture = rasterize(dot())
    assert picture[13:15, 13:15].min() > 127
    assert picture.sum() < 10 * 255


def test_a_filled_sheet_has_no_holes():
    assert rasterize(filled())[5:23, 5:23].min() == 255
