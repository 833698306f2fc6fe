"""Rasterise ink to a 28 x 28 picture as MNIST prepared its own: width of the line, box and centring.

MNIST's digits were scaled to a 20 x 20 box with their aspect kept, antialiased, and then placed in a 28 x 28 field
with their centre of mass at its centre (LeCun, Cortes, Burges, "The MNIST database of handwritten digits"). The
picture is drawn from the trajectory at one pen width, so it does not depend on the size, the place, or the thickness
of the line on the screen.

The bytes are the same on every platform: a last bit that differs would now and then tip a grey level, and with it what
the program says about a drawing. So only operations are used whose every result IEEE 754 prescribes (one by one
`+ - * /`, square root, rounding, comparison), in an order that does not depend on the machine, and sums only where they
are exact or run from first to last. Not used: `hypot` and other functions of the C library, `interp`, whose loop a
compiler may fuse, and sums or products of matrices whose order is the machine's and whose result is rounded.
"""

import math

import numpy as np
import numpy.typing as npt

from digitpad.ink.cleaning import drop_stray_dots
from digitpad.ink.stroke import Ink, Points

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
_Lengths = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.int32]

_CENTRES = np.indices((SIZE, SIZE)).reshape(2, -1).T[:, ::-1] + 0.5
"""(784, 2): x and y of the middle of each pixel, rows from the top."""


def rasterize(ink: Ink, pen_width: float = PEN_WIDTH) -> Picture:
    """The picture of a drawing.

    Args:
        ink: the drawing, in any unit; stray dots are left out.
        pen_width: width of the line in pixels of the picture.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink; all 0 for empty ink.
    """
    if not ink:
        return np.zeros((SIZE, SIZE), np.uint8)
    return drawn(fitted(drop_stray_dots(ink), BOX - pen_width), pen_width)


def fitted(ink: Ink, box: float) -> list[Points]:
    """The strokes scaled into a square box in the middle of the picture, aspect kept; the box is in its pixels."""
    low, high = bounds(ink)
    extent = float((high - low).max())
    scale = box / extent if extent > _DOT else 0.0
    return [(stroke - (low + high) / 2) * scale + SIZE / 2 for stroke in ink.strokes]


def bounds(ink: Ink) -> tuple[Points, Points]:
    """The least and the greatest x and y of ink that is not empty, (2,) each."""
    points = np.concatenate(ink.strokes)
    return points.min(axis=0), points.max(axis=0)


def drawn(strokes: list[Points], pen_width: float, *, centred: bool = True) -> Picture:
    """The picture of lines that have their place.

    Args:
        strokes: at least one, in pixels of the picture; what is outside is not seen.
        pen_width: width of the line in pixels of the picture.
        centred: whether the lines are then moved so that the centre of mass is in the middle.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink.
    """
    starts, ends = _pieces(strokes)
    coverage = _coverage(starts, ends, pen_width)
    if centred and coverage.any():
        shift = _inside(SIZE / 2 - _centre_of_mass(coverage), starts, ends, pen_width)
        # Moving the line, not the pixels: the picture is antialiased once and nothing is resampled.
        coverage = _coverage(starts + shift, ends + shift, pen_width)
    return np.rint(coverage * 255).astype(np.uint8).reshape(SIZE, SIZE)


def _pieces(strokes: list[Points]) -> tuple[_Floats, _Floats]:
    """Start and end points, (n, 2) each, of the short straight pieces that make up the strokes."""
    steps = [_lengths(stroke) for stroke in strokes]
    if sum(int(np.ceil(lengths / _SPACING).sum()) + len(lengths) for lengths in steps) <= _EXACT_PIECES:
        spacing = _SPACING
    else:
        length = sum(float(np.cumsum(lengths)[-1]) for lengths in steps if len(lengths))
        spacing = max(min(max(length / _EXACT_PIECES, _DENSE_SPACING), _SPACING), length / _MAX_PIECES)
        strokes = [_thinned(stroke, lengths, spacing) for stroke, lengths in zip(strokes, steps, strict=True)]
    pieces = [_cut(stroke, spacing) for stroke in strokes]
    starts, ends = (np.concatenate(points).astype(np.float32) for points in zip(*pieces, strict=True))
    return starts, ends


def _lengths(stroke: Points) -> _Lengths:
    """How far it is from each point to the next, (n - 1,)."""
    along = stroke[1:] - stroke[:-1]
    result: _Lengths = np.sqrt(along[:, 0] ** 2 + along[:, 1] ** 2)
    return result


def _cut(stroke: Points, spacing: float) -> tuple[Points, Points]:
    """Start and end points of the stroke's straight lines, each cut into equal pieces of at most `spacing`."""
    if len(stroke) == 1:
        return stroke, stroke
    counts = np.maximum(1, np.ceil(_lengths(stroke) / spacing)).astype(np.intp)
    line = np.repeat(np.arange(len(counts)), counts)
    piece = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    position = (piece / counts[line])[:, None]
    points = np.concatenate([stroke[line] + position * (stroke[1:] - stroke[:-1])[line], stroke[-1:]])
    return points[:-1], points[1:]


def _thinned(stroke: Points, lengths: _Lengths, spacing: float) -> Points:
    """A stroke sampled more densely than `spacing` with points about that far apart; corners are cut by that."""
    travelled = np.concatenate(([0.0], np.cumsum(lengths)))
    count = max(1, round(travelled[-1] / spacing))
    if len(stroke) <= count:
        return stroke
    where = np.arange(count + 1) * (travelled[-1] / count)
    line = np.clip(np.searchsorted(travelled, where, side="right") - 1, 0, max(0, len(lengths) - 1))
    position = (where - travelled[line]) / np.maximum(lengths, _DOT)[line]
    result: Points = stroke[line] + np.clip(position, 0, 1)[:, None] * (stroke[1:] - stroke[:-1])[line]
    return result


def _coverage(starts: _Floats, ends: _Floats, pen_width: float) -> _Floats:
    """How much of each pixel the line covers, 0..1, shape (784,).

    A pixel whose middle is d away from the nearest piece is covered by `half the width + 1/2 - d`, cut to 0..1: the
    coverage of a pixel by a straight edge at that distance. Round ends and joints come by themselves.
    """
    along_x, along_y = (ends - starts).T
    longest = math.sqrt(float((along_x**2 + along_y**2).max()))
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


def _inside(shift: Points, starts: _Floats, ends: _Floats, pen_width: float) -> _Floats:
    """The shift, shortened where it would push a light part of a lopsided drawing out of the picture."""
    points = np.concatenate([starts, ends])
    low, high = points.min(axis=0) - pen_width / 2, points.max(axis=0) + pen_width / 2
    # What is outside already may stay there, but goes no further.
    result: _Floats = np.clip(shift, np.minimum(-low, 0), np.maximum(SIZE - high, 0)).astype(np.float32)
    return result


def _centre_of_mass(coverage: _Floats) -> Points:
    """X and y of the ink's centre of mass, (2,), in pixels; there is some ink.

    Coverage is a float32 difference, cut to 0..1, whose larger part is at least a half: a multiple of 2^-26. The sums
    over the picture need 42 bits, a float64 has 53, so they are exact in any order, whatever library adds them up.
    """
    exact = coverage.astype(np.float64)
    result: Points = (exact @ _CENTRES) / exact.sum()
    return result
