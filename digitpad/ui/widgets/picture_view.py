"""The 28 x 28 picture that the network receives, pixel for pixel."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.raster import SIZE, Picture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


@guarded
class PictureView(QWidget):
    """Shows a picture enlarged by a whole number, so that every pixel is a sharp square."""

    def __init__(self, scale: int = 4) -> None:
        super().__init__()
        self._scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._picture: Picture = np.zeros((SIZE, SIZE), np.uint8)

    @property
    def picture(self) -> Picture:
        """What is shown: (28, 28) uint8, 0 is paper and 255 is ink."""
        return self._picture

    def set_scale(self, scale: int) -> None:
        """So many screen pixels a pixel."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()

    def set_picture(self, picture: Picture) -> None:
        """Show another picture."""
        if not np.array_equal(picture, self._picture):
            self._picture = picture
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nearest neighbour, which is what "pixel for pixel" means."""
        scale = max(1, min(self.width(), self.height()) // SIZE)
        side = SIZE * scale
        corner = ((self.width() - side) // 2, (self.height() - side) // 2)
        data = np.ascontiguousarray(self._picture)
        image = QImage(data.data, SIZE, SIZE, SIZE, QImage.Format.Format_Grayscale8)
        painter = QPainter(self)
        painter.drawImage(QRect(*corner, side, side), image)
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(corner[0] - 1, corner[1] - 1, side + 1, side + 1)

    def sizeHint(self) -> QSize:
        """The wanted number of screen pixels a pixel, and a frame."""
        side = SIZE * self._scale + 2
        return QSize(side, side)
