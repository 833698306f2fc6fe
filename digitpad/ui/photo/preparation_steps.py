"""The five pictures from a photo to what the network receives."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from digitpad.photo.photo import Photo

_STEPS = (
    ("photoStep", N_("Photo"), N_("1. The photo, as the camera saw it.")),
    ("flatStep", N_("Without paper and shadows"), N_("2. Paper and shadows are taken away; what is left is ink.")),
    ("inkStep", N_("Ink"), N_("3. Ink or not: specks and printed lines are left out.")),
    ("boxStep", N_("Digits"), N_("4. What belongs together is one digit, in a box of its own.")),
    ("preparedStep", N_("Prepared"),
     N_("5. Each digit at one size, with an even line width, in the middle: 28 × 28 pixels.")),
)
_COLUMN_EMS = 7
"""How wide one step is at least, in text heights."""


@guarded
class PreparationSteps(QWidget):
    """As many steps beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = 0
        self._steps = [_Step(name, _(spoken), _(caption)) for name, spoken, caption in _STEPS]
        self._grid = theme.spaced(QGridLayout(self), gap=3 * theme.GRID // 2)
        self._arrange(1)

    def show_photo(self, photo: Photo) -> None:
        """Show how the digits of another photo were found."""
        for step, image in zip(self._steps, _images(photo), strict=True):
            step.set_image(image)
            step.setVisible(not image.isNull())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, step in enumerate(self._steps):
            self._grid.addWidget(step, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(len(self._steps)):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for others beside each other."""
        super().resizeEvent(event)
        ems = event.size().width() / self.fontMetrics().height()
        self._arrange(min(len(_STEPS), max(1, int(ems // _COLUMN_EMS))))


class _Step(QWidget):
    """A picture and below it one sentence."""

    def __init__(self, name: str, spoken: str, caption: str) -> None:
        super().__init__()
        self._view = named(_View(), name, spoken, caption[3:])
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(self._view)
        layout.addWidget(faint_label(caption))

    def set_image(self, image: QImage) -> None:
        """Show another picture."""
        self._view.set_image(image)


@guarded
class _View(QWidget):
    """A picture as large as the width allows, aspect kept; small ones are enlarged pixel by pixel."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self._fit()
        self.update()

    def _fit(self) -> None:
        if not self._image.isNull():
            side = self._image.size().scaled(QSize(self.width(), self.width()), Qt.AspectRatioMode.KeepAspectRatio)
            self.setFixedHeight(max(1, side.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture and a thin edge."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        reduced = self._image.width() > size.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, reduced)
        painter.drawImage(place, self._image)
        painter.setPen(QColor(theme.colours().line))
        painter.drawRect(place.adjusted(0, 0, -1, -1))


def _images(photo: Photo) -> tuple[QImage, ...]:
    """The pictures of the five steps; those of digits are null where there is none."""
    found = photo.found
    seen = image_of(photo.pixels)
    flat = np.rint((1 - found.contrast) * 255).astype(np.uint8)
    if not photo.pictures:
        return seen, image_of(flat), QImage(), QImage(), QImage()
    ink = np.where(found.ink, 0, 255).astype(np.uint8)
    gap = np.full((28, 2), 96, np.uint8)
    prepared = np.hstack([part for picture in photo.pictures for part in (picture, gap)][:-1])
    return seen, image_of(flat), image_of(ink), _boxed(image_of(ink), photo), image_of(prepared)


def image_of(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Greys (rows, columns), or colours (rows, columns, 4), as Qt paints them."""
    rows, columns, *colours = pixels.shape
    form = QImage.Format.Format_RGBA8888 if colours else QImage.Format.Format_Grayscale8
    return QImage(pixels.tobytes(), columns, rows, pixels.nbytes // rows, form).copy()


def _boxed(image: QImage, photo: Photo) -> QImage:
    """The ink with a frame around each digit."""
    result = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.setPen(QPen(QColor(theme.BLUE), max(2, max(result.width(), result.height()) // 150)))
    for left, top, right, bottom in photo.found.boxes.tolist():
        painter.drawRect(QRectF(left, top, right - left, bottom - top).adjusted(-4, -4, 4, 4))
    painter.end()
    return result
