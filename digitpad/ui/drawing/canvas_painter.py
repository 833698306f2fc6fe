"""Paint the canvas: finished strokes once, then only what changes."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from digitpad.model.answer import has_digit_classes
from digitpad.translation import _
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from digitpad.ink.stroke import Ink, Points
    from digitpad.ui.drawing.growing_line import GrowingLine

_FRAME_MARGIN = 14.0
"""Room between a frame and the middle of the lines in it, in units of the canvas, beside half of the pen."""


class CanvasPainter:
    """Paints for one widget.

    Args:
        widget: what is painted on; its size and its colours are followed.
        units: how many units of a drawing the widget is wide.
    """

    def __init__(self, widget: QWidget, units: float) -> None:
        self._widget = widget
        self._units = units
        self.hint = ""
        self._picture: QPixmap | None = None  # the finished strokes, painted once
        self._has_hint = False
        self._brush: QPen | None = None  # for lines

    @property
    def scale(self) -> float:
        """Pixels of the widget a unit of the drawing."""
        return max(1, min(self._widget.width(), self._widget.height())) / self._units

    def pixels(self, point: tuple[float, float]) -> QPointF:
        """Where a place of the drawing is on the widget."""
        return QPointF(point[0] * self.scale, point[1] * self.scale)

    def forget(self) -> None:
        """The finished strokes, the size or the colours are others now."""
        self._picture = self._brush = None
        self._widget.update()

    def set_class_names(self, names: Sequence[str]) -> None:
        """Say on the empty paper what may be drawn."""
        if has_digit_classes(names):
            hint = _("Draw a digit here")
        else:
            hint = _("Draw one of these here:\n{names}").format(names=", ".join(names))
        if hint != self.hint:
            self.hint = hint
            self.forget()

    def paint_finished(
        self, painter: QPainter, area: QRect, ink: Ink, pen: float, *, under_way: bool = False
    ) -> None:
        """Copy the paper and the finished strokes.

        Args:
            painter: of the widget.
            area: what is to be painted.
            ink: the strokes.
            pen: the width of the line in units.
            under_way: whether there are lines under way, the first of which replaces the hint.
        """
        if self._has_hint if under_way else not (ink or self._has_hint):
            self._picture = None
        picture = self._finished(ink, pen, hint=not (ink or under_way))
        ratio = picture.devicePixelRatio()
        if ratio == 1:
            painter.drawPixmap(area, picture, area)
        else:
            source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
            painter.drawPixmap(QRectF(area), picture, source)

    def paint_lines(self, painter: QPainter, lines: Iterable[GrowingLine], pen: float) -> None:
        """Paint lines under way; `pen` is their width in units."""
        self._take_pen(painter, pen)
        for line in lines:
            if len(line.points) == 1:
                painter.drawPoint(self.pixels(line.last))
            else:
                painter.drawPath(line.curve(self.scale))

    def _paint_strokes(self, painter: QPainter, strokes: Iterable[Points], pen: float) -> None:
        self._take_pen(painter, pen)
        scale = self.scale
        for stroke in strokes:
            points = [QPointF(x * scale, y * scale) for x, y in stroke.tolist()]
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPath(_smooth(points))

    def _take_pen(self, painter: QPainter, width: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width *= self.scale
        if self._brush is None or self._brush.widthF() != width:
            round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            self._brush = QPen(QColor(theme.colours().text), width, Qt.PenStyle.SolidLine, *round_)
        painter.setPen(self._brush)

    def paint_frame(self, painter: QPainter, frame: tuple[float, float, float, float], pen: float) -> None:
        """A thin frame around one of several digits; left, top, right and bottom in units."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.colours().accent), 1.5))
        margin = (pen / 2 + _FRAME_MARGIN) * self.scale
        around = QRectF(self.pixels(frame[:2]), self.pixels(frame[2:])).adjusted(-margin, -margin, margin, margin)
        painter.drawRoundedRect(around & QRectF(self._widget.rect()).adjusted(2, 2, -2, -2), 4, 4)

    def paint_set_aside(self, painter: QPainter, other: str) -> None:
        """A veil over the drawing, since the answer is about something else, which is named."""
        colours = theme.colours()
        veil = QColor(colours.window)
        veil.setAlphaF(0.82)
        paper = self._widget.rect().adjusted(1, 1, -1, -1)
        painter.fillRect(paper, veil)
        text = _("The bars are about: {other}\nDraw here to come back to your drawing.").format(other=other)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(paper).adjusted(2 * theme.GRID, 2 * theme.GRID, -2 * theme.GRID, -2 * theme.GRID)
        if painter.boundingRect(room, flags, text).height() > room.height():
            text = other  # the canvas is small, and the text large
        band = painter.boundingRect(room, flags, text).adjusted(-theme.GRID, -theme.GRID, theme.GRID, theme.GRID)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(band, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)  # or the frame of the focus, or the rubber's ring, would cover all
        painter.setPen(QColor(colours.text))
        painter.drawText(room, flags, text)

    def _finished(self, ink: Ink, pen: float, *, hint: bool) -> QPixmap:
        """The paper with the finished strokes; painted again only when they, the size or the colours change."""
        ratio = self._widget.devicePixelRatioF()
        size = self._widget.size() * ratio
        if self._picture is None or self._picture.size() != size:
            picture = QPixmap(size)
            picture.setDevicePixelRatio(ratio)
            picture.fill(QColor(theme.colours().surface))
            painter = QPainter(picture)
            self._paint_edge_and_hint(painter, hint=hint)
            self._paint_strokes(painter, ink.strokes, pen)
            painter.end()
            self._picture, self._has_hint = picture, hint
        return self._picture

    def _paint_edge_and_hint(self, painter: QPainter, *, hint: bool) -> None:
        colours = theme.colours()
        paper = self._widget.rect()
        painter.setPen(QColor(colours.line))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))
        if hint:
            painter.setPen(QColor(colours.faint))
            room = QRectF(paper).adjusted(theme.GRID, theme.GRID, -theme.GRID, -theme.GRID)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)


def _smooth(points: list[QPointF]) -> QPainterPath:
    """A curve from the first point to the last: parabolas between the middles of neighbouring points."""
    path = QPainterPath(points[0])
    for corner, following in pairwise(points[1:]):
        path.quadTo(corner, (corner + following) / 2)
    path.lineTo(points[-1])
    return path
