"""How large text is that is read from the last row."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

_POINTS, _WIDTH, _HEIGHT = 24.0, 1920, 1080


def points(size: QSize) -> float:
    """Size of text in points: 24 on 1920 × 1080 pixels, and in proportion, but never smaller than in the window."""
    return max(theme.BASE_POINT_SIZE, _POINTS * min(size.width() / _WIDTH, size.height() / _HEIGHT))
