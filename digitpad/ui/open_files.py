"""Open files that the system hands over: command line, double click, Finder, drop."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from digitpad.ui.main_window import MainWindow

_OURS = {".keras", ".digits"}

_PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"}
"""What counts as a picture; which of them can be read, the page Photo says."""


def open_files(window: MainWindow, files: Sequence[Path]) -> None:
    """Open each file as its menu entry would, refusals included.

    Networks go under the pen one after the other, digits of others are shown together before they are merged, and of
    several pictures the last is on the page Photo. What nobody knows is opened as a network, which says why it is none.
    """
    digits = []
    for path in files:
        suffix = path.suffix.lower()
        if suffix == ".digits":
            digits.append(path)
        elif suffix in _PICTURES:
            window.photos.open(path)
        else:
            window.open_network(path)
    if digits:
        window.merge_digits(digits)


def open_dropped(window: MainWindow, content: QMimeData) -> None:
    """Open what was dropped on the window: networks and digits, or else a picture, which need not be a file."""
    files = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    if any(path.suffix.lower() in _OURS for path in files):
        open_files(window, files)
    else:
        window.photos.take(content)
