"""The 28 x 28 picture enlarged, what each pixel matters behind its outline, and the square that the eraser wipes."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.raster import SIZE, Picture
from digitpad.insight.eraser import SIDE
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import signed_image
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_INK_ALPHA, _FAINT_ALPHA = 60, 20
"""Of 255: the ink without colours over it, and below them, where its outline is enough."""

_KEYS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}

Place = tuple[int, int]


@guarded
class ContributionMap(QWidget):
    """A picture and a number for each of its pixels; a lens over it that the mouse or the arrow keys move.

    Signals:
        lens_moved: the row and column of the pixel in the middle of the lens, or None when there is none.
    """

    lens_moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture: Picture = np.zeros((SIZE, SIZE), np.uint8)
        self._values: npt.NDArray[np.float64] = np.zeros((SIZE, SIZE))
        self._outline: list[QLineF] = []
        self._lens: Place | None = None
        self._has_lens = True
        self._scale = 7

    def show_map(self, picture: Picture, values: npt.NDArray[np.float64] | None) -> None:
        """Show a picture (28, 28) and what its pixels matter (28, 28), positive for and negative against."""
        self._values = np.zeros((SIZE, SIZE)) if values is None else values
        if picture is not self._picture:
            self._picture = picture
            self._outline = _outline(picture)
        self.update()

    def set_scale(self, scale: int) -> None:
        """So many screen pixels a pixel."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()
            self.update()

    def set_lens(self, place: Place | None) -> None:
        """Put the lens over a pixel, or take it away."""
        place = place if self._has_lens else None
        if place != self._lens:
            self._lens = place
            self.lens_moved.emit(place)
            self.update()

    def allow_lens(self, allowed: bool) -> None:
        """Whether there is a lens at all."""
        self._has_lens = allowed
        if not allowed:
            self.set_lens(None)

    @property
    def lens(self) -> Place | None:
        """The row and column of the pixel in the middle of the lens."""
        return self._lens

    def _get_values(self) -> list[float]:
        return [float(value) for value in self._values.ravel()]

    values = qt_property("QVariantList", "_get_values")

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ink faint, colours over it, the outline of the ink, the lens."""
        colours, side = theme.colours(), SIZE * self._scale
        most = float(np.abs(self._values).max())
        painter = QPainter(self)
        painter.translate(1, 1)
        field = QRectF(0, 0, side, side)
        painter.fillRect(field, QColor(colours.surface))
        painter.drawImage(field, _ink_image(self._picture, _FAINT_ALPHA if most else _INK_ALPHA))
        painter.drawImage(field, signed_image(self._values, most))
        painter.setPen(QPen(QColor(colours.text), 1))
        painter.drawLines([QLineF(line.p1() * self._scale, line.p2() * self._scale) for line in self._outline])
        painter.setPen(QColor(colours.accent if self.hasFocus() else colours.line))
        painter.drawRect(field.adjusted(-1, -1, 0, 0))
        if self._lens is not None:
            row, column = self._lens
            reach, scale = SIDE // 2, self._scale
            square = QRectF((column - reach) * scale, (row - reach) * scale, SIDE * scale, SIDE * scale)
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.fillRect(square & field, QColor(colours.surface))
            painter.drawRect(square & field)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The lens is where the mouse is."""
        self.set_lens(self._pixel(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger has no way to hover."""
        self.setFocus()
        self.set_lens(self._pixel(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Without the mouse there is no lens."""
        self.set_lens(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the lens, Escape takes it away."""
        if event.key() in _KEYS and self._has_lens:
            down, right = _KEYS[Qt.Key(event.key())]
            row, column = self._lens or (SIZE // 2 - down, SIZE // 2 - right)
            self.set_lens((min(max(row + down, 0), SIZE - 1), min(max(column + right, 0), SIZE - 1)))
        elif event.key() == Qt.Key.Key_Escape and self._lens is not None:
            self.set_lens(None)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The picture and a frame."""
        side = SIZE * self._scale + 2
        return QSize(side, side)

    def _pixel(self, point: QPoint) -> Place | None:
        row, column = (point.y() - 1) // self._scale, (point.x() - 1) // self._scale
        return (row, column) if 0 <= row < SIZE and 0 <= column < SIZE else None


def _ink_image(picture: Picture, alpha: int) -> QImage:
    colour = QColor(theme.colours().text)
    pixels = np.empty((SIZE, SIZE, 4), np.uint8)
    pixels[..., :3] = (colour.red(), colour.green(), colour.blue())
    pixels[..., 3] = picture.astype(np.uint16) * alpha // 255
    return QImage(pixels.tobytes(), SIZE, SIZE, 4 * SIZE, QImage.Format.Format_RGBA8888).copy()


def _outline(picture: Picture) -> list[QLineF]:
    """The lines between ink and paper, in pixels of the picture."""
    ink = np.pad(picture > 127, 1)
    below = np.argwhere(ink[1:, 1:-1] != ink[:-1, 1:-1]).tolist()
    beside = np.argwhere(ink[1:-1, 1:] != ink[1:-1, :-1]).tolist()
    return [
        *(QLineF(column, row, column + 1, row) for row, column in below),
        *(QLineF(column, row, column, row + 1) for row, column in beside),
    ]
