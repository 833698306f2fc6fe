"""Ink as data: strokes of points as the pen made them, and their JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.translation import N_

Points = npt.NDArray[np.float64]

MAX_STROKES = 1_000
MAX_POINTS = 100_000
MAX_COORDINATE = 1e6


@dataclass(frozen=True)
class Ink:
    """A drawing.

    Attributes:
        strokes: what was drawn between pen down and pen up, in order; each an array (n, 2) of x and y, y growing
            downwards, n at least 1. The unit is the canvas' own; the raster only looks at proportions.
    """

    strokes: tuple[Points, ...] = ()

    @classmethod
    def of(cls, strokes: Iterable[Iterable[tuple[float, float]]]) -> "Ink":
        """Ink from plain lists of points; strokes without points are left out."""
        arrays = (np.array(list(stroke), dtype=np.float64).reshape(-1, 2) for stroke in strokes)
        return cls(tuple(array for array in arrays if len(array)))

    def __bool__(self) -> bool:
        return bool(self.strokes)

    @property
    def point_count(self) -> int:
        """The number of points in all strokes."""
        return sum(len(stroke) for stroke in self.strokes)

    def with_stroke(self, stroke: Points) -> "Ink":
        """This ink and one stroke more."""
        return Ink((*self.strokes, stroke))

    def erased(self, path: Points, radius: float) -> "Ink":
        """What is left when a round rubber of the given radius moves along `path`.

        Lines that it touches are cut there, so a stroke may become two. Untouched strokes stay the same arrays.
        """
        rubber = densified(path, radius / 2)
        kept: list[Points] = []
        for stroke in self.strokes:
            fine = densified(stroke, radius / 4)
            gone = _near(fine, rubber, radius)
            if gone.any():
                kept.extend(_runs(fine, ~gone))
            else:
                kept.append(stroke)
        return Ink(tuple(kept))

    def to_json(self) -> str:
        """One line of JSON: `{"strokes": [[[x, y], ...], ...]}`, coordinates rounded to hundredths."""
        strokes = [[[round(x, 2), round(y, 2)] for x, y in stroke.tolist()] for stroke in self.strokes]
        return json.dumps({"strokes": strokes}, separators=(",", ":"))


def densified(points: Points, spacing: float) -> Points:
    """The same line with points added so that neighbours are at most `spacing` apart."""
    if len(points) < 2:
        return points
    lengths = np.hypot(*np.diff(points, axis=0).T)
    pieces = np.maximum(1, np.ceil(lengths / spacing)).astype(int)
    ends = np.concatenate(([0], np.cumsum(pieces)))
    where = np.arange(ends[-1] + 1)
    return np.stack([np.interp(where, ends, points[:, axis]) for axis in (0, 1)], axis=1)


def _near(points: Points, others: Points, radius: float) -> npt.NDArray[np.bool_]:
    """Which of the points are within `radius` of any of the others."""
    near = np.zeros(len(points), dtype=bool)
    for x, y in others:
        near |= np.hypot(points[:, 0] - x, points[:, 1] - y) <= radius
    return near


def _runs(points: Points, keep: npt.NDArray[np.bool_]) -> list[Points]:
    """The unbroken runs of kept points."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    return [points[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def parse_ink(text: str) -> Ink:
    """Ink from one JSON object `{"strokes": [[[x, y], ...], ...]}`; other keys are ignored.

    Raises:
        DigitpadError: it is not such an object, a coordinate is not a number within a million, or there is too much.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DigitpadError(N_("This is not ink: expected a JSON object with “strokes”.")) from error
    strokes = value.get("strokes") if isinstance(value, dict) else None
    if not isinstance(strokes, list) or not all(isinstance(stroke, list) for stroke in strokes):
        raise DigitpadError(N_("This is not ink: expected “strokes”, a list of lists of [x, y]."))
    if len(strokes) > MAX_STROKES or sum(len(stroke) for stroke in strokes) > MAX_POINTS:
        raise DigitpadError(
            N_("This drawing is too big: at most {max_strokes:,} strokes with {max_points:,} points in all."),
            max_strokes=MAX_STROKES,
            max_points=MAX_POINTS,
        )
    for number, stroke in enumerate(strokes, start=1):
        for point in stroke:
            if not _is_point(point):
                raise DigitpadError(N_("Stroke {number} of the drawing has a point that is not [x, y]."), number=number)
    return Ink.of(strokes)


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(
            isinstance(number, int | float)
            and not isinstance(number, bool)
            and abs(number) <= MAX_COORDINATE  # not true of NaN and infinity either
            for number in value
        )
    )
