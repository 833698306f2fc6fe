"""A row of small pictures with their labels below them."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.formatting import visible
from digitpad.ink.raster import SIZE, Picture
from digitpad.insight.neighbours import COUNT
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_MOST_SCALE = 2
"""A pixel is at most so many pixels of the screen, so that the pictures stay small."""


class LabelledPicture(NamedTuple):
    """A picture, (28, 28) uint8, what it is called, and its number among all that were searched."""

    picture: Picture
    label: str
    number: int


@guarded
class NearestPictures(QWidget):
    """As many side by side as are wanted, each with its label."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pictures: tuple[LabelledPicture, ...] = ()

    def show_pictures(self, pictures: Sequence[LabelledPicture]) -> None:
        """Show these, the first at the left."""
        self._pictures = tuple(pictures)
        self.setAccessibleDescription(
            ", ".join(visible(each.label) for each in pictures) if pictures else _("Nothing to show")
        )
        self.update()

    def _get_numbers(self) -> list[int]:
        return [each.number for each in self._pictures]

    def _get_labels(self) -> list[str]:
        return [each.label for each in self._pictures]

    numbers = qt_property("QVariantList", "_get_numbers")
    labels = qt_property("QVariantList", "_get_labels")

    def _side(self, width: int) -> int:
        room = width // COUNT - theme.GRID
        return min(_MOST_SCALE * SIZE, max(SIZE, room))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pictures as the network gets them, light ink on black; the label below, cut where it is long."""
        colours, line = theme.colours(), self.fontMetrics().height()
        side = self._side(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side % SIZE != 0)
        for place, each in enumerate(self._pictures):
            left = place * (side + theme.GRID)
            data = np.ascontiguousarray(each.picture)
            field = QRectF(left, 0, side, side)
            painter.drawImage(field, QImage(data.data, SIZE, SIZE, SIZE, QImage.Format.Format_Grayscale8))
            painter.setPen(QColor(colours.text))
            text = self.fontMetrics().elidedText(visible(each.label), Qt.TextElideMode.ElideRight, side + theme.GRID)
            painter.drawText(QRectF(left - theme.GRID / 2, side, side + theme.GRID, line),
                             Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def sizeHint(self) -> QSize:
        """A row of pictures and a line of labels; the height does not change with the width, so nothing jumps."""
        return QSize(COUNT * (SIZE + theme.GRID), _MOST_SCALE * SIZE + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The pictures pixel by pixel."""
        return QSize(COUNT * (SIZE + theme.GRID), self.sizeHint().height())
