"""Weights in colours, by one scale for a layer."""

import numpy as np
from helpers.windows import shown
from PySide6.QtGui import QColor

from digitpad.ui.inside.weights_view import WeightsView
from digitpad.ui.widgets import theme


def test_the_colours_are_the_weights_by_the_scale_that_is_given(qtbot):
    view = shown(WeightsView(), qtbot)
    view.resize(102, 102)
    weights = np.array([[1.0, -1.0], [0.5, 0.0]], np.float32)

    def colours():
        image = view.grab().toImage()
        return [image.pixelColor(x, y) for y in (25, 75) for x in (25, 75)]

    view.show_weights(weights, 1.0)
    blue, orange, half, nothing = colours()
    assert (blue, orange) == (QColor(theme.BLUE), QColor(theme.ORANGE))
    assert nothing == QColor(theme.colours().surface)
    view.show_weights(weights, 2.0)
    assert colours()[0] == half
