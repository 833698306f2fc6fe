"""What a set of pictures is like, at a glance: how many of each class, and some of them."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from digitpad.ink.raster import Picture
from digitpad.ui import theme
from digitpad.ui.preview import Preview
from digitpad.ui.widgets import mark

_COLUMNS = 8
_COUNTS = 5
"""Pictures, and classes with their counts, beside each other."""

_LETTERS = {_COLUMNS: 7, _COUNTS: 12}
"""Letters of a name that fit into one of so many columns."""


def class_counts(names: Sequence[str], counts: Sequence[int]) -> QGridLayout:
    """The number of pictures of each class."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * theme.GRID)
    for place, (name, count) in enumerate(zip(names, counts, strict=True)):
        label = QLabel(f"{_cut(name, _COUNTS)}: {count:,}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(label, place // _COUNTS, place % _COUNTS)
    return grid


def thumbnails(pictures: Sequence[tuple[Picture, str]]) -> QGridLayout:
    """Pictures with the name of each below it; an empty text leaves that out."""
    grid = QGridLayout()
    grid.setSpacing(theme.GRID // 2)
    for place, (picture, name) in enumerate(pictures):
        row, column = 2 * (place // _COLUMNS), place % _COLUMNS
        view = Preview(2)
        view.set_picture(picture)
        grid.addWidget(view, row, column)
        if name:
            label = mark(QLabel(_cut(name, _COLUMNS)), faint=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, row + 1, column, Qt.AlignmentFlag.AlignHCenter)
    grid.setColumnStretch(_COLUMNS, 1)
    return grid


def _cut(name: str, columns: int) -> str:
    """Names come from files and may be long; the dialog is as narrow as the smallest screen."""
    letters = _LETTERS[columns]
    return name if len(name) <= letters else f"{name[: letters - 1]}…"
