"""The Photo page: show step by step how digits are found and prepared."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from digitpad.translation import N_, _, ngettext
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent, QShowEvent

    from digitpad.photo.photo import Photo

_HINT = N_("Open a photo or a scan of digits, drop one on the window, or paste one with Ctrl+V.")
_STEPS = (
    ("photoStep", N_("Photo"), N_("1. The photo, as the camera saw it.")),
    ("flatStep", N_("Without paper and shadows"), N_("2. Paper and shadows are taken away; what is left is ink.")),
    ("inkStep", N_("Ink"), N_("3. Ink or not: specks and printed lines are left out.")),
    ("boxStep", N_("Digits"), N_("4. What belongs together is one digit, in a box of its own.")),
    ("preparedStep", N_("Prepared"), N_("5. Each digit at one size, with one pen, in the middle: 28 × 28 pixels.")),
)
_COLUMN_EMS = 9
"""How wide one step is at least, in text heights."""


@guarded
class PhotoPage(QWidget):
    """Five pictures from a photo to what the network receives.

    Args:
        choose: asks for a file.

    Signals:
        pictures_chosen: the digits of the photo (a tuple of pictures) are to be put before the network.
        put_away: nobody looks at the photo any more; the drawing is to take over again.
    """

    pictures_chosen = Signal(object)
    put_away = Signal()

    def __init__(self, choose: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("photoPage")
        self.setAccessibleName(_("Photo"))
        self._photo: Photo | None = None
        self._columns = 0
        self._open = named(
            QPushButton(_("Open a &picture…")), "openPictureButton", _("Open a picture"),
            _("Read the digits of a photo or a scan: PNG, JPEG, BMP, GIF, WebP or TIFF."),
        )
        self._open.clicked.connect(lambda: choose())
        self._found = named(Note(), "photoFound", _("What was found"), _("How many digits the photo shows."))
        mark(self._found, heading=True)
        self._steps = [_Step(name, _(spoken), _(caption)) for name, spoken, caption in _STEPS]
        self._grid = QGridLayout()
        self._grid.setSpacing(3 * theme.GRID // 2)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(faint_label(_(_HINT)))
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._found)
        layout.addLayout(self._grid)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(VerticalScroll(inner))
        self._arrange(1)
        self._found.hide()
        for step in self._steps:
            step.hide()

    def show_photo(self, name: str, photo: Photo) -> None:
        """Show another photo and put its digits before the network."""
        self._photo = photo
        count = len(photo.pictures)
        if count:
            text = ngettext("One digit on “{name}”.", "{count} digits on “{name}”.", count)
        else:
            text = _("No digit was found on “{name}”; take it nearer, with darker ink.")
        found = text.format(name=name, count=count)
        self._found.setText("\n".join([found, *map(str, photo.notes)]))
        self._found.show()
        for step, image in zip(self._steps, _images(photo), strict=True):
            step.set_image(image)
            step.setVisible(not image.isNull())
        self.pictures_chosen.emit(photo.pictures)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, step in enumerate(self._steps):
            self._grid.addWidget(step, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(len(self._steps)):
            self._grid.setColumnStretch(column, int(column < columns))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """The photo is looked at again."""
        super().showEvent(event)
        if self._photo is not None:
            self.pictures_chosen.emit(self._photo.pictures)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        if self._photo is not None:
            self.put_away.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many steps beside each other as there is room for."""
        super().resizeEvent(event)
        ems = event.size().width() / self.fontMetrics().height()
        self._arrange(min(3, max(1, int(ems // _COLUMN_EMS))))


class _Step(QWidget):
    """A picture and below it one sentence."""

    def __init__(self, name: str, spoken: str, caption: str) -> None:
        super().__init__()
        self._view = named(_View(), name, spoken, caption[3:])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
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
    seen = _image(photo.pixels)
    flat = np.rint((1 - found.contrast) * 255).astype(np.uint8)
    if not photo.pictures:
        return seen, _image(flat), QImage(), QImage(), QImage()
    ink = np.where(found.ink, 0, 255).astype(np.uint8)
    gap = np.full((28, 2), 96, np.uint8)
    prepared = np.hstack([part for picture in photo.pictures for part in (picture, gap)][:-1])
    return seen, _image(flat), _image(ink), _boxed(_image(ink), photo), _image(prepared)


def _image(pixels: npt.NDArray[np.uint8]) -> QImage:
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
