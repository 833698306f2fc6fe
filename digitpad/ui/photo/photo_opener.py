"""Open photos and scans from a file dialog, a drop or the clipboard."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QImage

from digitpad.errors import DigitpadError
from digitpad.system import assets
from digitpad.translation import N_, _
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_files, folder_used_last

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from digitpad.photo.photo import Photo
    from digitpad.ui.background.jobs import Jobs

_FILTER = N_("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff)")
_FORMATS = "image/png", "image/jpeg", "image/bmp", "image/gif", "image/webp", "image/tiff"
_PASTED = N_("The pasted picture")
_EXAMPLE = N_("Example")
_PROBLEM = N_("This picture cannot be read")


class OpenedPhoto(NamedTuple):
    """A photo, and which of several it is.

    Attributes:
        name: of its file.
        photo: what was found on it.
        number: which of them, counted from 1.
        total: how many there are.
    """

    name: str
    photo: Photo
    number: int = 1
    total: int = 1


@dataclass
class _PhotoSource:
    """Where a photo comes from.

    Attributes:
        name: of its file.
        read: reads it, turned by so many degrees to the right.
        turn: those degrees; None until it was looked at which side is up.
    """

    name: str
    read: Callable[[int], Photo]
    turn: int | None = None


class PhotoOpener(QObject):
    """Reads pictures in the background. What is dropped or pasted is looked at as closely as a file.

    Of several, one is shown and the others wait. Whatever is wanted last counts.

    Signals:
        reading_begun: a photo is looked for or turned now.
        photo_ready: an `OpenedPhoto`.
    """

    reading_begun = Signal()
    photo_ready = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._asked = 0
        self._sources: list[_PhotoSource] = []
        self._place = 0  # of the one that is read or shown
        self._problems: list[str] = []  # of those that were passed over

    def choose(self) -> None:
        """Ask for files and read them."""
        choose_files(self._window, _("Open pictures of digits"), folder_used_last(), self.open_all, _(_FILTER))

    def open(self, path: Path) -> None:
        """Read a file."""
        self.open_all((path,))

    def open_all(self, files: Sequence[Path]) -> None:
        """Read files, one after the other as they are wanted; one at least."""
        self._begin([_PhotoSource(path.name, partial(_read, path)) for path in files])

    def open_example(self) -> None:
        """Read the bundled photo."""
        path = assets.folder() / "photos" / "example.png"
        self._begin([_PhotoSource(_(_EXAMPLE), partial(_read, path))])

    def paste(self) -> None:
        """Take what is on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        self.take(QGuiApplication.clipboard().mimeData() or QMimeData())  # None where the clipboard is empty

    @staticmethod
    def accepts(content: QMimeData) -> bool:
        """Whether something dragged over the window may be a picture; which file is looked at when it is dropped."""
        return content.hasUrls() or content.hasImage()

    def take(self, content: QMimeData) -> None:
        """Read what was dropped or pasted: files, the bytes of one, or a picture."""
        try:
            files = _files_in(content)
        except DigitpadError as error:
            self._problem(str(error))
            return
        if files:
            self.open_all(files)
            return
        from digitpad.photo.photo import decode_photo

        name = _(_PASTED)
        for form in _FORMATS:
            if content.hasFormat(form):
                self._begin([_PhotoSource(name, partial(decode_photo, bytes(content.data(form).data()), name))])
                return
        image = content.imageData() if content.hasImage() else None
        if image is not None:
            self._begin([_PhotoSource(name, partial(_photo_of, image, name))])
            return
        self._problem(_("There is no picture here: neither a picture nor a picture file."))

    def turn(self, degrees: int) -> None:
        """Turn the photo further by 90 degrees to the right, or -90, and read it again."""
        source = self._sources[self._place] if self._sources else None
        if source is not None and source.turn is not None:
            before, source.turn = source.turn, (source.turn + degrees) % 360
            self._start(source, partial(self._not_turned, source, before))

    def step(self, steps: int) -> None:
        """Read the photo so many places further; there is none before the first nor after the last."""
        place = min(len(self._sources) - 1, max(0, self._place + steps))
        if self._sources and place != self._place:
            self._place = place
            self._start(self._sources[place], self._pass_over)

    def _begin(self, sources: list[_PhotoSource]) -> None:
        self._sources, self._place = sources, 0
        self._problems.clear()
        self._start(sources[0], self._pass_over)

    def _start(self, source: _PhotoSource, failed: Callable[[str], None]) -> None:
        self._asked += 1
        asked = self._asked

        def done(photo: Photo) -> None:
            if source.turn is None:
                source.turn = photo.turn
            if asked == self._asked:  # of several in a row, the last one counts
                self.photo_ready.emit(OpenedPhoto(source.name, photo, self._place + 1, len(self._sources)))
                self._say_problems()

        def refused(sentence: str) -> None:
            if asked == self._asked:
                failed(sentence)
            else:
                self._problem(sentence)

        self.reading_begun.emit()
        work = partial(_upright, source.read) if source.turn is None else partial(source.read, source.turn)
        self._jobs.start(work, done, refused)

    def _pass_over(self, sentence: str) -> None:
        """Leave out a file that cannot be read, and go on with the next one."""
        self._problems.append(sentence)
        del self._sources[self._place]
        self._place = max(0, min(self._place, len(self._sources) - 1))
        if self._sources:
            self._start(self._sources[self._place], self._pass_over)
        else:
            self._say_problems()

    def _not_turned(self, source: _PhotoSource, before: int, sentence: str) -> None:
        source.turn = before
        self._problem(sentence)

    def _say_problems(self) -> None:
        if self._problems:
            self._problem("\n".join(self._problems))
            self._problems.clear()

    def _problem(self, sentence: str) -> None:
        show_problem(self._window, _(_PROBLEM), sentence)


def _read(path: Path, turn: int) -> Photo:
    from digitpad.photo.photo import read_photo

    return read_photo(path, turn)


def _upright(read: Callable[[int], Photo]) -> Photo:
    """The photo, turned where the built-in network is much surer of it so."""
    from digitpad import bundled_network
    from digitpad.photo.turning import upright

    return upright(read(0), bundled_network.network().probabilities)


def _photo_of(image: QImage, name: str, turn: int) -> Photo:
    """What is on a picture that Qt has decoded.

    Raises:
        DigitpadError: it is empty or has too many pixels.
    """
    from digitpad.photo.image_file import MAX_PHOTO_PIXELS, reject_many_pixels
    from digitpad.photo.photo import photo_of

    reject_many_pixels(image.width() * image.height(), MAX_PHOTO_PIXELS, name)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return photo_of(pixels, name, turn)


def _files_in(content: QMimeData) -> list[Path]:
    """The files that were dropped or copied, also where a file manager gives a path as text; none if there is none.

    Raises:
        DigitpadError: they are not on this computer.
    """
    urls = content.urls() if content.hasUrls() else []
    text = content.text().strip() if content.hasText() and not content.hasImage() else ""
    if not urls and text and "\n" not in text:
        if text.startswith("file:"):
            urls = [QUrl(text)]
        elif Path(text).is_absolute():
            return [Path(text)]
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    if urls and not files and not content.hasImage():
        raise DigitpadError(N_("This picture is not on this computer, and Digitpad fetches nothing; save it first."))
    return files
