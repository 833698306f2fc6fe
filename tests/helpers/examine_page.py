"""What can be read on the Examine page."""

from PySide6.QtWidgets import QLabel, QWidget

from digitpad.ink.raster import Picture
from digitpad.ui.widgets.picture_view import PictureView
from helpers.windows import find


def text(page: QWidget, name: str) -> str:
    """What a label says."""
    return find(page, name, QLabel).text()


def picture(page: QWidget) -> Picture:
    """The picture that is shown."""
    return find(page, "testPicture", PictureView).picture


def number(page: QWidget) -> int:
    """Which picture is shown, from 0."""
    return int(text(page, "testCount").split()[1]) - 1
