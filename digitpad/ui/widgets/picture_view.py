"""The 28 x 28 picture that the network receives, pixel for pixel."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.raster import SIZE, Picture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


_GREYS = np.arange(256, dtype=np.uint32) * np.uint32(0x010101) | np.uint32(0xFF000000)
"""The colours of the screen for each grey: Qt enlarges these six times as fast as greys."""


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
        changed = picture != self._picture
        (rows,), (columns,) = changed.any(axis=1).nonzero(), changed.any(axis=0).nonzero()
        if not len(rows):
            return
        self._picture = picture
        scale = self._shown_scale
        x, y = self._corner(scale)
        left, right = columns[[0, -1]].tolist()
        top, bottom = rows[[0, -1]].tolist()
        self.update(x + left * scale, y + top * scale, (right - left + 1) * scale, (bottom - top + 1) * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nearest neighbour, which is what "pixel for pixel" means."""
        scale = self._shown_scale
        side = SIZE * scale
        left, top = self._corner(scale)
        pixels = _GREYS[self._picture]
        image = QImage(pixels.data, SIZE, SIZE, 4 * SIZE, QImage.Format.Format_RGB32)
        painter = QPainter(self)
        inside = QRect(left, top, side, side)
        painter.drawImage(inside, image)
        if not inside.contains(event.rect()):
            painter.setPen(QColor(theme.colours().line))
            painter.drawRect(left - 1, top - 1, side + 1, side + 1)

    @property
    def _shown_scale(self) -> int:
        return max(1, min(self.width(), self.height()) // SIZE)

    def _corner(self, scale: int) -> tuple[int, int]:
        side = SIZE * scale
        return (self.width() - side) // 2, (self.height() - side) // 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where picture and frame fill it, what is behind need not be painted at every point of a line."""
        super().resizeEvent(event)
        whole = SIZE * self._shown_scale + 2
        fills = self.size() == QSize(whole, whole) and self.devicePixelRatioF() == 1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, fills)

    def sizeHint(self) -> QSize:
        """The wanted number of screen pixels a pixel, and a frame."""
        side = SIZE * self._scale + 2
        return QSize(side, side)
