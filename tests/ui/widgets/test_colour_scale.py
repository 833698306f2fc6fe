"""The colours of numbers."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import signed_image


def test_blue_for_orange_against_and_nothing_for_nothing(qapp):
    image = signed_image(np.array([[2.0, 1.0, 0.0], [-2.0, -4.0, -0.5]]), 2.0)
    assert image.size().toTuple() == (3, 2)
    colours = [[image.pixelColor(x, y) for x in range(3)] for y in range(2)]
    blue, orange = QColor(theme.BLUE), QColor(theme.ORANGE)
    assert colours[0][0] == blue
    assert colours[1][0] == colours[1][1] == orange  # beyond the scale it stays the full colour
    assert [colour.alpha() for colour in colours[0]] == [255, 128, 0]
    assert colours[1][2].alpha() == 64


@pytest.mark.parametrize("values", [np.zeros((2, 2)), np.ones((2, 2))])
def test_without_a_scale_there_is_no_colour(values):
    image = signed_image(values, 0.0)
    assert {image.pixelColor(x, y).alpha() for x in range(2) for y in range(2)} == {0}
