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

import functools
import math
from typing import NamedTuple

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
    points = ink.strokes[0] if len(ink.strokes) == 1 else np.concatenate(ink.strokes)
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
        coverage = _coverage(starts + shift[:, None], ends + shift[:, None], pen_width)
    return np.rint(coverage * 255).astype(np.uint8).reshape(SIZE, SIZE)


def _pieces(strokes: list[Points]) -> tuple[_Floats, _Floats]:
    """Start and end points of the short straight pieces that make up the strokes: x and y, (2, n) each.

    NumPy is quick along the last axis, which is the long one here.
    """
    steps = [_lengths(stroke) for stroke in strokes]
    counts = [np.ceil(lengths / _SPACING) for lengths in steps]
    if sum(int(count.sum()) + len(count) for count in counts) > _EXACT_PIECES:
        length = sum(float(lengths.cumsum()[-1]) for lengths in steps if len(lengths))
        spacing = max(min(max(length / _EXACT_PIECES, _DENSE_SPACING), _SPACING), length / _MAX_PIECES)
        strokes = [_thinned(stroke, lengths, spacing) for stroke, lengths in zip(strokes, steps, strict=True)]
        counts = [np.ceil(_lengths(stroke) / spacing) for stroke in strokes]
    pieces = list(map(_cut, strokes, counts))
    starts, ends = pieces[0] if len(pieces) == 1 else map(np.concatenate, zip(*pieces, strict=True))
    return starts.T.astype(np.float32, order="C"), ends.T.astype(np.float32, order="C")


def _lengths(stroke: Points) -> _Lengths:
    """How far it is from each point to the next, (n - 1,)."""
    along = (stroke[1:] - stroke[:-1]).T
    along *= along
    result: _Lengths = np.sqrt(along[0] + along[1])
    return result


def _cut(stroke: Points, pieces: _Lengths) -> tuple[Points, Points]:
    """Start and end points of the stroke's straight lines, each cut into so many equal pieces, or at least one."""
    if len(stroke) == 1:
        return stroke, stroke
    counts = np.maximum(pieces, 1).astype(np.intp)
    ends = counts.cumsum()
    if ends[-1] == len(counts):
        return stroke[:-1], stroke[1:]
    line = np.arange(len(counts)).repeat(counts)
    piece = np.arange(len(line)) - (ends - counts)[line]
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
    along = ends - starts
    squares = along * along
    lengths = squares[0] + squares[1]
    radius = _radius(pen_width / 2 + 0.5 + math.sqrt(float(lengths.max())) / 2)
    around = _around(radius)
    farthest = np.float32(pen_width / 2 + 0.5)
    nearest = np.full(around.side**2, farthest**2, np.float64)
    block = max(1, _BLOCK_PIXELS // (2 * radius + 1) ** 2)
    for first in range(0, len(lengths), block):
        part = slice(first, first + block)
        _bring_nearer(nearest, around, starts[:, part], ends[:, part], along[:, part], lengths[part])
    inner = slice(around.margin, -around.margin)
    field = nearest.reshape(around.side, around.side)[inner, inner].astype(np.float32)
    covered: _Floats = np.subtract(farthest, np.sqrt(field, out=field), out=field)
    return np.minimum(np.maximum(covered, 0, out=covered), 1, out=covered).ravel()


def _bring_nearer(
    nearest: _Lengths, around: "_Around", starts: _Floats, ends: _Floats, along: _Floats, lengths: _Floats
) -> None:
    """Lower each pixel's square of the distance to the nearest piece where these pieces are nearer.

    Args:
        nearest: of the picture with its margin, row by row.
        around: which pixels are looked at.
        starts: of n pieces, (2, n).
        ends: the same.
        along: from the starts to the ends.
        lengths: squares of the pieces' lengths, (n,).
    """
    middles = np.floor((starts + ends) * np.float32(0.5))
    # What is outside is counted in the margin, which nobody sees.
    np.minimum(np.maximum(middles, np.float32(-around.radius - 1), out=middles), around.outside, out=middles)
    # (2, side, n): from the start to the middle of each column, and of each row, that is looked at.
    apart = middles[:, None] + around.centres
    apart -= starts[:, None]
    directions = along.astype(np.float64)
    travelled = apart * directions[:, None]
    position = travelled[0] + travelled[1][:, None]  # (side, side, n): rows, columns, pieces
    position /= np.maximum(lengths, np.float32(1e-12))
    np.minimum(np.maximum(position, 0, out=position), 1, out=position)
    distance = position * directions[0]
    np.subtract(apart[0], distance, out=distance)
    distance *= distance
    position *= directions[1]
    np.subtract(apart[1][:, None], position, out=position)
    position *= position
    distance += position
    columns, rows = middles.astype(np.intp)
    rows *= around.side
    rows += columns
    np.minimum.at(nearest, (around.places + rows).ravel(), distance.ravel())


class _Around(NamedTuple):
    """The square of pixels around the middle of a piece; far pixels are never looked at.

    This is what makes the picture cheap enough for every point of the line.

    Attributes:
        radius: how many pixels to each side of the one in the middle.
        margin: so many pixels around the picture have room too, so that no piece must be asked whether it is near its
            edge.
        side: of the picture with its margin, in pixels.
        outside: in this row or column nothing of a piece is in the picture any more.
        centres: (side of the square, 1): from a pixel's corner to the middles of those beside it.
        places: (side of the square, the same, 1): where they are among the pixels of the picture with its margin.
    """

    radius: int
    margin: int
    side: int
    outside: np.float32
    centres: _Lengths
    places: npt.NDArray[np.intp]


@functools.lru_cache(maxsize=2 * SIZE)
def _around(radius: int) -> _Around:
    margin = 2 * radius + 1
    side = SIZE + 2 * margin
    steps = np.arange(-radius, radius + 1)
    centres: _Lengths = steps[:, None] + np.float64(0.5)
    places = (margin + steps[:, None]) * side + margin + steps
    return _Around(radius, margin, side, np.float32(SIZE + radius), centres, places[:, :, None].astype(np.intp))


def _radius(reach: float) -> int:
    """How many pixels to each side of a piece's middle have their own middle within `reach` of it."""
    # The piece's middle is up to half a pixel off the middle of the pixel that it is in.
    return min(math.floor(reach + 0.5), SIZE)


def _inside(shift: Points, starts: _Floats, ends: _Floats, pen_width: float) -> _Floats:
    """The shift, shortened where it would push a light part of a lopsided drawing out of the picture."""
    low = np.minimum(starts, ends).min(axis=1) - pen_width / 2
    high = np.maximum(starts, ends).max(axis=1) + pen_width / 2
    # What is outside already may stay there, but goes no further.
    shortened: Points = np.minimum(np.maximum(shift, np.minimum(-low, 0)), np.maximum(SIZE - high, 0))
    return shortened.astype(np.float32)


def _centre_of_mass(coverage: _Floats) -> Points:
    """X and y of the ink's centre of mass, (2,), in pixels; there is some ink.

    Coverage is a float32 difference, cut to 0..1, whose larger part is at least a half: a multiple of 2^-26. The sums
    over the picture need 42 bits, a float64 has 53, so they are exact in any order, whatever library adds them up.
    """
    exact = coverage.astype(np.float64)
    result: Points = (exact @ _CENTRES) / exact.sum()
    return result
