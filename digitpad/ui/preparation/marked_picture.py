"""A 28 x 28 picture with the marks of its preparation: box, centre, centre of mass."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from digitpad.ink.raster import BOX, SIZE, Picture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_FAINT = 150
"""Of 255: the marks are seen on ink and on paper, and the picture is seen through them."""


@guarded
class MarkedPicture(PictureView):
    """Dashed, the box; a cross in the middle of the picture; a ring around the ink's centre of mass."""

    def set_scale(self, scale: int) -> None:
        """Show each pixel as a square of so many pixels of the screen."""
        if scale != self._scale or self.maximumWidth() != self.sizeHint().width():
            self._scale = scale
            self.setFixedSize(self.sizeHint())

    def set_picture(self, picture: Picture) -> None:
        """Show another picture; the marks may be elsewhere then."""
        super().set_picture(picture)
        self.update()

    def centre_of_mass(self) -> tuple[float, float] | None:
        """X and y of the ink's centre of mass, in pixels of the picture; None while there is no ink."""
        return _centre_of_mass(self.picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then the marks; the ground is black in both appearances, and so are the colours the same."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = max(1, min(self.width(), self.height()) // SIZE)
        painter.translate((self.width() - SIZE * scale) // 2, (self.height() - SIZE * scale) // 2)
        painter.setPen(_pen(theme.SKY, 1, Qt.PenStyle.DashLine))
        margin = (SIZE - BOX) / 2 * scale
        painter.drawRect(QRectF(margin, margin, BOX * scale, BOX * scale))
        middle, arm = QPointF(SIZE, SIZE) / 2 * scale, 0.8 * scale
        painter.setPen(_pen(theme.SKY, 1.5))
        for along in (QPointF(arm, 0), QPointF(0, arm)):
            painter.drawLine(middle - along, middle + along)
        if (centre := self.centre_of_mass()) is not None:
            painter.setPen(_pen(theme.ORANGE, 2))
            painter.drawEllipse(QPointF(*centre) * scale, 1.3 * scale, 1.3 * scale)


def _pen(name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    colour = QColor(name)
    colour.setAlpha(_FAINT if style is Qt.PenStyle.DashLine else 230)
    return QPen(colour, width, style)


def _centre_of_mass(picture: Picture) -> tuple[float, float] | None:
    mass = picture.astype(np.float64)
    whole = mass.sum()
    if whole == 0:
        return None
    places = np.arange(SIZE) + 0.5
    return float(mass.sum(axis=0) @ places / whole), float(mass.sum(axis=1) @ places / whole)
