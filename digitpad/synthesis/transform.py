"""Transform ink: another size, slant, sampling rate, jitter.

Every function gives new ink and leaves the old one as it is. Empty ink stays empty.
"""

import math

import numpy as np

from digitpad.ink.raster import bounds
from digitpad.ink.stroke import Ink, Points


def resized(ink: Ink, extent: float, middle: tuple[float, float]) -> Ink:
    """The drawing scaled, aspect kept, and moved.

    Args:
        ink: in any unit.
        extent: the longer side of the drawing's box afterwards; a dot stays a dot.
        middle: where the middle of the box comes to be.
    """
    if not ink:
        return ink
    low, high = bounds(ink)
    longer = float((high - low).max())
    scale = extent / longer if longer > 0 else 1.0
    return Ink(tuple((stroke - (low + high) / 2) * scale + middle for stroke in ink.strokes))


def slanted(ink: Ink, degrees: float) -> Ink:
    """The drawing with upright lines leaning, to the right for positive degrees; heights stay."""
    if not ink:
        return ink
    low, high = bounds(ink)
    shear = np.array([[1.0, 0.0], [-math.tan(math.radians(degrees)), 1.0]])
    middle = (low + high) / 2
    return Ink(tuple((stroke - middle) @ shear + middle for stroke in ink.strokes))


def resampled(ink: Ink, count: int) -> Ink:
    """The drawing as a device gives it that reports about `count` points, evenly along the line.

    Every stroke keeps its ends, so a drawing of many strokes has a few points more; a stroke without length has one.
    """
    lengths = [float(_travelled(stroke)[-1]) for stroke in ink.strokes]
    whole = sum(lengths)
    return Ink(tuple(
        _evenly(stroke, max(2, round(count * length / whole))) if length > 0 else stroke[:1]
        for stroke, length in zip(ink.strokes, lengths, strict=True)
    ))


def jittered(ink: Ink, deviation: float, seed: int) -> Ink:
    """Every point off its place by a random step, normal with this standard deviation in each direction."""
    random = np.random.default_rng(seed)
    return Ink(tuple(stroke + random.normal(0, deviation, stroke.shape) for stroke in ink.strokes))


def backwards(ink: Ink) -> Ink:
    """The last stroke first, each from its end to its beginning."""
    return Ink(tuple(stroke[::-1] for stroke in ink.strokes[::-1]))


def with_dot(ink: Ink, seed: int) -> Ink:
    """The drawing and a dot somewhere around it, as a pen leaves that touches the paper by chance.

    The dot is in the drawing's box, enlarged by a fifth of its longer side in each direction.
    """
    if not ink:
        return ink
    low, high = bounds(ink)
    margin = float((high - low).max()) / 5
    return ink.with_stroke(np.random.default_rng(seed).uniform(low - margin, high + margin)[None])


def _travelled(stroke: Points) -> Points:
    """How far the pen has come at each point, (n,)."""
    return np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))))


def _evenly(stroke: Points, count: int) -> Points:
    travelled = _travelled(stroke)
    where = np.linspace(0, travelled[-1], count)
    return np.stack([np.interp(where, travelled, stroke[:, axis]) for axis in (0, 1)], axis=1)
