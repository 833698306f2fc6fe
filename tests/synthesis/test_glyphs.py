import numpy as np
import pytest

from digitpad.ink.raster import rasterize
from digitpad.synthesis.glyphs import DIGITS, NON_DIGITS, curve, parse_glyph


def test_corners_are_columns_and_rows():
    first, second = parse_glyph("06 30 66,15 45").strokes
    assert first.tolist() == [[0, 6], [3, 0], [6, 6]]
    assert second.tolist() == [[1, 5], [4, 5]]


def test_a_curve_goes_through_its_corners_and_is_smooth():
    corners = np.array([[0, 0], [3, 4], [6, 0]], np.float64)
    line = curve(corners)
    assert line.shape == (17, 2)
    assert line[[0, 8, 16]].tolist() == corners.tolist()
    steps = np.diff(line, axis=0)
    turns = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
    assert turns.max() < np.radians(45)  # the corners alone turn by 106 degrees


def test_only_marked_strokes_are_curves():
    curved, straight = parse_glyph("~ 00 33 60,13 53").strokes
    assert len(curved) == 17
    assert len(straight) == 2


@pytest.mark.parametrize("text", [text for texts in DIGITS.values() for text in texts] + list(NON_DIGITS.values()))
def test_every_shape_can_be_drawn(text):
    assert rasterize(parse_glyph(text)).any()


def test_there_are_forms_of_every_digit():
    assert set(DIGITS) == set(range(10))
