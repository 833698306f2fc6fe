"""What is drawn with the mouse on the real canvas is, to the byte, what the raster makes of the trajectory."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.replay import answer_to, bundled_drawings
from digitpad.ui.drawing.paper import UNITS

DRAWINGS = bundled_drawings()


def on_whole_pixels(canvas, ink):
    """The drawing as a mouse gives it: in whole pixels of the canvas, none twice in a row; again in its units."""
    scale = min(canvas.width(), canvas.height()) / UNITS
    strokes = []
    for stroke in ink.strokes:
        places = [QPointF(x * scale, y * scale).toPoint() for x, y in stroke]
        moved = [place for before, place in zip([None, *places], places, strict=False) if place != before]
        strokes.append([(place.x() / scale, place.y() / scale) for place in moved])
    return Ink.of(strokes)


def drawn(window, ink):
    return answer_to(window, ink).picture


@pytest.mark.parametrize(("label", "ink"), DRAWINGS, ids=[label for label, _ in DRAWINGS])
def test_the_canvas_gives_the_picture_of_the_trajectory(window, label, ink):
    pixels = on_whole_pixels(window.drawing.canvas, ink)
    recognition = answer_to(window, pixels)
    np.testing.assert_array_equal(recognition.picture, rasterize(pixels))
    np.testing.assert_array_equal(window.drawing.preview.picture, recognition.picture)
    assert recognition.answer.text == label


@pytest.mark.parametrize(("label", "ink"), DRAWINGS, ids=[label for label, _ in DRAWINGS])
@pytest.mark.parametrize(("size", "canvas_from", "levels"), [((1024, 600), 300, 20), ((1600, 1000), 500, 13)], ids=str)
def test_whole_pixels_of_the_mouse_cost_a_few_grey_levels(
    window, label, ink, size, canvas_from, levels, qtbot
):
    """Against the trajectory before it was rounded, by at most half a pixel of the canvas."""
    window.resize(*size)
    qtbot.waitUntil(lambda: window.drawing.canvas.width() > canvas_from)
    apart = np.abs(drawn(window, on_whole_pixels(window.drawing.canvas, ink)).astype(int) - rasterize(ink))
    assert apart.max() <= levels, label
    assert apart.mean() < 0.8, label
