"""The raster of every drawing that comes with Digitpad: centred, the same at any size, the same bytes everywhere."""

import hashlib
from fractions import Fraction

import numpy as np
import pytest
from helpers.rasters import centre_of_mass, grey_levels_apart

from digitpad.ink import raster
from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, rasterize
from digitpad.ink.stroke import Ink, densified, parse_ink
from digitpad.system import assets

PINNED = (
    "9d22934f7d861591", "e86b19b81c9f2ed6", "0f7103cf67e3d9cb", "80582852d9f93abe", "882abe6615b302a2",
    "864fa23bcd21e265", "50feb20fba372f6e", "1c154198b8ecaa0c", "693bd0f1f880b928", "7a7f7998a255c51f",
)
"""The first digits of the SHA-256 of each bundled drawing's picture: the same bytes on every machine."""


def bundled():
    lines = (assets.folder() / "drawings" / "digits.jsonl").read_text(encoding="utf-8").splitlines()
    return [parse_ink(line) for line in lines]

# Of every drawing on board


@pytest.fixture(params=range(10))
def digit(request):
    return bundled()[request.param]


def test_a_digit_is_centred_in_its_box(digit):
    picture = rasterize(digit)
    assert centre_of_mass(picture) == pytest.approx((14, 14), abs=0.05)  # half a pixel is what is promised
    rows, columns = np.nonzero(picture > 127)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(BOX, abs=1)


@pytest.mark.parametrize("scale", [0.125, 0.2, 1.7])
def test_a_digit_small_in_a_corner_is_the_same_digit(digit, scale):
    moved = Ink(tuple(stroke * scale + (790, 3) for stroke in digit.strokes))
    assert grey_levels_apart(rasterize(moved), rasterize(digit)) <= 1


def test_a_digit_sampled_densely_or_backwards_is_the_same_digit(digit):
    expected = rasterize(digit)
    length = sum(np.hypot(*np.diff(stroke, axis=0).T).sum() for stroke in digit.strokes)
    dense = Ink(tuple(densified(stroke, length / 330) for stroke in digit.strokes))
    assert dense.point_count > 330
    assert grey_levels_apart(rasterize(dense), expected) <= 1
    backwards = Ink(tuple(stroke[::-1] for stroke in digit.strokes[::-1]))
    assert grey_levels_apart(rasterize(backwards), expected) <= 1


# The same bytes everywhere


def test_the_bytes_of_the_bundled_drawings_are_these():
    """Whoever changes them changes what every network was trained on."""
    assert tuple(hashlib.sha256(rasterize(ink).tobytes()).hexdigest()[:16] for ink in bundled()) == PINNED


@pytest.mark.parametrize("pen_width", [0.3, 1.0, PEN_WIDTH, 9.0])
def test_the_centre_of_mass_is_exact_so_no_library_can_round_it_another_way(digit, pen_width):
    """By fractions: the sums have no rounding in them, whatever their order; only the last division has."""
    starts, ends = raster._pieces(raster.fitted(digit, BOX - pen_width))
    coverage = raster._coverage(starts, ends, pen_width)
    mass = [Fraction(float(value)) for value in coverage]
    for axis, found in enumerate(raster._centre_of_mass(coverage)):
        moment = sum(share * Fraction(2 * (pixel // SIZE if axis else pixel % SIZE) + 1, 2)
                     for pixel, share in enumerate(mass))
        assert found == float(moment / sum(mass))
    multiples = coverage.astype(float) * 2**26
    assert (multiples == np.rint(multiples)).all()


def test_the_raster_calls_nothing_whose_last_bit_is_the_platforms(digit, monkeypatch):
    """What the C library or a compiler may round in its own way can lie, and the picture stays."""
    expected = rasterize(digit)
    crowded = Ink(tuple(densified(stroke, 0.5) for stroke in digit.strokes))
    thinned = rasterize(crowded)

    def lies(*_args, **_options):
        raise AssertionError("not the same on every platform")

    for name in ("hypot", "interp", "einsum", "linspace", "sin", "cos", "power", "exp"):
        monkeypatch.setattr(np, name, lies)
    np.testing.assert_array_equal(rasterize(digit), expected)
    np.testing.assert_array_equal(rasterize(crowded), thinned)
