"""The weights of a neuron as a picture."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import signed_image
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from digitpad.model.network import Array

_EMS = 8
"""How wide and high it is, in text heights."""


@guarded
class WeightsView(QWidget):
    """Blue where a weight is above 0 and orange where it is below, all neurons of a layer by one scale."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._weights: Array = np.zeros((1, 1), np.float32)
        self._scale = 0.0

    def show_weights(self, weights: Array, scale: float) -> None:
        """Show weights (rows, columns); `scale` is the size that has the full colour."""
        self._weights, self._scale = weights, scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As large as there is room, aspect kept, each weight a sharp square."""
        rows, columns = self._weights.shape
        size = QSize(columns, rows).scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        field = QRectF(1, 1, size.width(), size.height())
        painter = QPainter(self)
        painter.fillRect(field, QColor(theme.colours().surface))
        painter.drawImage(field, signed_image(self._weights, self._scale))
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(field.adjusted(-1, -1, 0, 0))

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = _EMS * self.fontMetrics().height()
        return QSize(side, side)
