"""Paint the probability bars, one a class, with the colour of the winning bar."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.formatting import percent, whole_percent
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MAX_ROW_EMS = 2.4
"""Rows further apart than this are hard to read as one picture."""

_LONGEST_EMS, _LONG_EMS = 9.0, 5.0
"""A longer name is cut: it has so much room at most, and at least so much."""

_NAMES_SHARE = 0.35
"""How much of the width long names may take."""

_MOST_LINES = 10
"""More rows than this need no more height: they get thinner, and words stand where there is room for them."""

_ONE_LINE = 0.95
"""From this height on, in text heights, every row has room for words."""

_NO_VALUE = "–"


@guarded
class ProbabilityBars(QWidget):
    """Horizontal bars, the class at the left, the value at the right.

    The class that is the answer is marked three ways: an arrow, bold text, and the accent colour. Where the rows are
    too thin for words, the most probable ones have theirs; pointing at a row tells the rest.
    """

    def __init__(self, class_names: Sequence[str]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._names: tuple[str, ...] = ()
        self._values: tuple[float, ...] = ()
        self._sure = True  # whether the longest bar is the answer
        self._shows_names = True
        self._compact = False
        self._minimum_ems = 8.0
        self.set_class_names(class_names)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Speak of other classes; the bars start empty."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.set_probabilities(None)
            self.updateGeometry()

    def show_names(self, shown: bool) -> None:
        """Whether the names stand at the left; beside other bars of the same classes they need not."""
        if shown is not self._shows_names:
            self._shows_names = shown
            self.updateGeometry()
            self.update()

    def set_compact(self, minimum_ems: float | None) -> None:
        """Do with less room, for whole percents only: names and so many ems; None is as much room as usual."""
        self._compact = minimum_ems is not None
        self._minimum_ems = minimum_ems or 8.0
        self.updateGeometry()
        self.update()

    def _shown(self, value: float) -> str:
        return whole_percent(value) if self._compact else percent(value)

    def _label_width(self, metrics: QFontMetricsF, most_ems: float) -> float:
        if not self._shows_names:
            return 0.0
        return min(most_ems * metrics.height(), max(metrics.horizontalAdvance(name) for name in self._names))

    @property
    def _row(self) -> float:
        """The height of a row in pixels."""
        return min(self.height() / len(self._names), QFontMetricsF(self.font()).height() * _MAX_ROW_EMS)

    @property
    def written(self) -> tuple[int, ...]:
        """The rows that have words: all where there is room, else the most probable first, none over another."""
        rows = range(len(self._names))
        line = QFontMetricsF(self.font()).height() * _ONE_LINE
        if self._row >= line:
            return tuple(rows)
        result: list[int] = []
        for index in sorted(rows, key=lambda index: -self._values[index]):
            if all(abs(index - other) * self._row >= line for other in result):
                result.append(index)
        return tuple(sorted(result))

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names at the left, from top to bottom."""
        return self._names

    def set_probabilities(self, values: Sequence[float] | None, *, sure: bool = True) -> None:
        """Show these probabilities, one a class; None for nothing to show.

        Args:
            values: as many as there are classes, each 0..1.
            sure: whether the most probable class is the answer, to be marked as such.
        """
        self._sure = sure
        self._values = tuple(float(value) for value in values) if values is not None else (0.0,) * len(self._names)
        self.setAccessibleDescription(self._spoken())
        self.update()

    def _get_probabilities(self) -> list[float]:
        return list(self._values)

    # The stubs know Python types only; Qt needs its own list for other languages and the property system.
    probabilities = Property("QVariantList", _get_probabilities)  # type: ignore[arg-type]

    @property
    def winner(self) -> int | None:
        """Index of the longest bar, or None while there is nothing to show."""
        return max(range(len(self._values)), key=self._values.__getitem__) if any(self._values) else None

    def _spoken(self) -> str:
        """The same for a screen reader: the three most probable classes."""
        if not any(self._values):
            return _("Nothing to show")
        ranked = sorted(zip(self._values, self._names, strict=True), reverse=True)
        return ", ".join(f"{name} {percent(value)}" for value, name in ranked[:3])

    def paintEvent(self, event: QPaintEvent) -> None:
        """All rows; a few microseconds each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetricsF(bold)
        em = metrics.height()
        labels = self._label_width(metrics, max(_LONG_EMS, min(_LONGEST_EMS, self.width() * _NAMES_SHARE / em)))
        arrow, value_width = em * 0.8, metrics.horizontalAdvance(self._shown(1.0))
        row, written = self._row, set(self.written)
        left = arrow + labels + em * 0.5
        width = max(1.0, self.width() - left - value_width - em * 0.6)
        thick = min(row * 0.62, em * 1.5)
        winner = self.winner
        for index, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            middle = (index + 0.5) * row
            track = QRectF(left, middle - thick / 2, width, thick)
            first = self._sure and index == winner
            painter.setFont(bold if first else self.font())
            self._paint_bar(painter, track, value, first)
            if first:
                self._paint_arrow(painter, arrow, middle)
            if index not in written:
                continue
            top = max(0.0, min(middle - em / 2, self.height() - em))  # the words of the first row and the last, too
            painter.setPen(QColor(theme.colours().text))
            if self._shows_names:
                label = QRectF(arrow, top, labels, em)
                cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, math.ceil(labels))
                painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, cut)
            shown = self._shown(value) if winner is not None else _NO_VALUE
            painter.setPen(QColor(theme.colours().text if first else theme.colours().faint))
            number = QRectF(track.right() + em * 0.3, top, value_width + em * 0.2, em)
            painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _paint_bar(painter: QPainter, track: QRectF, value: float, first: bool) -> None:
        colours = theme.colours()
        radius = min(3.0, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(colours.line)
        ground.setAlphaF(0.45)
        painter.setBrush(ground)
        painter.drawRoundedRect(track, radius, radius)
        if value > 0:
            painter.setBrush(QColor(colours.accent if first else colours.bar))
            filled = QRectF(track.left(), track.top(), max(1.5, track.width() * value), track.height())
            painter.drawRoundedRect(filled, radius, radius)

    @staticmethod
    def _paint_arrow(painter: QPainter, width: float, middle: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours().accent))
        half = width * 0.32
        painter.drawPolygon(
            QPolygonF([QPointF(0, middle - half), QPointF(0, middle + half), QPointF(width * 0.5, middle)])
        )

    def sizeHint(self) -> QSize:
        """Room for the names, a bar of ten ems and a value; the rows as far apart as they ever are."""
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        labels = self._label_width(metrics, _LONGEST_EMS)
        return QSize(round(labels + em * 14), round(em * _MAX_ROW_EMS * len(self._names)))

    def minimumSizeHint(self) -> QSize:
        """Still readable: bars of four ems, rows a line high unless they are many."""
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        labels = self._label_width(metrics, _LONG_EMS)
        lines = min(len(self._names), _MOST_LINES)
        return QSize(round(labels + em * self._minimum_ems), round(em * 1.05 * lines))

    def event(self, event: QEvent) -> bool:
        """The whole name, and the value, of the row that is pointed at."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = int(event.pos().y() / self._row)
            if place < len(self._names):
                value = percent(self._values[place]) if self.winner is not None else _NO_VALUE
                QToolTip.showText(event.globalPos(), tip(f"{self._names[place]}: {value}"), self)
                return True
        return super().event(event)
