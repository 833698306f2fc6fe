import numpy as np
import pytest

from digitpad.ink.cleaning import drop_stray_dots
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.synthesis.glyphs import parse_glyph

SEVEN = parse_glyph("00 60 28")


@pytest.mark.parametrize("place", [(3, 4), (0, 0), (40, -70)])
def test_a_stray_dot_changes_nothing(place):
    dotted = SEVEN.with_stroke(np.array([place], float))
    assert drop_stray_dots(dotted).strokes == SEVEN.strokes
    assert np.array_equal(rasterize(dotted), rasterize(SEVEN))


def test_what_was_meant_stays():
    crossed = parse_glyph("00 60 28,14 54")
    assert drop_stray_dots(crossed) is crossed


@pytest.mark.parametrize("ink", [Ink(), Ink.of([[(1, 1)]]), Ink.of([[(1, 1)], [(5, 5)]]), SEVEN])
def test_dots_alone_stay(ink):
    assert drop_stray_dots(ink) is ink


@pytest.mark.parametrize(("length", "left"), [(0.47, 1), (0.49, 2)])
def test_how_small_is_next_to_nothing(length, left):
    """The seven is 8 units high, and 6 % of that are 0.48."""
    tick = np.array([[1, 1], [1, 1 + length]])
    assert len(drop_stray_dots(SEVEN.with_stroke(tick)).strokes) == left
