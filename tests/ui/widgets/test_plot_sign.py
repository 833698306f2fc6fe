import pytest
from helpers.plots import painted
from helpers.windows import shown
from PySide6.QtGui import QColor, QPen

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.plot import Plot
from digitpad.ui.widgets.plot_line import Line
from digitpad.ui.widgets.plot_sign import PlotSign

RED = QColor("#ff0000")


@pytest.fixture
def plot(qtbot):
    plot = Plot()
    plot.resize(400, 300)
    plot.show_lines([Line([1, 2, 3, 4], [1.0, 4.0, 2.0, 3.0], QPen(RED, 2), marked=False)], 0, 5)
    return shown(plot, qtbot)


def where(plot, colour):
    """Where a colour is, whole: the columns and the rows of its pixels."""
    found = painted(plot, QColor(colour))
    return [x for x, _ in found], [y for _, y in found]


def ring(plot):
    return where(plot, theme.colours().accent)


def column(plot, place):
    """The pixel of a place: the line begins at place 1 and ends at place 4."""
    xs, _ = where(plot, RED)
    return round(min(xs) + (place - 1) * (max(xs) - min(xs)) / 3)


def ground(plot, place):
    """The colour of the ground at a place of the lower axis, high up between two lines of the grid."""
    return plot.grab().toImage().pixelColor(column(plot, place), 16)


def test_nothing_is_pointed_at_unless_it_is_said(plot):
    assert plot.sign is None
    assert ring(plot) == ([], [])


def test_a_ring_is_around_the_last_point_of_the_band(plot):
    plot.point_at(PlotSign(0, 1, 3))
    xs, ys = ring(plot)
    assert (min(xs) + max(xs)) / 2 == pytest.approx(column(plot, 3), abs=2)
    assert max(xs) - min(xs) == pytest.approx(16, abs=3)
    _, heights = where(plot, RED)
    middle = max(heights) - (max(heights) - min(heights)) / 3  # 2 between 1 and 4
    assert (min(ys) + max(ys)) / 2 == pytest.approx(middle, abs=2)


def test_a_band_is_behind_the_part(plot):
    before = ground(plot, 2.5)
    plot.point_at(PlotSign(0, 2, 3))
    assert ground(plot, 2.5) != before
    assert ground(plot, 1.5) == ground(plot, 3.5) == before
    plot.point_at(None)
    assert ground(plot, 2.5) == before


@pytest.mark.parametrize("sign", [PlotSign(0, 4.2, 5), PlotSign(3, 0, 5)], ids=["no point there", "no such line"])
def test_where_there_is_no_point_there_is_no_ring(plot, sign):
    plot.point_at(sign)
    assert ring(plot) == ([], [])


def test_a_band_beyond_the_axis_ends_with_it(plot):
    outside = QColor(plot.grab().toImage().pixelColor(398, 100))
    plot.point_at(PlotSign(0, 4, 90))
    assert plot.grab().toImage().pixelColor(398, 100) == outside
