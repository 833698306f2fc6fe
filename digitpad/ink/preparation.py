"""The steps from the canvas to the 28 x 28 picture, each of which can be switched off."""

from dataclasses import dataclass

import numpy as np

from digitpad.ink.cleaning import drop_stray_dots
from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, Picture, bounds, drawn, fitted
from digitpad.ink.stroke import Ink


@dataclass(frozen=True)
class Steps:
    """Which steps are taken; all of them give what `rasterize` gives.

    Attributes:
        crop: only the square around the drawing is looked at, not the whole canvas.
        scale: what is looked at is scaled to the 20 x 20 pixels in the middle, not to all 28 x 28.
        pen: the line is drawn at one width, not at that on the screen, which grows and shrinks with the drawing.
        centre: the drawing is moved so that its centre of mass is in the middle.
    """

    crop: bool = True
    scale: bool = True
    pen: bool = True
    centre: bool = True


RAW = Steps(crop=False, scale=False, pen=False, centre=False)
"""What a program does that only shrinks its canvas."""


def prepared(ink: Ink, steps: Steps, side: float, pen: float) -> Picture:
    """The picture of a drawing after some of the steps.

    Args:
        ink: the drawing, in the canvas' unit.
        steps: those that are taken.
        side: how wide and high the canvas is, in its unit.
        pen: how wide the line on the canvas is, in its unit.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink; all 0 for empty ink, or where all ink is beside the canvas.
    """
    if not ink:
        return np.zeros((SIZE, SIZE), np.uint8)
    if steps.crop:
        ink = drop_stray_dots(ink)
    box = BOX if steps.scale else float(SIZE)
    low, high = bounds(ink)
    # What is looked at has the line's own width in it.
    scale = box / (float((high - low).max()) + pen if steps.crop else side)
    width = PEN_WIDTH if steps.pen else pen * scale
    if steps.crop:
        strokes = fitted(ink, box - width)
    else:
        strokes = [(stroke - side / 2) * scale + SIZE / 2 for stroke in ink.strokes]
    return drawn(strokes, width, centred=steps.centre)
