"""The curve of an activation, with the point of the present picture, read with the mouse."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from digitpad.insight.activation_curve import curve_of
from digitpad.insight.layers import unit_layers
from digitpad.ui.inside.activation_plot import ActivationPlot
from digitpad.ui.widgets import theme


@pytest.fixture
def plot(qtbot):
    plot = ActivationPlot()
    plot.resize(400, plot.sizeHint().height())
    return shown(plot, qtbot)


@pytest.fixture
def curve(built_in, sight_of):
    layer = unit_layers(built_in, sight_of("3", built_in).picture)[1]
    return curve_of(layer, 1, int(layer.values[0].argmax()))


def test_the_curve_and_its_point_are_shown(plot, curve):
    plot.show_curve(curve)
    line, point = plot.lines
    assert (list(line.places), list(line.values)) == (curve.sums.tolist(), curve.values.tolist())
    assert (list(point.places), list(point.values)) == ([curve.sum], [curve.value])
    assert plot.property("point") == [curve.sum, curve.value]
    assert plot.ends == (curve.sums[0], curve.sums[-1])
    image = plot.grab().toImage()
    accent = QColor(theme.colours().accent)
    dots = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == accent]
    assert dots
    assert max(x for x, __ in dots) - min(x for x, __ in dots) < 12, "one dot"
    share = (curve.sum - curve.sums[0]) / (curve.sums[-1] - curve.sums[0])
    assert dots[0][0] / image.width() == pytest.approx(share, abs=0.15)


def test_the_values_are_read_under_the_mouse(plot, curve, qtbot):
    plot.show_curve(curve)
    plot.grab()
    left, right = (next(x for x in order if plot.reading(x)) for order in (range(400), range(400, 0, -1)))
    share = (curve.sum - curve.sums[0]) / (curve.sums[-1] - curve.sums[0])
    QTest.mouseMove(plot, QPoint(round(left + share * (right - left)), 40))
    qtbot.waitUntil(lambda: QToolTip.text() != "")
    for text in (f"Sum {curve.sum:.4g}", f"Activation: {curve.value:.4g}", f"This picture: {curve.value:.4g}"):
        assert text in QToolTip.text()
    QToolTip.hideText()
