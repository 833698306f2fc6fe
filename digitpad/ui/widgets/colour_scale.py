"""Numbers with a sign as colours: blue for, orange against, nothing in between."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from digitpad.ui.widgets import theme


def colour_for() -> QColor:
    """The colour of what is positive."""
    return QColor(theme.colours().accent)


def colour_against() -> QColor:
    """The colour of what is negative; told apart from the other by people with any kind of colour vision."""
    return QColor(theme.ORANGE)


def signed_image(values: npt.NDArray[np.floating], scale: float) -> QImage:
    """An image of numbers (rows, columns), a pixel each, to be enlarged.

    Args:
        values: 0 is transparent.
        scale: what this size and more is told by the full colour; 0 leaves everything transparent.
    """
    rows, columns = values.shape
    strength = np.clip(np.abs(values) / scale, 0, 1) if scale > 0 else np.zeros(values.shape)
    pixels = np.zeros((rows, columns, 4), np.uint8)
    positive = (colour_for().red(), colour_for().green(), colour_for().blue())
    negative = (colour_against().red(), colour_against().green(), colour_against().blue())
    pixels[..., :3] = np.where((values > 0)[..., None], positive, negative)
    pixels[..., 3] = np.rint(255 * strength)
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
