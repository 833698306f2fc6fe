"""A line plot with two axes and round ticks.

Our own and no library's: decision 6 says why.
"""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.formatting import with_minus
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip
from digitpad.ui.widgets.plot_line import Line, paint_line
from digitpad.ui.widgets.plot_scale import (
    Scale,
    has_place,
    level_ticks,
    logarithmic_ticks,
    needs_logarithms,
    tick_step,
    tick_text,
)
from digitpad.ui.widgets.plot_sign import PlotSign, paint_band, paint_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

_TICK_EMS = (3.0, 2.2)
"""Least distances, in line heights, between the numbers on the lower and the left axis."""

_LEFT_EMS = 3.2
"""Room for the numbers at the left and the name of the lower axis below them; more if they need it."""

_NEAR = 6.0
"""So many pixels beside a mark its words are read."""

_SHORTEST = 1e-9
"""A lower axis is longer than this."""


class Event(NamedTuple):
    """Something that happened at a place of the lower axis: an upright line with a tip."""

    place: float
    text: str


class Axis(NamedTuple):
    """What the lower axis is about.

    Attributes:
        name: stands at its left end; short.
        reading: a place of it in words, with `{place}`; translated already, as the name.
        whole: whether only whole numbers from 0 on mean anything.
    """

    name: str
    reading: str
    whole: bool = False


@guarded
class Plot(QWidget):
    """Some lines. The left axis holds all their values; the lower one counts epochs, unless it is given another."""

    def __init__(self, axis: Axis | None = None) -> None:
        super().__init__()
        self._axis = axis or Axis(_("epoch"), _("Epoch {place}"), whole=True)
        self._lines: tuple[Line, ...] = ()
        self._ends = (0.0, 1.0)
        self._highest = math.inf
        self._events: tuple[Event, ...] = ()
        self._sign: PlotSign | None = None
        self._may_be_logarithmic = False
        self._scale: Scale | None = None  # of the last paint
        self._pointed: float | None = None  # the place under the mouse
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @property
    def ends(self) -> tuple[float, float]:
        """Where the lower axis begins and ends."""
        return self._ends

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened along the lower axis."""
        return self._events

    @property
    def sign(self) -> PlotSign | None:
        """What is pointed at."""
        return self._sign

    def use_logarithms(self, wanted: bool = True) -> None:
        """Whether values are shown by their logarithms while they span more than two powers of ten."""
        self._may_be_logarithmic = wanted

    @property
    def is_logarithmic(self) -> bool:
        """Whether values are shown by their logarithms now."""
        return self._may_be_logarithmic and needs_logarithms(self._values)

    @property
    def _values(self) -> list[float]:
        return [value for line in self._lines for value in line.values if has_place(value)]

    def show_events(self, events: Sequence[Event]) -> None:
        """Mark where something happened."""
        if tuple(events) != self._events:
            self._events = tuple(events)
            self.update()

    def point_at(self, sign: PlotSign | None) -> None:
        """Point at a part of a line, or at nothing."""
        if sign != self._sign:
            self._sign = sign
            self.update()

    def show_lines(self, lines: Sequence[Line], first: float, last: float, highest: float = math.inf) -> None:
        """Show these lines, the last one on top.

        Args:
            lines: their values are 0 or more, as a rule.
            first: the place at the left end.
            last: the place at the right end; where it is not beyond the first, the axis goes from 0 to 1.
            highest: what no value can exceed, such as 100 percent.
        """
        is_axis = (first >= 0 or not self._axis.whole) and last - first > _SHORTEST and has_place(last)
        self._lines, self._ends, self._highest = tuple(lines), (first, last) if is_axis else (0.0, 1.0), highest
        self.update()

    def left_ticks(self, height: float, em: float) -> list[tuple[float, str]]:
        """Round numbers around all values, lowest first, with their texts."""
        most, values = height / (em * _TICK_EMS[1]), self._values
        if self.is_logarithmic:
            return logarithmic_ticks(values, most)
        return level_ticks(values or [0.0, 1.0], most, self._highest)

    def lower_ticks(self, width: float, em: float) -> list[tuple[float, str]]:
        """Of epochs whole ones, since a number at 1.5 would mean nothing; shares of the first if there is no more."""
        first, last = self._ends
        step = tick_step(last - first, width / (em * _TICK_EMS[0]))
        if last >= 1 and self._axis.whole:
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
        self._scale = scale = Scale(area, *self._ends, ticks[0][0], ticks[-1][0], self.is_logarithmic)
        if self._sign is not None:
            paint_band(painter, scale, self._sign)
        _paint_axes(painter, scale, ticks, self.lower_ticks(area.width(), em), self._axis.name, em)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)  # not before: thin straight lines are sharper without
        painter.setPen(QPen(QColor(theme.colours().faint), 1, Qt.PenStyle.DashLine))
        for event_ in self._events:
            x = scale.x(event_.place)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for line in self._lines:
            paint_line(painter, scale, line)
        if self._sign is not None and self._sign.line < len(self._lines):
            ringed = self._lines[self._sign.line]
            paint_ring(painter, scale, self._sign, ringed.places, ringed.values)
        if self._pointed is not None:
            painter.setPen(QPen(QColor(theme.colours().accent), 1))
            x = scale.x(self._pointed)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def reading(self, x: float) -> tuple[float, str] | None:
        """The place that is nearest to a pixel, and the values there, for people; None beside the axes."""
        scale = self._scale
        if scale is None or not scale.area.left() <= x <= scale.area.right():
            return None
        places = {place for line in self._lines for place in line.places if scale.first <= place <= scale.last}
        if not places:
            return None
        nearest = min(places, key=lambda place: abs(scale.x(place) - x))
        texts = [self._axis.reading.format(place=with_minus(f"{nearest:.4g}"))]
        for line in self._lines:
            if line.name and nearest in line.places:
                value = with_minus(f"{line.values[list(line.places).index(nearest)]:.4g}")
                texts.append(f"{line.name}: {value}")
        texts += [event.text for event in self._events if abs(scale.x(event.place) - x) < _NEAR]
        return nearest, "\n".join(texts)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The values under the mouse, in a tip that goes with it."""
        read = self.reading(event.position().x())
        self._point_at(None if read is None else read[0])
        if read is not None:
            QToolTip.showText(event.globalPosition().toPoint(), tip(read[1]), self)

    def event(self, event: QEvent) -> bool:
        """No tip in the place of the values; screen readers have what it would say."""
        return event.type() is QEvent.Type.ToolTip or super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read any more."""
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, place: float | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.update()


def _paint_axes(
    painter: QPainter, scale: Scale, left: list[tuple[float, str]], lower: list[tuple[float, str]], name: str, em: float
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
    painter.drawText(QRectF(0, below, area.left() - em * 0.6, em), right | middle, name)
    for place, text in lower:
        painter.drawText(QRectF(scale.x(place) - em * 2, below, em * 4, em), centre | middle, text)
