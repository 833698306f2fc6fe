"""From ink to the 28 x 28 picture that a network receives, prepared as MNIST prepared its own.

MNIST's digits were scaled to a 20 x 20 box with their aspect kept, antialiased, and then placed in a 28 x 28 field
with their centre of mass at its centre (LeCun, Cortes, Burges, "The MNIST database of handwritten digits"). The
picture is drawn from the trajectory at one pen width, so it does not depend on the size, the place, or the thickness
of the line on the screen.
"""

import math

import numpy as np
import numpy.typing as npt

from digitpad.ink.stroke import Ink, Points, densified

SIZE = 28
BOX = 20.0
PEN_WIDTH = 2.2
"""Width of the line in pixels of the picture; a typical MNIST digit's."""

_SPACING = 1.0
"""Longest piece that a line is drawn from, in pixels; a long one would look at many pixels that it does not touch."""

_EXACT_PIECES = 1000
"""Up to this many pieces, every point of the pen is a corner of the line; denser sampling is thinned out."""

_DENSE_SPACING = 0.25
"""What it is thinned out to, in pixels; corners are cut by half of that at most."""

_MAX_PIECES = 8000
"""A scribble that fills the canvas is drawn from longer pieces, so that it still takes milliseconds."""

_BLOCK_PIXELS = 500_000
"""How many pixels around pieces are looked at in one go: bounds the memory for the longest scribble."""

_DOT = 1e-9
"""Ink that is smaller than this, in the canvas' unit, is a dot: it has no shape that could be enlarged."""

Picture = npt.NDArray[np.uint8]
_Floats = npt.NDArray[np.float32]
_Indices = npt.NDArray[np.int32]

_CENTRES = (np.indices((SIZE, SIZE)).reshape(2, -1).T[:, ::-1] + 0.5).astype(np.float32)
"""(784, 2): x and y of the middle of each pixel, rows from the top."""


def rasterize(ink: Ink, pen_width: float = PEN_WIDTH) -> Picture:
    """The picture of a drawing.

    Args:
        ink: the drawing, in any unit.
        pen_width: width of the line in pixels of the picture.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink; all 0 for empty ink.
    """
    if not ink:
        return np.zeros((SIZE, SIZE), np.uint8)
    starts, ends = _pieces(_fitted(ink, BOX - pen_width))
    coverage = _coverage(starts, ends, pen_width)
    shift = _inside(np.float32(SIZE / 2) - _centre_of_mass(coverage), starts, ends, pen_width)
    # Moving the line, not the pixels: the picture is antialiased once and nothing is resampled.
    coverage = _coverage(starts + shift, ends + shift, pen_width)
    return np.rint(coverage * 255).astype(np.uint8).reshape(SIZE, SIZE)


def _fitted(ink: Ink, box: float) -> list[Points]:
    """The strokes scaled into a square box in the middle of the picture, aspect kept."""
    points = np.concatenate(ink.strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = float((high - low).max())
    scale = box / extent if extent > _DOT else 0.0
    return [(stroke - (low + high) / 2) * scale + SIZE / 2 for stroke in ink.strokes]


def _pieces(strokes: list[Points]) -> tuple[_Floats, _Floats]:
    """Start and end points, (n, 2) each, of the short straight pieces that make up the strokes."""
    steps = [np.hypot(*np.diff(stroke, axis=0).T) for stroke in strokes]
    if sum(float(np.ceil(lengths / _SPACING).sum()) + len(lengths) for lengths in steps) <= _EXACT_PIECES:
        lines = [densified(stroke, _SPACING) for stroke in strokes]
    else:
        length = sum(float(lengths.sum()) for lengths in steps)
        spacing = max(min(max(length / _EXACT_PIECES, _DENSE_SPACING), _SPACING), length / _MAX_PIECES)
        lines = [_resampled(stroke, spacing) for stroke in strokes]
    starts = [line[:-1] if len(line) > 1 else line for line in lines]
    ends = [line[1:] if len(line) > 1 else line for line in lines]
    return np.concatenate(starts).astype(np.float32), np.concatenate(ends).astype(np.float32)


def _resampled(stroke: Points, spacing: float) -> Points:
    """The stroke with points about `spacing` apart, however densely the pen was sampled; corners are cut by that."""
    steps = np.hypot(*np.diff(stroke, axis=0).T)
    travelled = np.concatenate(([0.0], np.cumsum(steps)))
    count = max(1, round(travelled[-1] / spacing))
    if len(stroke) <= count:
        return densified(stroke, spacing)
    where = np.linspace(0, travelled[-1], count + 1)
    return np.stack([np.interp(where, travelled, stroke[:, axis]) for axis in (0, 1)], axis=1)


def _coverage(starts: _Floats, ends: _Floats, pen_width: float) -> _Floats:
    """How much of each pixel the line covers, 0..1, shape (784,).

    A pixel whose middle is d away from the nearest piece is covered by `half the width + 1/2 - d`, cut to 0..1: the
    coverage of a pixel by a straight edge at that distance. Round ends and joints come by themselves.
    """
    longest = float(np.hypot(*(ends - starts).T).max())
    radius = _radius(pen_width / 2 + 0.5 + longest / 2)
    block = max(1, _BLOCK_PIXELS // (2 * radius + 1) ** 2)
    farthest = np.float32(pen_width / 2 + 0.5)
    nearest = np.full(SIZE * SIZE, farthest**2, np.float32)
    for first in range(0, len(starts), block):
        _bring_nearer(nearest, starts[first : first + block], ends[first : first + block], radius)
    result: _Floats = np.clip(farthest - np.sqrt(nearest), 0, 1)
    return result


def _bring_nearer(nearest: _Floats, starts: _Floats, ends: _Floats, radius: int) -> None:
    """Lower each pixel's square of the distance to the nearest piece, (784,), where these pieces are nearer."""
    along_x, along_y = (ends - starts).T[:, :, None]
    squares = np.maximum(along_x**2 + along_y**2, np.float32(1e-12))
    columns, rows = _pixels_around((starts + ends) * np.float32(0.5), radius)
    x = columns + np.float32(0.5) - starts[:, :1]
    y = rows + np.float32(0.5) - starts[:, 1:]
    position = np.clip((x * along_x + y * along_y) / squares, 0, 1)
    distance = (x - position * along_x) ** 2 + (y - position * along_y) ** 2
    inked = (distance < nearest.max()) & (columns >= 0) & (columns < SIZE) & (rows >= 0) & (rows < SIZE)
    np.minimum.at(nearest, (rows * SIZE + columns)[inked], distance[inked])


def _radius(reach: float) -> int:
    """How many pixels to each side of a piece's middle have their own middle within `reach` of it."""
    # The piece's middle is up to half a pixel off the middle of the pixel that it is in.
    return min(math.floor(reach + 0.5), SIZE)


def _pixels_around(places: _Floats, radius: int) -> tuple[_Indices, _Indices]:
    """Columns and rows, (n, m) each, of a square of pixels around each place.

    Far pixels are never looked at: this is what makes the picture cheap enough for every point of the line.
    """
    rows, columns = np.indices((2 * radius + 1,) * 2, dtype=np.int32).reshape(2, 1, -1) - np.int32(radius)
    column, row = np.floor(places).astype(np.int32).T[:, :, None]
    return column + columns, row + rows


def _inside(shift: _Floats, starts: _Floats, ends: _Floats, pen_width: float) -> _Floats:
    """The shift, shortened where it would push a light part of a lopsided drawing out of the picture."""
    points = np.concatenate([starts, ends])
    low, high = points.min(axis=0) - pen_width / 2, points.max(axis=0) + pen_width / 2
    result: _Floats = np.clip(shift, -low, SIZE - high).astype(np.float32)
    return result


def _centre_of_mass(coverage: _Floats) -> _Floats:
    """x and y of the ink's centre of mass, in pixels."""
    result: _Floats = (coverage @ _CENTRES) / coverage.sum()
    return result
