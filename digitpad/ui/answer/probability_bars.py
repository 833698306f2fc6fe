"""Show the probabilities as bars, one a class; the most probable is marked as the answer."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.formatting import percent, whole_percent
from digitpad.translation import _
from digitpad.ui.answer.bars_painter import BarsPainter, Row
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_MAX_ROW_EMS = 3.0
"""Rows further apart than this are hard to read as one picture."""

_LONGEST_EMS, _LONG_EMS = 9.0, 5.0
"""A longer name is cut: it has so much room at most, and at least so much."""

_NAMES_SHARE = 0.35
"""How much of the width long names may take."""

_MOST_LINES = 10
"""More rows than this need no more height: they get thinner, and words stand where there is room for them."""

_ONE_LINE = 0.95
"""From this height on, in text heights, every row has room for words."""

_READABLE = 1.3
"""A row this high, in text heights, is read with ease."""

_LARGE = 1.1 * theme.BASE_POINT_SIZE
"""Text of more points than this gets smaller before the bars ask for more room than a small window has."""

_LEAST_POINTS, _LEAST_NAME_EMS = 9.0, 4.0
_FITTING_EMS, _LEAST_EMS = 7.5, 6.5
"""How small that text gets, and the room of long names then; what bars and values have before, and then (in ems)."""

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
        self._widest_name: float | None = None  # in pixels, in the font in use
        self._minimum_ems = 8.0
        self._painter: BarsPainter | None = None
        self._rows: tuple[Row, ...] = ()
        self._needs: tuple[QFont, int, QSize] | None = None  # comfortable width and least size in a font
        self.set_class_names(class_names)

    def set_class_names(self, names: Sequence[str]) -> None:
        """Speak of other classes; the bars start empty."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self._forget_painter()
            self.set_probabilities(None)
            self.updateGeometry()

    def show_names(self, shown: bool) -> None:
        """Whether the names stand at the left; beside other bars of the same classes they need not."""
        if shown is not self._shows_names:
            self._shows_names = shown
            self._forget_painter()
            self.updateGeometry()

    def stand_on_window(self) -> None:
        """Behind the bars is nothing but the window's own colour; they paint it themselves, and only what changes."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._forget_painter()

    def set_compact(self, minimum_ems: float | None) -> None:
        """Do with less room, for whole percents only: names and so many ems; None is as much room as usual."""
        self._compact = minimum_ems is not None
        self._minimum_ems = minimum_ems or 8.0
        self._forget_painter()
        self.updateGeometry()
        self._show_rows()

    def _shown(self, value: float) -> str:
        return whole_percent(value) if self._compact else percent(value)

    def _label_width(self, metrics: QFontMetricsF, most_ems: float) -> float:
        if not self._shows_names:
            return 0.0
        if self._widest_name is None:
            self._widest_name = max(metrics.horizontalAdvance(name) for name in self._names)
        return min(most_ems * metrics.height(), self._widest_name)

    @property
    def _row(self) -> float:
        """The height of a row in pixels."""
        return min(self.height() / len(self._names), QFontMetricsF(self.font()).height() * _MAX_ROW_EMS)

    @property
    def written(self) -> tuple[int, ...]:
        """The rows that have words: all where there is room, else the most probable first, none over another."""
        rows = range(len(self._names))
        line = QFontMetricsF(self._fitting_font()).height() * _ONE_LINE
        if self._row >= line:
            return tuple(rows)
        result: list[int] = []
        for index in sorted(rows, key=lambda index: -self._values[index]):
            if all(abs(index - other) * self._row >= line for other in result):
                result.append(index)
        return tuple(sorted(result))

    def spare_height(self, around: QWidget) -> int:
        """Pixels that are left from the bars down to the end of a widget around them, if they keep readable rows."""
        readable = QFontMetricsF(self.font()).height() * _READABLE * min(len(self._names), _MOST_LINES)
        return around.height() - self.mapTo(around, QPoint(0, 0)).y() - round(readable)

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
        self._values = tuple(map(float, values)) if values is not None else (0.0,) * len(self._names)
        self.setAccessibleDescription(self._spoken())
        self._show_rows()

    def _show_rows(self) -> None:
        """Paint again what looks otherwise than before, where rows can be painted one by one."""
        winner, before = self.winner, self._rows
        first = winner if self._sure else None
        shown = whole_percent if self._compact else percent
        self._rows = tuple([
            Row(value, _NO_VALUE if winner is None else shown(value), index == first)
            for index, value in enumerate(self._values)
        ])
        painter = self._painter
        if painter is None or not self._paints_rows(painter):
            self.update()
            return
        self.update(painter.changed(before, self._rows))

    def _paints_rows(self, painter: BarsPainter) -> bool:
        return painter.is_roomy and self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _get_probabilities(self) -> list[float]:
        return list(self._values)

    probabilities = qt_property("QVariantList", "_get_probabilities")

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
        """The rows that are to be painted, in a fraction of a millisecond."""
        bars = self._painter
        if bars is None or bars.pixel_ratio != self.devicePixelRatioF():
            bars = self._painter = self._new_painter()
        painter = QPainter(self)
        if self._paints_rows(bars) and event.rect() != self.rect():
            bars.paint_some(painter, self._rows, event.rect())
        else:
            bars.paint(painter, self._rows, self.written)
        painter.end()

    def _new_painter(self) -> BarsPainter:
        font = self._fitting_font()
        em = QFontMetricsF(font).height()
        least = _LONG_EMS if font.pointSizeF() > _LEAST_POINTS else _LEAST_NAME_EMS
        label_ems = max(least, min(_LONGEST_EMS, self.width() * _NAMES_SHARE / em))
        names = self._names if self._shows_names else ()
        opaque = self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        ground = self.palette().color(QPalette.ColorRole.Window) if opaque else None
        most, nothing = self._shown(1.0), self._shown(0.0)
        return BarsPainter(self, font, names, len(self._names), self._row, label_ems, most, nothing, ground)

    def _forget_painter(self) -> None:
        """Paint for another size, font, palette or other names."""
        self._painter, self._widest_name, self._needs = None, None, None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows of another size."""
        super().resizeEvent(event)
        self._forget_painter()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_painter()

    def sizeHint(self) -> QSize:
        """Room for the names, a bar of ten ems and a value; the rows as far apart as they ever are."""
        metrics = QFontMetricsF(self.font())
        em = metrics.height()
        labels = self._label_width(metrics, _LONGEST_EMS)
        return QSize(round(labels + em * 14), round(em * _MAX_ROW_EMS * len(self._names)))

    @property
    def comfortable_width(self) -> int:
        """What they need in the text size of the window, in pixels."""
        return self._measured()[1]

    def minimumSizeHint(self) -> QSize:
        """Bars of four ems, rows a line high unless they are many; large text may be smaller, its lines closer."""
        return self._measured()[2]

    def _measured(self) -> tuple[QFont, int, QSize]:
        """Layouts ask hundreds of times before the first paint."""
        font = self.font()
        if self._needs is None or self._needs[0] != font:
            metrics, points, line = QFontMetricsF(font), font.pointSizeF(), 1.0
            width = comfortable = round(self._label_width(metrics, _LONG_EMS) + metrics.height() * self._minimum_ems)
            if points > _LARGE:
                line = _ONE_LINE
                width = min(width, round(self._least_width(_LEAST_NAME_EMS, _LEAST_EMS) * _LEAST_POINTS / points))
            height = math.ceil(metrics.height() * line * min(len(self._names), _MOST_LINES))
            self._needs = font, comfortable, QSize(width, height)
        return self._needs

    def _least_width(self, name_ems: float, ems: float) -> float:
        """What names of at most so many ems, and so many for the rest, need in the window's text size, in pixels."""
        metrics = QFontMetricsF(self.font())
        return self._label_width(metrics, name_ems) + metrics.height() * min(ems, self._minimum_ems)

    def _fitting_font(self) -> QFont:
        """The window's, or a smaller one where large text has no room."""
        font, points = QFont(self.font()), self.font().pointSizeF()
        if points > _LARGE and self.width() < (needed := self._least_width(_LONG_EMS, _FITTING_EMS)):
            font.setPointSizeF(max(_LEAST_POINTS, points * self.width() / needed))
        return font

    def event(self, event: QEvent) -> bool:
        """The whole name, and the value, of the row that is pointed at."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = int(event.pos().y() / self._row)
            if place < len(self._names):
                value = percent(self._values[place]) if self.winner is not None else _NO_VALUE
                QToolTip.showText(event.globalPos(), tip(f"{self._names[place]}: {value}"), self)
                return True
        return super().event(event)
