"""One line of a plot: its values, its dashes, and a mark of another shape for each kind of dashes."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from digitpad.ui.widgets.plot_scale import Scale

_MARK_RADIUS = 3.5
_MARK_DISTANCE = 10.0
"""Points closer than this many pixels are not marked: the marks would become a band that hides the lines."""

_SHAPES: dict[Qt.PenStyle, tuple[tuple[float, float], ...]] = {
    Qt.PenStyle.DashLine: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Qt.PenStyle.DotLine: ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
    Qt.PenStyle.DashDotLine: ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    Qt.PenStyle.DashDotDotLine: ((0, 1.3), (-1.2, -0.9), (1.2, -0.9)),
}
"""Corners of marks, in radii: square, triangle, diamond, triangle on its tip; all others are circles."""


class Line(NamedTuple):
    """One line of a plot.

    Attributes:
        places: along the lower axis, ascending.
        values: as many; one that is not finite, or beyond all measure, leaves a gap.
        pen: colour, width and dashes.
        marked: whether every point has a mark, too, unless they touch; its shape goes with the dashes.
        name: what it is called where its values are read.
    """

    places: Sequence[float]
    values: Sequence[float]
    pen: QPen
    marked: bool
    name: str = ""


def paint_line(painter: QPainter, scale: Scale, line: Line) -> None:
    """The pieces between the gaps, and the marks."""
    points = [scale.point(place, value) for place, value in zip(line.places, line.values, strict=True)]
    painter.setPen(line.pen)
    piece: list[QPointF] = []
    for point in (*points, None):
        if point is not None:
            piece.append(point)
        else:
            if len(piece) > 1:
                painter.drawPolyline(piece)
            piece = []
    seen = [point for point in points if point is not None]
    if line.marked and (len(seen) < 2 or (seen[-1].x() - seen[0].x()) / (len(seen) - 1) >= _MARK_DISTANCE):
        for point in seen:
            paint_mark(painter, point, line.pen)


def paint_mark(painter: QPainter, point: QPointF, pen: QPen) -> None:
    """A point of a line: filled, in its colour, with a shape for each kind of dashes, which a point cannot show."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    if pen.style() in _SHAPES:
        corners = ((point.x() + _MARK_RADIUS * x, point.y() + _MARK_RADIUS * y) for x, y in _SHAPES[pen.style()])
        painter.drawPolygon([QPointF(*corner) for corner in corners])
    else:
        painter.drawEllipse(point, _MARK_RADIUS, _MARK_RADIUS)
