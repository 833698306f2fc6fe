"""A line plot with two axes and round ticks.

Our own and no library's: decision 6 says why.
"""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TICK_EMS = (3.0, 2.2)
"""Least distances, in line heights, between the numbers on the lower and the left axis."""

_LEFT_EMS = 3.2
"""Room for the numbers at the left and the name of the lower axis below them; more if they need it."""

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

_LEVEL = 1e-3
"""A line that rises and falls by less than this share of its height is shown as the level line that it is."""


_GREATEST = 1e100
"""A number beyond this has no place in a plot, and leaves room to compute with those that have."""

_SHORTEST = 1e-9
"""A lower axis is longer than this."""


class Line(NamedTuple):
    """One line of a plot.

    Attributes:
        places: along the lower axis, ascending.
        values: as many; one that is not finite, or beyond all measure, leaves a gap.
        pen: colour, width and dashes.
        marked: whether every point has a mark, too, unless they touch; its shape goes with the dashes.
    """

    places: Sequence[float]
    values: Sequence[float]
    pen: QPen
    marked: bool


def _has_place(number: float) -> bool:
    return abs(number) <= _GREATEST


def tick_step(span: float, most: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that fits into `span` at most `most` times.

    Args:
        span: length of an axis, above 0.
        most: at least 1.

    After Heckbert, "Nice Numbers for Graph Labels" (Graphics Gems, 1990).
    """
    least = span / max(1.0, most)
    power = 10.0 ** math.floor(math.log10(least))
    # A hair less, since a tenth is not quite a tenth.
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def tick_text(value: float, step: float) -> str:
    """A number of an axis, with the digits that tell it from its neighbours."""
    power = math.floor(math.log10(step) + 1e-9)
    if 1e-5 <= step < 1e5:
        return f"{value:.{max(0, -power)}f}"
    if value == 0:
        return "0"
    return f"{value:.{max(0, math.floor(math.log10(abs(value)) + 1e-9) - power)}e}"


class _Scale(NamedTuple):
    """Where places and values are in the picture."""

    area: QRectF
    first: float
    last: float
    low: float
    high: float

    def point(self, place: float, value: float) -> QPointF | None:
        """None for what has no place in the picture."""
        if not self.first <= place <= self.last or not _has_place(value):
            return None
        return QPointF(self.x(place), self.y(value))

    def x(self, place: float) -> float:
        return self.area.left() + (place - self.first) / (self.last - self.first) * self.area.width()

    def y(self, value: float) -> float:
        return self.area.bottom() - (value - self.low) / (self.high - self.low) * self.area.height()


@guarded
class Plot(QWidget):
    """Some lines. The left axis holds all their values; the lower one counts epochs."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._ends = (0.0, 1.0)
        self._highest = math.inf
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def ends(self) -> tuple[float, float]:
        """Where the lower axis begins and ends."""
        return self._ends

    def show_lines(self, lines: Sequence[Line], first: float, last: float, highest: float = math.inf) -> None:
        """Show these lines, the last one on top.

        Args:
            lines: their values are 0 or more, as a rule.
            first: the place at the left end.
            last: the place at the right end; where it is not beyond the first, the axis goes from 0 to 1.
            highest: what no value can exceed, such as 100 percent.
        """
        is_axis = first >= 0 and last - first > _SHORTEST and _has_place(last)
        self._lines, self._ends, self._highest = tuple(lines), (first, last) if is_axis else (0.0, 1.0), highest
        self.update()

    def left_ticks(self, height: float, em: float) -> list[tuple[float, str]]:
        """Round numbers around all values, lowest first, with their texts."""
        values = [value for line in self._lines for value in line.values if _has_place(value)] or [0.0, 1.0]
        low, high = min(values), max(values)
        size = max(abs(low), abs(high))
        if high - low <= max(_LEVEL * size, 1e-12):
            margin = size / 2 if size > 1e-12 else 0.5
            # The axis ends at nought and at the highest, unless there are values beyond.
            low, high = max(min(0.0, low * 2), low - margin), min(max(high, self._highest), high + margin)
        step = tick_step(high - low, height / (em * _TICK_EMS[1]))
        numbers = range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)
        return [(number * step, tick_text(number * step, step)) for number in numbers]

    def lower_ticks(self, width: float, em: float) -> list[tuple[float, str]]:
        """Whole epochs, since a number at 1.5 would mean nothing; shares of the first where there is no more of it."""
        first, last = self._ends
        step = tick_step(last - first, width / (em * _TICK_EMS[0]))
        if last >= 1:
            step = max(1, round(step))
        numbers = range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)
        # A nought without decimals leaves room for the name of the axis beside it.
        return [(number * step, tick_text(number * step, step) if number else "0") for number in numbers]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, axes and lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        height = max(1.0, self.height() - em * 1.9)
        ticks = self.left_ticks(height, em)
        left = max(em * _LEFT_EMS, max(metrics.horizontalAdvance(text) for __, text in ticks) + em * 0.5)
        area = QRectF(left, em / 2, max(1.0, self.width() - left - em), height)
        scale = _Scale(area, *self._ends, ticks[0][0], ticks[-1][0])
        _paint_axes(painter, scale, ticks, self.lower_ticks(area.width(), em), em)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # not before: thin straight lines are sharper without
        for line in self._lines:
            _paint_line(painter, scale, line)


def _paint_axes(
    painter: QPainter, scale: _Scale, left: list[tuple[float, str]], lower: list[tuple[float, str]], em: float
) -> None:
    area, colours = scale.area, theme.colours()
    painter.setPen(QColor(colours.line))
    for value, _text in left:
        painter.drawLine(QPointF(area.left(), scale.y(value)), QPointF(area.right(), scale.y(value)))
    for place, _text in lower:
        painter.drawLine(
            QPointF(scale.x(place), area.bottom()), QPointF(scale.x(place), area.bottom() + em * 0.25)
        )
    painter.setPen(QColor(colours.faint))
    middle, right, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
    for value, text in left:
        painter.drawText(QRectF(0, scale.y(value) - em / 2, area.left() - em * 0.4, em), right | middle, text)
    below = area.bottom() + em * 0.3
    painter.drawText(QRectF(0, below, area.left() - em * 0.6, em), right | middle, _("epoch"))
    for place, text in lower:
        painter.drawText(QRectF(scale.x(place) - em * 2, below, em * 4, em), centre | middle, text)


def _paint_line(painter: QPainter, scale: _Scale, line: Line) -> None:
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
