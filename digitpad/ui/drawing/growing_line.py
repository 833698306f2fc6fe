"""A line while it is drawn: every new point costs the same, however long the line has become."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from digitpad.ink.stroke import Points

_ROOM = 256
"""For so many points at first."""


class GrowingLine:
    """Its points, in units of the drawing, and the curve through them.

    Args:
        place: x and y of the first point.
    """

    def __init__(self, place: tuple[float, float]) -> None:
        self._places = [place]
        self._room = np.empty((_ROOM, 2))
        self._room[0] = place
        self._scale = 0.0
        self._curve = QPainterPath()
        self._bends = 0  # how many parabolas the curve has

    @property
    def last(self) -> tuple[float, float]:
        """The newest point."""
        return self._places[-1]

    @property
    def points(self) -> Points:
        """All of them, (n, 2). They stay as they are when the line grows."""
        return self._room[: len(self._places)]

    def append(self, place: tuple[float, float]) -> None:
        """The pen has moved on."""
        count = len(self._places)
        if count == len(self._room):
            self._room = np.concatenate([self._room, np.empty_like(self._room)])
        self._room[count] = place
        self._places.append(place)

    @property
    def tail(self) -> list[tuple[float, float]]:
        """The points around which the newest one changes the curve."""
        return self._places[-4:]

    def curve(self, scale: float) -> QPainterPath:
        """From the first point to the last, in pixels: parabolas between the middles of neighbouring points.

        Args:
            scale: pixels of a unit.
        """
        if scale != self._scale:
            self._scale, self._bends = scale, 0
            self._curve = QPainterPath(QPointF(*self._places[0]) * scale)
        for index in range(self._bends + 1, len(self._places) - 1):
            (x, y), (next_x, next_y) = self._places[index : index + 2]
            x, y, next_x, next_y = x * scale, y * scale, next_x * scale, next_y * scale
            self._curve.quadTo(x, y, (x + next_x) / 2, (y + next_y) / 2)
            self._bends = index
        whole = QPainterPath(self._curve)
        x, y = self._places[-1]
        whole.lineTo(x * scale, y * scale)
        return whole
