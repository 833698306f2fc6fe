"""Preview a set of pictures: counts of each class and thumbnails."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from digitpad.ink.raster import SIZE, Picture
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import mark
from digitpad.ui.widgets.picture_view import PictureView
from digitpad.ui.widgets.plain_text import PlainLabel

_COLUMNS = 8
_SCALE = 2
_MOST_COUNTS = 5
"""Classes with their counts beside each other, where there is room."""

_LETTERS = 12
"""Of the name of a class beside its count."""


def class_counts(names: Sequence[str], counts: Sequence[int]) -> QGridLayout:
    """The number of pictures of each class, no wider than thumbnails are, whatever the text size."""
    labels = []
    for name, count in zip(names, counts, strict=True):
        short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
        labels.append(_label(f"{short}: {count:,}"))
    gap = 2 * theme.GRID
    widest = max((label.sizeHint().width() for label in labels), default=0) + gap
    columns = min(_MOST_COUNTS, max(1, _COLUMNS * (_SCALE * SIZE + gap // 4) // widest))
    grid = QGridLayout()
    grid.setHorizontalSpacing(gap)
    for place, label in enumerate(labels):
        grid.addWidget(label, place // columns, place % columns)
    return grid


def thumbnails(pictures: Sequence[tuple[Picture, str]]) -> QGridLayout:
    """Pictures with the name of each below it; an empty text leaves that out."""
    grid = QGridLayout()
    grid.setSpacing(theme.GRID // 2)
    for place, (picture, name) in enumerate(pictures):
        row, column = 2 * (place // _COLUMNS), place % _COLUMNS
        view = PictureView(_SCALE)
        view.set_picture(picture)
        grid.addWidget(view, row, column)
        if name:
            label = mark(_label(name), faint=True)
            label.setText(label.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, view.sizeHint().width()))
            grid.addWidget(label, row + 1, column, Qt.AlignmentFlag.AlignHCenter)
    grid.setColumnStretch(_COLUMNS, 1)
    return grid


def _label(text: str) -> PlainLabel:
    label = PlainLabel(text)
    label.ensurePolished()
    return label
