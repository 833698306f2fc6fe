"""Drop stray dots that the pen left on the canvas by accident."""

import numpy as np

from digitpad.ink.stroke import Ink, Points

_STRAY = 0.06
"""A stroke smaller than this share of the largest is a touch of the pen, no part of a digit; the line is 0.11 wide."""


def drop_stray_dots(ink: Ink) -> Ink:
    """The drawing without strokes that are next to nothing beside the largest; far away, one would shrink the digit."""
    if len(ink.strokes) < 2:
        return ink
    sizes = [_size(stroke) for stroke in ink.strokes]
    least = _STRAY * max(sizes)
    if min(sizes) >= least:
        return ink
    return Ink(tuple(stroke for stroke, size in zip(ink.strokes, sizes, strict=True) if size >= least))


def _size(stroke: Points) -> float:
    return float((np.max(stroke, axis=0) - np.min(stroke, axis=0)).max())
