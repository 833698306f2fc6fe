"""Point at something in a plot: a band behind a part of it, and a ring around the point that it is about."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from digitpad.ui.widgets.plot_scale import Scale

_BAND = 0.13
"""How much of the accent colour the band has: seen on light and dark ground, and the lines stay in front."""

_RING_RADIUS = 8.0

_HAIR = 1e-9
"""An epoch's last point may be that far beyond the epoch."""


class PlotSign(NamedTuple):
    """What is pointed at.

    Attributes:
        line: which of the plot's lines, by number.
        first: the place where the band begins.
        last: where it ends; the ring is around the line's last point up to here.
    """

    line: int
    first: float
    last: float


def paint_band(painter: QPainter, scale: Scale, sign: PlotSign) -> None:
    """The ground behind a part of the lower axis."""
    colour = QColor(theme.colours().accent)
    colour.setAlphaF(_BAND)
    left, right = (min(max(scale.x(place), scale.area.left()), scale.area.right()) for place in sign[1:])
    painter.fillRect(QRectF(left, scale.area.top(), right - left, scale.area.height()), colour)


def paint_ring(
    painter: QPainter, scale: Scale, sign: PlotSign, places: Sequence[float], values: Sequence[float]
) -> None:
    """A ring around the last point of a line in the band, if there is one and it has a place in the picture."""
    inside = [
        scale.point(place, value)
        for place, value in zip(places, values, strict=True) if sign.first <= place <= sign.last + _HAIR
    ]
    if not inside or inside[-1] is None:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.colours().accent), 2))
    painter.drawEllipse(inside[-1], _RING_RADIUS, _RING_RADIUS)
