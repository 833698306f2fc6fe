"""Ink in the colour of text on paper in the colour of surfaces, in light and dark."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_image import picture_image


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_paper_and_ink_have_the_colours_of_the_theme(qapp, appearance):
    theme.apply(qapp, appearance, 100)
    pixels = np.zeros((28, 28), np.uint8)
    pixels[3, 5] = 255
    image = picture_image(pixels)
    assert image.pixelColor(5, 3) == QColor(theme.colours().text)
    assert image.pixelColor(3, 5) == QColor(theme.colours().surface)
