"""Lines over two axes with round numbers.

Our own and no library's: decision 6 says why.
"""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_TICK_EMS = (3.0, 2.2)
"""Least distances between the numbers on the lower and the left axis; a number is up to four ems wide."""

_LEFT_EMS = 2.4
"""Room for the numbers at the left; more if they need it."""

_MARK_RADIUS = 3.0


class Line(NamedTuple):
    """One line of a plot.

    Attributes:
        places: along the lower axis, ascending.
        values: as many; one that is not finite leaves a gap.
        pen: colour, width and dashes.
        marked: whether every point is a dot, too.
    """

    places: Sequence[float]
    values: Sequence[float]
    pen: QPen
    marked: bool


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
    """A number of an axis, with the decimals that tell it from its neighbours."""
    if not 1e-4 <= step < 1e5:
        return f"{value:.4g}"
    return f"{value:.{max(0, -math.floor(math.log10(step) + 1e-9))}f}"


class Plot(QWidget):
    """Some lines. The left axis holds all their values; the lower one counts epochs."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._ends = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def ends(self) -> tuple[float, float]:
        """Where the lower axis begins and ends."""
        return self._ends

    def show_lines(self, lines: Sequence[Line], first: float, last: float) -> None:
        """Show these lines from the place `first` to the place `last`, which is beyond it."""
        self._lines, self._ends = tuple(lines), (first, last)
        self.update()

    def _left_ticks(self, height: float, em: float) -> list[tuple[float, str]]:
        """Round numbers around all values, lowest first, with their texts."""
        values = [value for line in self._lines for value in line.values if math.isfinite(value)] or [0.0, 1.0]
        low, high = min(values), max(values)
        if high - low <= 1e-9 * max(abs(low), abs(high)):  # a level line runs through the middle
            margin = abs(low) / 2 or 0.5
            low, high = low - margin, high + margin
        step = tick_step(high - low, height / (em * _TICK_EMS[1]))
        numbers = range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)
        return [(number * step, tick_text(number * step, step)) for number in numbers]

    def _lower_ticks(self, width: float, em: float) -> list[tuple[float, str]]:
        """Whole epochs: a number at 1.5 would mean nothing."""
        first, last = self._ends
        step = max(1, round(tick_step(last - first, width / (em * _TICK_EMS[0]))))
        numbers = range(math.ceil(first / step), math.floor(last / step) + 1)
        return [(number * step, str(number * step)) for number in numbers]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, axes and lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.colours().surface))
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        top, height = em / 2, max(1.0, self.height() - em * 1.9)
        left_ticks = self._left_ticks(height, em)
        numbers = max(metrics.horizontalAdvance(text) for _, text in left_ticks)
        left = max(em * _LEFT_EMS, numbers + em * 0.5)
        area = QRectF(left, top, max(1.0, self.width() - left - em), height)
        lower_ticks = self._lower_ticks(area.width(), em)
        low, high = left_ticks[0][0], left_ticks[-1][0]
        first, last = self._ends

        def x(place: float) -> float:
            return area.left() + (place - first) / (last - first) * area.width()

        def y(value: float) -> float:
            return area.bottom() - (value - low) / (high - low) * area.height()

        colours = theme.colours()
        painter.setPen(QColor(colours.line))
        for value, _ in left_ticks:
            painter.drawLine(QPointF(area.left(), y(value)), QPointF(area.right(), y(value)))
        for place, _ in lower_ticks:
            painter.drawLine(QPointF(x(place), area.bottom()), QPointF(x(place), area.bottom() + em * 0.25))
        painter.setPen(QColor(colours.faint))
        for value, text in left_ticks:
            room = QRectF(0, y(value) - em / 2, left - em * 0.4, em)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        for place, text in lower_ticks:
            room = QRectF(x(place) - em * 2, area.bottom() + em * 0.3, em * 4, em)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # from here on: thin straight lines are sharper without
        for line in self._lines:
            points = [
                QPointF(x(place), y(value)) if math.isfinite(value) else None
                for place, value in zip(line.places, line.values, strict=True)
            ]
            _paint_line(painter, line, points)


def _paint_line(painter: QPainter, line: Line, points: Sequence[QPointF | None]) -> None:
    """The pieces between the gaps, and the dots."""
    piece: list[QPointF] = []
    painter.setPen(line.pen)
    for point in (*points, None):
        if point is not None:
            piece.append(point)
        else:
            if len(piece) > 1:
                painter.drawPolyline(piece)
            piece = []
    if line.marked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line.pen.color())
        for point in points:
            if point is not None:
                painter.drawEllipse(point, _MARK_RADIUS, _MARK_RADIUS)
