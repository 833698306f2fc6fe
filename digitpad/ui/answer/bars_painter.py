"""Paint the probability bars and the colour of the winning bar; what does not change is painted once."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QPolygonF, QStaticText

from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

_MOST_TEXTS = 2_000
"""Values that are laid out once; there are about a thousand, from 0.0 to 100.0 %."""

_SHORTEST = 1.5
"""Pixels of a bar that is next to nothing, but something."""

_NEXT_TO_NOTHING = 1e-9
"""A value whose bar is as short as can be."""

_SMOOTHED = 2.0
"""Pixels around a shape or a text that its smoothed edge may reach into."""

_APART = 2.0
"""Pixels that a row has more than its words where rows are painted one by one: none reaches into the next."""


class Row(NamedTuple):
    """What a row shows: its bar's length, 0..1, the text of its value, and whether it is the answer."""

    value: float
    text: str
    first: bool


class BarsPainter:
    """For one size, font, palette, screen and set of names; whoever changes one of them makes another painter.

    Args:
        widget: where it paints; its size and palette.
        font: of all words.
        names: at the left of the rows; empty for none.
        rows: how many there are.
        height: of a row, in pixels.
        label_ems: a longer name is cut at so many text heights.
        widest: the widest value.
        least: what is written of a bar that is next to nothing; many are.
        ground: what the bars stand on; None where it shines through.

    Attributes:
        pixel_ratio: of the screen that it paints for.
        is_roomy: whether each row can be painted without the others: all have words, and none reaches into the next.
    """

    def __init__(
        self, widget: QWidget, font: QFont, names: Sequence[str], rows: int, height: float, label_ems: float,
        widest: str, least: str, ground: QColor | None = None,
    ) -> None:
        self._widget, self._names, self._rows, self._height = widget, names, rows, height
        self._font, self._bold = font, QFont(font)
        self._bold.setBold(True)
        metrics = QFontMetricsF(self._bold)
        self._em = em = metrics.height()
        longest = max(map(QFontMetricsF(font).horizontalAdvance, names), default=0.0)
        self._labels = min(label_ems * em, longest)
        self._arrow = em * 0.8
        self._value_width = metrics.horizontalAdvance(widest)
        self._left = self._arrow + self._labels + em * 0.5
        self._width = max(1.0, widget.width() - self._left - self._value_width - em * 0.6)
        self._extent = widget.width()
        self._right = self._left + self._width + em * 0.5 + self._value_width
        self._thick = min(height * 0.62, em * 1.5)
        self._corner = min(3.0, self._thick / 2)
        colours = theme.colours()
        self._text, self._faint = QColor(colours.text), QColor(colours.faint)
        self._accent, self._bar, self._track = QColor(colours.accent), QColor(colours.bar), QColor(colours.line)
        self._track.setAlphaF(0.45)
        self._texts: dict[tuple[str, bool], tuple[QStaticText, float]] = {}
        self.pixel_ratio = widget.devicePixelRatioF()
        self.is_roomy = height >= em + _APART
        self._ground = ground or QColor(Qt.GlobalColor.transparent)
        # With a ground the names are on it too; without one their edges would be smoothed in another way.
        self._edges = [math.floor(index * height) for index in range(rows + 1)]
        middles = [(index + 0.5) * height for index in range(rows)]
        self._tops_of_bars = [middle - self._thick / 2 for middle in middles]
        self._tops_of_words = [max(0.0, min(middle - em / 2, widget.height() - em)) for middle in middles]
        self._has_names = ground is not None and self.is_roomy
        self._usual = self._painted_ground(first=False)
        self._at_rest = Row(_NEXT_TO_NOTHING, least, first=False)

    def place(self, index: int) -> QRect:
        """Where a row is, in whole pixels; rows do not overlap."""
        top, end = self._edges[index : index + 2]
        return QRect(0, top, self._extent, end - top)

    def changed(self, before: Sequence[Row], rows: Sequence[Row]) -> QRect:
        """The rectangle around what looks otherwise when roomy rows show something else; empty where nothing does.

        It is one: many small ones cost more than to paint what is between them.
        """
        result, beside_names = QRect(), math.floor(self._left - _SMOOTHED)
        for index, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old.text == new.text and old.first is new.first and self._length(old.value) == self._length(new.value):
                continue
            place = self.place(index)
            if old.first is new.first:
                place.setLeft(beside_names)
            result |= place
        return result

    def paint(self, painter: QPainter, rows: Sequence[Row], written: Collection[int]) -> None:
        """Paint all rows; those that are written have words."""
        painter.drawPixmap(0, 0, self._usual)
        if self._has_names:
            for index, row in enumerate(rows):
                if row.first:
                    self._paint_ground(painter, self.place(index), self._marked)
        self._paint_rows(painter, rows, range(self._rows), written)

    def paint_some(self, painter: QPainter, rows: Sequence[Row], area: QRect) -> None:
        """Paint a part of the widget, where there is a ground, and room."""
        self._paint_ground(painter, area, self._resting)
        first, end = bisect_right(self._edges, area.top()) - 1, bisect_right(self._edges, area.bottom())
        moved = [index for index in range(first, min(self._rows, end)) if not self._rests(rows[index])]
        for index in moved:
            ground = self._marked if rows[index].first else self._usual
            self._paint_ground(painter, area & self.place(index), ground)
        self._paint_rows(painter, rows, moved, moved)

    def _rests(self, row: Row) -> bool:
        return row.text == self._at_rest.text and not row.first and self._length(row.value) == _SHORTEST

    def _paint_ground(self, painter: QPainter, place: QRect, picture: QPixmap) -> None:
        if self.pixel_ratio == 1:
            painter.drawPixmap(place, picture, place)
            return
        ratio = self.pixel_ratio
        source = QRectF(place.x() * ratio, place.y() * ratio, place.width() * ratio, place.height() * ratio)
        painter.drawPixmap(QRectF(place), picture, source)

    def _paint_rows(
        self, painter: QPainter, rows: Sequence[Row], which: Iterable[int], written: Iterable[int]
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter, rows, which)
        if self._names and not self._has_names:
            for index in written:
                self._paint_name(painter, index, first=rows[index].first)
        self._paint_values(painter, rows, written)

    def _paint_bars(self, painter: QPainter, rows: Sequence[Row], which: Iterable[int]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bar)
        left, corner, thick = self._left, self._corner, self._thick
        for index in which:
            row = rows[index]
            if row.first:
                painter.setBrush(self._accent)
            if row.value > 0:
                bar = QRectF(left, self._tops_of_bars[index], self._length(row.value), thick)
                painter.drawRoundedRect(bar, corner, corner)
            if row.first:
                if not self._has_names:
                    self._paint_arrow(painter, index)
                painter.setBrush(self._bar)

    def _paint_values(self, painter: QPainter, rows: Sequence[Row], written: Iterable[int]) -> None:
        painter.setFont(self._font)
        painter.setPen(self._faint)
        for index in written:
            row = rows[index]
            if row.first:
                painter.setFont(self._bold)
                painter.setPen(self._text)
            words, width = self._laid_out(row.text, row.first)
            painter.drawStaticText(QPointF(self._right - width, self._tops_of_words[index]), words)
            if row.first:
                painter.setFont(self._font)
                painter.setPen(self._faint)

    def _length(self, value: float) -> float:
        return max(_SHORTEST, self._width * value) if value > 0 else 0.0

    def _paint_name(self, painter: QPainter, index: int, *, first: bool) -> None:
        name, width = self._laid_out(self._names[index], first, self._labels)
        painter.setFont(self._bold if first else self._font)
        painter.setPen(self._text)
        painter.drawStaticText(QPointF(self._arrow + self._labels - width, self._tops_of_words[index]), name)

    def _laid_out(self, text: str, bold: bool, room: float | None = None) -> tuple[QStaticText, float]:
        """A text and its width; laid out once."""
        known = self._texts.get((text, bold))
        if known is None:
            font = self._bold if bold else self._font
            cut = text
            if room is not None:
                cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, math.ceil(room))
            words = QStaticText(cut)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=font)
            known = words, words.size().width()
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[text, bold] = known
        return known

    def _painted_ground(self, *, first: bool) -> QPixmap:
        """What is below the bars: their tracks, and the names, of rows that are the answer or are not."""
        picture = QPixmap(self._widget.size() * self.pixel_ratio)
        picture.setDevicePixelRatio(self.pixel_ratio)
        picture.fill(self._ground)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._track)
        for index in range(self._rows):
            top = self._tops_of_bars[index]
            painter.drawRoundedRect(QRectF(self._left, top, self._width, self._thick), self._corner, self._corner)
        if self._has_names:
            painter.setBrush(self._accent)
            for index in range(self._rows):
                if first:
                    painter.setPen(Qt.PenStyle.NoPen)
                    self._paint_arrow(painter, index)
                if self._names:
                    self._paint_name(painter, index, first=first)
        painter.end()
        return picture

    @cached_property
    def _marked(self) -> QPixmap:
        """The ground of rows that are the answer; made with the first one, not before the first paint of all."""
        return self._painted_ground(first=True)

    @cached_property
    def _resting(self) -> QPixmap:
        """Rows whose bars are all next to nothing."""
        picture = QPixmap(self._usual)
        painter = QPainter(picture)
        self._paint_rows(painter, [self._at_rest] * self._rows, range(self._rows), range(self._rows))
        painter.end()
        return picture

    def _paint_arrow(self, painter: QPainter, index: int) -> None:
        half, middle = self._arrow * 0.32, (index + 0.5) * self._height
        painter.drawPolygon(
            QPolygonF([QPointF(0, middle - half), QPointF(0, middle + half), QPointF(self._arrow * 0.5, middle)])
        )
