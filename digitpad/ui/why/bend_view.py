"""A drawing on its way to another one: the old one grey, the new one in colour."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.raster import bounds
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from digitpad.ink.stroke import Ink
    from digitpad.insight.bend import Bend

_MILLISECONDS = 1_500
_EMS = 10
"""How wide and high the view is, in text heights."""

_PEN = 0.05
"""How wide the line is, as a share of the view."""


@guarded
class BendView(QWidget):
    """Moves once from the old drawing to the new one, and stays there."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._bend: Bend | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(_MILLISECONDS)
        self._animation.valueChanged.connect(lambda __: self.update())

    @property
    def share(self) -> float:
        """How far it is: 0 is the old drawing and 1 the new one."""
        return float(self._animation.currentValue() or 0.0)

    def show_bend(self, bend: Bend | None) -> None:
        """Begin with another one, or show nothing."""
        self._bend = bend
        self._animation.stop()
        if bend is not None:
            self._animation.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both drawings in one square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours()
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.setPen(QColor(colours.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._bend is None:
            return
        before, after = self._bend.before, self._bend.after
        low, high = (np.stack(both) for both in zip(bounds(before), bounds(after), strict=True))
        corner, size = low.min(axis=0), float((high.max(axis=0) - low.min(axis=0)).max()) or 1.0
        scale = 0.8 * min(self.width(), self.height()) / size
        middle = (corner + high.max(axis=0)) / 2
        painter.translate(self.width() / 2 - scale * middle[0], self.height() / 2 - scale * middle[1])
        for ink, colour in ((before, colours.bar), (self._bend.between(self.share), colours.accent)):
            width = _PEN * min(self.width(), self.height())
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                Qt.PenJoinStyle.RoundJoin))
            _draw(painter, ink, scale)

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = _EMS * self.fontMetrics().height()
        return QSize(side, side)


def _draw(painter: QPainter, ink: Ink, scale: float) -> None:
    for stroke in ink.strokes:
        points = [QPointF(x, y) for x, y in (stroke * scale).tolist()]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(QPolygonF(points))
