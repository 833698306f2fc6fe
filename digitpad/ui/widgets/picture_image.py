"""Pictures as images in the colours of the theme: ink like text, paper like surfaces."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from digitpad.ink.raster import SIZE
from digitpad.ui.widgets import theme

_tables: dict[theme.Colours, list[int]] = {}


def picture_image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """An image of a picture.

    Args:
        pixels: (28, 28) uint8, 0 is paper and 255 is ink.
    """
    image = QImage(pixels.tobytes(), SIZE, SIZE, SIZE, QImage.Format.Format_Indexed8)
    image.setColorTable(_colours())
    return image


def _colours() -> list[int]:
    """From paper to ink in 256 steps."""
    colours = theme.colours()
    if colours not in _tables:
        paper, ink = QColor(colours.surface), QColor(colours.text)
        pairs = ((paper.red(), ink.red()), (paper.green(), ink.green()), (paper.blue(), ink.blue()))
        _tables[colours] = [
            QColor(*(round(a + (b - a) * step / 255) for a, b in pairs)).rgb() for step in range(256)
        ]
    return _tables[colours]
