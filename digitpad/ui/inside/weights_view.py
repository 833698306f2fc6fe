"""The weights of a neuron as a picture, any of which can be chosen."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.translation import _
from digitpad.ui.inside.neuron_terms import short_text, source_text
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import signed_image
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from digitpad.model.network import Array

_EMS = 8
"""How wide and high it is, in text heights."""

_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}


@guarded
class WeightsView(QWidget):
    """Blue where a weight is above 0 and orange where it is below, all neurons of a layer by one scale.

    Signals:
        source_chosen: the number of the pixel or neuron whose weight was clicked, or reached with the arrow keys.
    """

    source_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._weights: Array = np.zeros((1, 1), np.float32)
        self._scale = 0.0
        self._layer, self._count = 0, 0
        self._chosen: int | None = None

    def show_weights(self, weights: Array, scale: float, layer: int, count: int, chosen: int | None = None) -> None:
        """Show the weights of another neuron.

        Args:
            weights: (rows, columns), the first `count` of them row by row.
            scale: the size that has the full colour.
            layer: of which layer the neuron is.
            count: how many weights there are; what is behind them in the last row is nothing.
            chosen: the one that is framed.
        """
        self._weights, self._scale, self._layer, self._count, self._chosen = weights, scale, layer, count, chosen
        self.setAccessibleDescription("" if chosen is None else self._said(chosen))
        self.update()

    def place_of(self, source: int) -> QRectF:
        """Where the weight of a pixel or neuron is."""
        field, (rows, columns) = self._field, self._weights.shape
        row, column = divmod(source, columns)
        wide, high = field.width() / columns, field.height() / rows
        return QRectF(field.left() + column * wide, field.top() + row * high, wide, high)

    @property
    def _field(self) -> QRectF:
        rows, columns = self._weights.shape
        size = QSize(columns, rows).scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(1, 1, size.width(), size.height())

    def _at(self, point: QPointF) -> int | None:
        field, (rows, columns) = self._field, self._weights.shape
        row = int((point.y() - field.top()) / field.height() * rows)
        column = int((point.x() - field.left()) / field.width() * columns)
        source = row * columns + column
        return source if field.contains(point) and column < columns and source < self._count else None

    def _said(self, source: int) -> str:
        weight = float(self._weights.flat[source])
        return _("{source}: weight {weight}").format(
            source=source_text(self._layer, source), weight=short_text(weight)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """As large as there is room, aspect kept, each weight a sharp square."""
        colours, field = theme.colours(), self._field
        painter = QPainter(self)
        painter.fillRect(field, QColor(colours.surface))
        painter.drawImage(field, signed_image(self._weights, self._scale))
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line))
        painter.drawRect(field.adjusted(-1, -1, 0, 0))
        if self._chosen is not None:
            painter.setPen(QPen(QColor(colours.text), 1.5))
            painter.drawRect(self.place_of(self._chosen).adjusted(-1.5, -1.5, 1, 1))

    # Choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        source = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and source is not None:
            self.source_chosen.emit(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from weight to weight."""
        step = _STEPS.get(event.key())
        if step is None or not self._count:
            super().keyPressEvent(event)
            return
        rows, columns = self._weights.shape
        row, column = divmod(self._chosen or 0, columns)
        if self._chosen is not None:
            row, column = min(max(row + step[0], 0), rows - 1), min(max(column + step[1], 0), columns - 1)
        if (source := row * columns + column) < self._count:
            self.source_chosen.emit(source)

    def event(self, event: QEvent) -> bool:
        """The weight that is pointed at."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            source = self._at(QPointF(event.pos()))
            if source is not None:
                QToolTip.showText(event.globalPos(), tip(self._said(source)), self)
                return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = _EMS * self.fontMetrics().height()
        return QSize(side, side)
