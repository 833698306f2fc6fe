"""Open photos and scans from a file dialog, a drop or the clipboard."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QImage

from digitpad.errors import DigitpadError
from digitpad.system import paths
from digitpad.translation import N_, _
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from digitpad.photo.photo import Photo
    from digitpad.ui.background.jobs import Jobs

_FILTER = N_("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff)")
_FORMATS = "image/png", "image/jpeg", "image/bmp", "image/gif", "image/webp", "image/tiff"
_PASTED = N_("The pasted picture")
_PROBLEM = N_("This picture cannot be read")


class PhotoOpener(QObject):
    """Reads pictures in the background. What is dropped or pasted is looked at as closely as a file.

    Signals:
        photo_ready: the picture's name and what was found on it, a `Photo`.
    """

    photo_ready = Signal(str, object)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._folder = paths.where_dialogs_begin()
        self._asked = 0

    def choose(self) -> None:
        """Ask for a file and read it."""

        def chosen(path: Path) -> None:
            self._folder = path.parent
            self.open(path)

        choose_file(self._window, _("Open a picture of digits"), self._folder, chosen, _(_FILTER))

    def open(self, path: Path) -> None:
        """Read a file."""
        from digitpad.photo.photo import read_photo

        self._start(path.name, partial(read_photo, path))

    def paste(self) -> None:
        """Take what is on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        self.take(QGuiApplication.clipboard().mimeData() or QMimeData())  # None where the clipboard is empty

    @staticmethod
    def accepts(content: QMimeData) -> bool:
        """Whether something dragged over the window may be a picture; which file is looked at when it is dropped."""
        return content.hasUrls() or content.hasImage()

    def take(self, content: QMimeData) -> None:
        """Read what was dropped or pasted: a file, the bytes of one, or a picture."""
        try:
            path = _path_in(content)
        except DigitpadError as error:
            self._problem(str(error))
            return
        if path is not None:
            self.open(path)
            return
        from digitpad.photo.photo import decode_photo

        name = _(_PASTED)
        for form in _FORMATS:
            if content.hasFormat(form):
                self._start(name, partial(decode_photo, bytes(content.data(form).data()), name))
                return
        image = content.imageData() if content.hasImage() else None
        if image is not None:
            self._start(name, partial(_photo_of, image, name))
            return
        self._problem(_("There is no picture here: neither a picture nor a picture file."))

    def _start(self, name: str, work: Callable[[], Photo]) -> None:
        self._asked += 1
        asked = self._asked

        def done(photo: Photo) -> None:
            if asked == self._asked:  # of several in a row, the last one counts
                self.photo_ready.emit(name, photo)

        self._jobs.start(partial(_upright, work), done, self._problem)

    def _problem(self, sentence: str) -> None:
        show_problem(self._window, _(_PROBLEM), sentence)


def _upright(work: Callable[[], Photo]) -> Photo:
    """What was read, turned where the built-in network reads it much better so."""
    from digitpad import bundled_network
    from digitpad.photo.turning import upright

    return upright(work(), bundled_network.network().probabilities)


def _photo_of(image: QImage, name: str) -> Photo:
    """What is on a picture that Qt has decoded.

    Raises:
        DigitpadError: it is empty or has too many pixels.
    """
    from digitpad.photo.image_file import MAX_PHOTO_PIXELS, reject_many_pixels
    from digitpad.photo.photo import photo_of

    reject_many_pixels(image.width() * image.height(), MAX_PHOTO_PIXELS, name)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return photo_of(np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4), name)


def _path_in(content: QMimeData) -> Path | None:
    """The file that was dropped or copied, also where a file manager gives its path as text; None if there is none.

    Raises:
        DigitpadError: it is several, or it is not on this computer.
    """
    urls = content.urls() if content.hasUrls() else []
    text = content.text().strip() if content.hasText() and not content.hasImage() else ""
    if not urls and text and "\n" not in text:
        if text.startswith("file:"):
            urls = [QUrl(text)]
        elif Path(text).is_absolute():
            return Path(text)
    files = [url for url in urls if url.isLocalFile()]
    if len(files) > 1:
        raise DigitpadError(N_("These are {count:,} files; open one picture at a time."), count=len(files))
    if files:
        return Path(files[0].toLocalFile())
    if urls and not content.hasImage():
        raise DigitpadError(N_("This picture is not on this computer, and Digitpad fetches nothing; save it first."))
    return None
