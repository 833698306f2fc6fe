"""Split a drawing or photo of several digits: group strokes, or components, into digits.

Digits stand beside each other, and the parts of one digit stand above each other, touch, or nearly do. All distances
are shares of the height of the tallest part, so neither the place nor the size of a drawing matters.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from digitpad.ink.stroke import Ink, Points, densified

_SURE_GAP = 0.26
"""Parts with more room than this between them are two digits, whatever they look like."""

_SURE_OVERLAP = 0.3
"""Parts that share this much of the narrower one's width stand above each other."""

_TOUCH = 0.08
"""Lines that come as near to each other as this are one digit's."""

_HALF_A_FOUR = 0.16
"""The angle of a 4 ends this near to its upright, which goes on below it; a hasty hand does not cross the two."""

_FOOT = 0.12
"""How much further down the upright goes at least."""

_SMALL, _DOT = 0.4, 0.15
"""A part lower than this is no digit beside a near one; one smaller than this is a dot, which goes to the nearest."""

_LOW = 0.65
"""A spot on a photo that is lower than this may be a part of the one beside it."""

_MAX_MEASURED = 64
"""With more strokes than this it is a scribble: lines are not measured against each other one by one."""

_LINE_GAP = 0.15
"""What is between two lines of digits at least."""

Boxes = npt.NDArray[np.float64]
"""(n, 4): left, top, right, bottom of each part."""

_Matrix = npt.NDArray[np.bool_]
_Labels = npt.NDArray[np.intp]


def split_ink(ink: Ink) -> tuple[Ink, ...]:
    """The digits of a drawing in reading order: row by row, and from left to right in each.

    Every stroke is in exactly one of them, in the order in which it was drawn. One digit alone comes back as it is,
    and so does a drawing that is no digit at all; empty ink has none.
    """
    if len(ink.strokes) < 2:
        return (ink,) if ink else ()
    boxes = stroke_boxes(ink)
    for least_gap in (_LINE_GAP, _SURE_GAP):
        rows = _rows(boxes, least_gap)
        if len(rows) == 1:
            break
        digits = [_split_row(Ink(tuple(ink.strokes[index] for index in row)), boxes[row]) for row in rows]
        # One digit above the other may be an 8 in two circles, unless they are far apart.
        if least_gap == _SURE_GAP or any(len(row) > 1 for row in digits):
            return tuple(digit for row in digits for digit in row)
    return _split_row(ink, boxes)


def _split_row(ink: Ink, boxes: Boxes) -> tuple[Ink, ...]:
    near = _above_each_other(boxes)
    if near.all():  # the usual case; this is looked at for every point of a line
        return (ink,)
    height = _unit(boxes)
    if height > 0 and len(boxes) <= _MAX_MEASURED:
        near |= _touching(ink.strokes, boxes, near, height)
    groups = _with_small_parts(_connected(near), boxes, height)
    if len(groups) == 1:
        return (ink,)
    return tuple(Ink(tuple(ink.strokes[index] for index in group)) for group in groups)


def _rows(boxes: Boxes, least_gap: float) -> list[list[int]]:
    """Indices of the strokes in each row of digits, from the top, in the order in which they were drawn.

    Between two rows is bare paper from one side to the other, at least so much, and each is tall enough for a digit:
    the bar of a 5, a dot and the halves of a “=” go with the nearer row.
    """
    order = np.argsort(boxes[:, 1], kind="stable")
    tops, bottoms = boxes[order, 1], np.maximum.accumulate(boxes[order, 3])
    unit = _unit(boxes)
    gaps = tops[1:] - bottoms[:-1]
    ends = (np.flatnonzero(gaps > least_gap * unit) + 1).tolist()
    while ends:
        first, last = [0, *ends], [*ends, len(order)]
        heights = [bottoms[end - 1] - tops[start] for start, end in zip(first, last, strict=True)]
        low = int(np.argmin(heights))
        if heights[low] >= _SMALL * unit:
            break
        ends.remove(min(ends[max(0, low - 1) : low + 1], key=lambda end: float(gaps[end - 1])))
    return [sorted(row.tolist()) for row in np.split(order, ends)]


def stroke_boxes(ink: Ink) -> Boxes:
    """Left, top, right and bottom of each stroke, (n, 4)."""
    points = np.concatenate(ink.strokes)
    starts = np.cumsum([0, *(len(stroke) for stroke in ink.strokes[:-1])])
    return np.hstack([np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)])


def split_boxes(boxes: Boxes) -> tuple[tuple[int, ...], ...]:
    """The digits of a page in reading order: line by line, and from left to right in each.

    Args:
        boxes: of the spots of ink, (n, 4).

    Returns:
        The indices of the spots that make up each digit; every spot is in exactly one.
    """
    if len(boxes) < 2:
        return tuple((index,) for index in range(len(boxes)))
    digits: list[tuple[int, ...]] = []
    for line in split_lines(boxes):
        part = boxes[line]
        height = _unit(part)
        low = _size(part)[1] < _LOW * height
        # Two tall spots are two digits however near they are; a low one may be half of an open 4.
        near = _above_each_other(part) | ((_gaps(part) < _TOUCH * height) & (low[:, None] | low))
        for group in _with_small_parts(_connected(near), part, height):
            digits.append(tuple(int(line[index]) for index in group))
    return tuple(digits)


def _unit(boxes: Boxes) -> float:
    """The height of the tallest part; what is wide and flat counts as a digit lying down."""
    width, height = _size(boxes)
    return float(max(height.max(), width.max() / 2))


def _size(boxes: Boxes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


def _gaps(boxes: Boxes, axis: int = 0) -> npt.NDArray[np.float64]:
    """(n, n): the room between two parts beside each other; negative where they share some."""
    low, high = boxes[:, axis], boxes[:, axis + 2]
    result: npt.NDArray[np.float64] = np.maximum(low[:, None], low) - np.minimum(high[:, None], high)
    return result


def _above_each_other(boxes: Boxes) -> _Matrix:
    width, _ = _size(boxes)
    gaps = _gaps(boxes)
    result: _Matrix = -gaps >= _SURE_OVERLAP * np.minimum(width[:, None], width)
    return result & (gaps <= 0)


def _touching(strokes: Sequence[Points], boxes: Boxes, known: _Matrix, height: float) -> _Matrix:
    """Which strokes come so near to each other that they are one digit's; measured only where it is in doubt."""
    found = np.zeros_like(known)
    reach, far = _TOUCH * height, _HALF_A_FOUR * height
    doubtful = ~known & (_gaps(boxes) <= far) & (_gaps(boxes, 1) <= far)
    fine: dict[int, Points] = {}
    for first, second in np.argwhere(np.triu(doubtful, 1)).tolist():
        for index in (first, second):
            if index not in fine:
                fine[index] = _sketched(strokes[index], reach / 2)
        apart = np.square(fine[first][:, None] - fine[second]).sum(axis=2)
        near = apart.min() <= reach**2
        if not near and boxes[second, 3] - boxes[first, 3] >= _FOOT * height:
            near = apart[-1].min() <= far**2
        found[first, second] = found[second, first] = near
    return found


def _sketched(stroke: Points, spacing: float) -> Points:
    """The line with points about `spacing` apart: enough to see what it touches."""
    fine = densified(stroke, spacing)
    return fine[:: max(1, len(fine) // 64)]


def _connected(near: _Matrix) -> list[list[int]]:
    """The groups of parts that hang together, each in ascending order."""
    labels = np.arange(len(near))
    while True:
        lowest: _Labels = np.where(near, labels, len(near)).min(axis=1)
        lowest = np.minimum(lowest, labels)
        lowest = lowest[lowest]
        if (lowest == labels).all():
            break
        labels = lowest
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def _with_small_parts(groups: list[list[int]], boxes: Boxes, height: float) -> list[list[int]]:
    """The groups from left to right, after what is too small to be a digit has gone to its neighbour."""
    while len(groups) > 1:
        around = np.array([_around(boxes[group]) for group in groups])
        widths, heights = _size(around)
        beside = np.maximum(_gaps(around), 0)
        distance = np.hypot(beside, np.maximum(_gaps(around, 1), 0))
        np.fill_diagonal(distance, np.inf)
        np.fill_diagonal(beside, np.inf)
        alone = np.maximum(widths, heights) >= _DOT * height
        lonely = beside.min(axis=1) > _SURE_GAP * height
        small = (heights < _SMALL * height) & ~(alone & lonely)
        if not small.any():
            break
        which = int(np.flatnonzero(small)[np.argmin(heights[small])])
        neighbour = int(distance[which].argmin())
        groups[neighbour] = sorted(groups[neighbour] + groups[which])
        del groups[which]
    return sorted(groups, key=lambda group: float(boxes[group, 0].min() + boxes[group, 2].max()))


def _around(boxes: Boxes) -> Boxes:
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def split_lines(boxes: Boxes) -> list[_Labels]:
    """Indices of the spots, or digits, in each line of them, from the top.

    Args:
        boxes: (n, 4), one at least.
    """
    _, heights = _size(boxes)
    tall = heights >= _SMALL * heights.max()
    gaps = _gaps(boxes[tall], 1)
    unit = np.minimum(heights[tall][:, None], heights[tall])
    groups = _connected(-gaps > _LINE_GAP * unit)
    spans = np.array([_around(boxes[tall][group])[[1, 3]] for group in groups])
    middles = boxes[:, [1, 3]].mean(axis=1)
    off = np.maximum(spans[:, :1] - middles, middles - spans[:, 1:])
    line = off.argmin(axis=0)
    for number, group in enumerate(groups):
        line[np.flatnonzero(tall)[group]] = number
    return [np.flatnonzero(line == number) for number in np.argsort(spans.mean(axis=1), kind="stable")]
