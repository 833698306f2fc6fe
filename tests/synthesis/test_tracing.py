import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from digitpad.ink.raster import rasterize
from digitpad.replay import bundled_drawings
from digitpad.synthesis.glyphs import DIGITS, parse_glyph
from digitpad.synthesis.tracing import traced

BLANK = np.zeros((28, 28), np.uint8)


def traced_one(picture):
    (ink,) = traced(picture[None])
    return ink


def difference(one, other):
    """Mean difference over the ink, 0..1."""
    return np.abs(one.astype(float) - other).sum() / max(one.sum(), other.sum())


@pytest.mark.parametrize("text", [text for texts in DIGITS.values() for text in texts])
def test_a_traced_drawing_gives_nearly_the_same_picture(text):
    """The ends of a line lose half its width to the thinning, so the middle of the line is a little short."""
    picture = rasterize(parse_glyph(text))
    assert difference(picture, rasterize(traced_one(picture))) < 0.35


def test_whole_handwriting_survives():
    pictures = np.stack([rasterize(ink) for _, ink in bundled_drawings()])
    again = np.stack([rasterize(ink) for ink in traced(pictures)])
    assert np.median([difference(a, b) for a, b in zip(pictures, again, strict=True)]) < 0.25


def test_the_width_of_the_line_does_not_matter():
    thin, thick = (traced_one(rasterize(parse_glyph("00 60 28"), width)) for width in (1.6, 3.2))
    assert difference(rasterize(thin), rasterize(thick)) < 0.25


def test_a_cross_is_few_strokes_that_go_straight_on():
    ink = traced_one(rasterize(parse_glyph("06 60,00 66")))
    assert len(ink.strokes) <= 3
    assert max(np.ptp(stroke, axis=0).min() for stroke in ink.strokes) > 14


def test_a_ring_is_closed():
    (ring,) = traced_one(rasterize(parse_glyph("~ 30 11 04 17 38 57 64 51 30"))).strokes
    assert np.hypot(*(ring[0] - ring[-1])) < 1


def test_a_blank_picture_gives_no_ink_and_a_faint_one_a_dot():
    assert not traced_one(BLANK)
    faint = BLANK.copy()
    faint[10, 20] = 60
    assert [stroke.tolist() for stroke in traced_one(faint).strokes] == [[[20, 10]]]


def test_order_is_kept_over_blocks():
    pictures = np.stack([BLANK, rasterize(parse_glyph("30 38"))] * 700)
    assert [bool(ink) for ink in traced(pictures)] == [False, True] * 700


@given(arrays(np.uint8, (1, 28, 28)))
def test_any_picture_is_followed_to_its_end(pictures):
    (ink,) = traced(pictures)
    assert bool(ink) == bool(pictures.any())
    for stroke in ink.strokes:
        assert (stroke >= -1).all()
        assert (stroke <= 29).all()
