"""Paint the probability bars and the colour of the winning bar; what does not change is painted once."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QPolygonF, QStaticText

from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget

_MOST_TEXTS = 2_000
"""Values that are laid out once; there are about a thousand, from 0.0 to 100.0 %."""


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

    Attributes:
        pixel_ratio: of the screen that it paints for.
    """

    def __init__(
        self, widget: QWidget, font: QFont, names: Sequence[str], rows: int, height: float, label_ems: float,
        widest: str,
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
        self._thick = min(height * 0.62, em * 1.5)
        colours = theme.colours()
        self._text, self._faint = QColor(colours.text), QColor(colours.faint)
        self._accent, self._bar, self._ground = QColor(colours.accent), QColor(colours.bar), QColor(colours.line)
        self._ground.setAlphaF(0.45)
        self._texts: dict[tuple[str, bool], QStaticText] = {}
        self.pixel_ratio = widget.devicePixelRatioF()
        self._tracks = self._painted_tracks()

    def paint(self, painter: QPainter, rows: Sequence[Row], written: Collection[int]) -> None:
        """Paint all rows; those that are written have words."""
        painter.drawPixmap(0, 0, self._tracks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, row in enumerate(rows):
            if row.value > 0:
                track = self._track(index)
                painter.setBrush(self._accent if row.first else self._bar)
                track.setWidth(max(1.5, track.width() * row.value))
                _rounded(painter, track)
            if row.first:
                self._paint_arrow(painter, index)
        for index in written:
            self._paint_words(painter, index, rows[index])

    def _paint_words(self, painter: QPainter, index: int, row: Row) -> None:
        top = max(0.0, min((index + 0.5) * self._height - self._em / 2, self._widget.height() - self._em))
        painter.setFont(self._bold if row.first else self._font)
        if self._names:
            name = self._laid_out(self._names[index], row.first, self._labels)
            painter.setPen(self._text)
            painter.drawStaticText(QPointF(self._arrow + self._labels - name.size().width(), top), name)
        value = self._laid_out(row.text, row.first)
        right = self._left + self._width + self._em * 0.5 + self._value_width
        painter.setPen(self._text if row.first else self._faint)
        painter.drawStaticText(QPointF(right - value.size().width(), top), value)

    def _laid_out(self, text: str, bold: bool, room: float | None = None) -> QStaticText:
        known = self._texts.get((text, bold))
        if known is None:
            font = self._bold if bold else self._font
            cut = text
            if room is not None:
                cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, math.ceil(room))
            known = QStaticText(cut)
            known.setTextFormat(Qt.TextFormat.PlainText)
            known.prepare(font=font)
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[text, bold] = known
        return known

    def _track(self, index: int) -> QRectF:
        return QRectF(self._left, (index + 0.5) * self._height - self._thick / 2, self._width, self._thick)

    def _painted_tracks(self) -> QPixmap:
        picture = QPixmap(self._widget.size() * self.pixel_ratio)
        picture.setDevicePixelRatio(self.pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        for index in range(self._rows):
            _rounded(painter, self._track(index))
        painter.end()
        return picture

    def _paint_arrow(self, painter: QPainter, index: int) -> None:
        half, middle = self._arrow * 0.32, (index + 0.5) * self._height
        painter.drawPolygon(
            QPolygonF([QPointF(0, middle - half), QPointF(0, middle + half), QPointF(self._arrow * 0.5, middle)])
        )


def _rounded(painter: QPainter, place: QRectF) -> None:
    radius = min(3.0, place.height() / 2)
    painter.drawRoundedRect(place, radius, radius)
