"""The least that can answer a pen: a widget with the line, and ten plain rectangles with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from digitpad.ui.drawing.canvas import Canvas

_BARS = 10


class BareCanvas(QWidget):
    """Draws lines as wide as the real pen's, all of them at every paint within the part that changed."""

    def __init__(self, pen: float) -> None:
        super().__init__()
        self._pen = pen
        self._lines: list[QPolygonF] = []
        self.bars = BareBars()

    def clear(self) -> None:
        """White paper."""
        self._lines.clear()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A line begins."""
        self._lines.append(QPolygonF([event.position()]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line grows, and the numbers are others."""
        before, point = self._lines[-1].last(), event.position()
        self._lines[-1].append(point)
        margin = self._pen / 2 + 2
        changed = QRectF(before, point).normalized().adjusted(-margin, -margin, margin, margin)
        self.update(changed.toAlignedRect())
        self.bars.show_place(point, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper and lines."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("white"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(QColor("black"), self._pen, Qt.PenStyle.SolidLine, *round_))
        for line in self._lines:
            painter.drawPolyline(line)


class BareBars(QWidget):
    """Ten rectangles and their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._values = [0.0] * _BARS

    def show_place(self, point: QPointF, width: int) -> None:
        """Other values at every point."""
        share = point.x() / max(1, width)
        self._values = [(share * (place + 1)) % 1 for place in range(_BARS)]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        height = self.height() / _BARS
        for place, value in enumerate(self._values):
            painter.fillRect(QRectF(0, place * height, value * self.width() * 0.7, height * 0.6), QColor("blue"))
            painter.drawText(QPointF(self.width() * 0.75, (place + 0.5) * height), f"{100 * value:.1f} %")


def bare_window(like: Canvas, bars: QWidget) -> tuple[QWidget, BareCanvas]:
    """A window with a canvas and bars of the sizes of the real ones."""
    window = QWidget()
    canvas = BareCanvas(like.pen_units * like.width() / 1000)
    layout = QHBoxLayout(window)
    for widget, size in ((canvas, like.size()), (canvas.bars, bars.size())):
        widget.setFixedSize(size)
        layout.addWidget(widget)
    return window, canvas


