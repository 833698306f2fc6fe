"""Bring a photo that was read to the front, unless the user went to another page meanwhile."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from digitpad.ui.photo.photo_opener import OpenedPhoto, PhotoOpener
    from digitpad.ui.photo.photo_page import PhotoPage

PHOTO = "photo"
"""What the program calls the page."""


class PhotoArrival(QObject):
    """Takes every photo to its page. Reading takes a while, and nobody is called back from where they went.

    Args:
        photos: reads them.
        in_front: names the page in front; empty while there are no pages.
        show_page: brings the page of a name to the front.
        page: gives the page of photos.
        say: says something in passing.
    """

    def __init__(
        self, photos: PhotoOpener, in_front: Callable[[], str], show_page: Callable[[str], None],
        page: Callable[[], PhotoPage], say: Callable[[str], None],
    ) -> None:
        super().__init__(photos)
        self._in_front, self._show_page, self._page, self._say = in_front, show_page, page, say
        self._began_at = ""
        photos.reading_begun.connect(self._remember_page)
        photos.photo_ready.connect(self._take)

    def _remember_page(self) -> None:
        self._began_at = self._in_front()

    def _take(self, opened: OpenedPhoto) -> None:
        went_elsewhere = self._began_at and self._in_front() not in (self._began_at, PHOTO)
        if went_elsewhere:
            self._page().show_photo(opened, quietly=True)
            self._say(_("“{name}” was read; it is on the page Photo.").format(name=opened.name))
        else:
            self._show_page(PHOTO)
            self._page().show_photo(opened)
