"""Trace pictures of thin writing back to ink: follow the middle of each line as a pen would."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from digitpad.ink.raster import SIZE, Picture
from digitpad.ink.stroke import Ink, Points
from digitpad.photo.thinning import thinned

_FINE = 3
"""Pictures are thinned at so many times their size: the middle of the line is found within a third of a pixel."""

_INKED = 0.45
"""From this share of full ink on, a place belongs to the line."""

_SPUR = 5
"""Shorter pieces, in fine pixels, are what thinning leaves of the line's width, not what a pen drew."""

_BLOCK = 1000
_Masks = npt.NDArray[np.bool_]
_Place = tuple[int, int]


def traced(pictures: npt.NDArray[np.uint8]) -> Iterator[Ink]:
    """The ink of each picture, in pixels; empty for a blank one.

    Args:
        pictures: (n, 28, 28) uint8, 0 is paper and 255 is ink.
    """
    for start in range(0, len(pictures), _BLOCK):
        block = pictures[start : start + _BLOCK]
        for mask, picture in zip(thinned(_enlarged(block)), block, strict=True):
            yield _followed(mask) if mask.any() else _middle(picture)


def _enlarged(pictures: npt.NDArray[np.uint8]) -> _Masks:
    """(n, 28 f + 2, 28 f + 2): the line, bilinearly enlarged, with a margin of one."""
    weights = _interpolation()
    fine = weights @ (pictures.astype(np.float32) / 255) @ weights.T
    return np.pad(fine > _INKED, ((0, 0), (1, 1), (1, 1)))


def _interpolation() -> npt.NDArray[np.float32]:
    """(28 f, 28): each fine row as a mixture of the two rows whose middles it lies between."""
    place = np.clip((np.arange(SIZE * _FINE) + 0.5) / _FINE - 0.5, 0, SIZE - 1)
    weights = np.maximum(0, 1 - np.abs(place[:, None] - np.arange(SIZE)))
    result: npt.NDArray[np.float32] = weights.astype(np.float32)
    return result


_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def _followed(mask: _Masks) -> Ink:
    """The strokes of one thinned picture: from ends first, straight on where lines cross."""
    left: set[_Place] = {(int(row), int(column)) for row, column in np.argwhere(mask)}
    passed: set[_Place] = set()
    strokes: list[list[_Place]] = []
    while left:
        ends = [place for place in left if len(_next_to(place, left)) <= 1]
        beginning = min(ends or left)
        before = _next_to(beginning, passed)
        stroke = _walk(beginning, left, passed)
        after = [place for place in _next_to(stroke[-1], passed) if place not in stroke[-3:]]
        strokes.append([*before[:1], *stroke, *after[:1]])
    long = [stroke for stroke in strokes if len(stroke) >= _SPUR] or [max(strokes, key=len)]
    return Ink(tuple(_smoothed(stroke) for stroke in long))


def _next_to(place: _Place, places: set[_Place]) -> list[_Place]:
    return [there for down, right in _AROUND if (there := (place[0] + down, place[1] + right)) in places]


def _walk(place: _Place, left: set[_Place], passed: set[_Place]) -> list[_Place]:
    """As far as the line goes; what it passes goes from `left` to `passed`."""
    stroke = [place]
    left.remove(place)
    passed.add(place)
    while ways := _next_to(stroke[-1], left):
        here, back = stroke[-1], stroke[max(0, len(stroke) - 6)]
        heading = (here[0] - back[0], here[1] - back[1])
        way = max(ways, key=lambda way: _straightness(way, here, heading))
        # The corners of a stair are the same line.
        beside = {(here[0], way[1]), (way[0], here[1]), way} & left
        left -= beside
        passed |= beside
        stroke.append(way)
    return stroke


def _straightness(way: _Place, here: _Place, heading: _Place) -> float:
    step = (way[0] - here[0], way[1] - here[1])
    return (step[0] * heading[0] + step[1] * heading[1]) / math.hypot(*step)


def _smoothed(stroke: list[_Place]) -> Points:
    """X and y in pixels of the picture, without the stairs of the fine pixels."""
    points = (np.array(stroke, np.float64)[:, ::-1] - 0.5) / _FINE
    for _ in range(2):
        if len(points) > 2:
            points[1:-1] = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
    return points


def _middle(picture: Picture) -> Ink:
    """A dot for what is too faint to be followed; nothing for a blank picture."""
    if not picture.any():
        return Ink()
    rows, columns = np.nonzero(picture)
    return Ink.of([[(float(columns.mean()), float(rows.mean()))]])
