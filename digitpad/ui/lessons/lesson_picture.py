"""A picture in the text of a lesson: read by a job, as wide as there is room for it, on white paper."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from digitpad.lessons.lesson_pictures import read_picture
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from digitpad.lessons.lesson_text import TextPicture
    from digitpad.photo.image_file import Pixels
    from digitpad.ui.background.jobs import Jobs

_USUAL_LINE = 18
"""Height of a line of text at 100 %: there a pixel of the picture is one of the screen, and grows with the text."""

_MOST_LINES = 22
"""A picture is no higher than so many lines of text: what is to be done is not pushed out of the window."""


class LessonPictures:
    """Reads the pictures of one lesson, each once.

    Args:
        jobs: where they are read.
        folder: where they lie; None for nowhere.
    """

    def __init__(self, jobs: Jobs, folder: Path | None = None) -> None:
        self._jobs, self._folder = jobs, folder
        self._read: dict[str, Pixels] = {}

    def of(self, folder: Path | None) -> LessonPictures:
        """Those of a folder: these, if it is theirs."""
        return self if folder == self._folder else LessonPictures(self._jobs, folder)

    def show(self, picture: TextPicture, view: LessonPicture) -> None:
        """Have a picture shown there, or said why it cannot be."""
        if (pixels := self._read.get(picture.file)) is not None:
            view.show_pixels(pixels)
        else:
            self._jobs.start(partial(read_picture, self._folder, picture), view.show_pixels, view.say)

    def keep(self, picture: TextPicture, pixels: Pixels) -> None:
        """It was read."""
        self._read[picture.file] = pixels


@guarded
class _PicturePaper(QWidget):
    """An image as wide as it is or as there is room, with the height that goes with it."""

    def __init__(self, pixels: Pixels) -> None:
        super().__init__()
        height, width = pixels.shape[:2]
        # A copy: an image does not own the bytes that it is made of.
        self._image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _scale(self) -> float:
        line = self.fontMetrics().height()
        return min(
            self.width() / self._image.width(), max(1.0, line / _USUAL_LINE), _MOST_LINES * line / self._image.height()
        )

    def _fit(self) -> None:
        height = max(1, round(self._image.height() * self._scale()))
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width gives another height."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So does another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Smoothly, at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, self._image.width() * self._scale(), self.height()), self._image)
        painter.end()


class LessonPicture(QWidget):
    """Shows what the picture shows in words until it is there, or why it cannot be shown.

    Args:
        name: of the object.
        picture: which.
        pictures: reads it; without it, the words stay.
    """

    def __init__(self, name: str, picture: TextPicture, pictures: LessonPictures | None) -> None:
        super().__init__()
        self._picture, self._pictures = picture, pictures
        named(self, name, picture.shows, picture.shows)
        self._words: Note | None = faint_label(picture.shows)
        self._column = theme.spaced(QVBoxLayout(self))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._words)
        if pictures is not None:
            pictures.show(picture, self)

    def show_pixels(self, pixels: Pixels) -> None:
        """The picture is there.

        Args:
            pixels: (rows, columns, 3) uint8.
        """
        if self._words is None:
            return
        if self._pictures is not None:
            self._pictures.keep(self._picture, pixels)
        self._words.setParent(None)
        self._words.deleteLater()
        self._words = None
        self._column.addWidget(_PicturePaper(pixels))

    def say(self, sentence: str) -> None:
        """It cannot be shown, for this reason."""
        if self._words is not None:
            words = _("{picture} ({problem})").format(picture=self._picture.shows, problem=sentence)
            mark(self._words, problem=True).setText(words if self._picture.shows else sentence)
