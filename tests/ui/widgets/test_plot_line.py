"""Lines of a plot: gaps in them, and marks at their points."""

import itertools
import math

import pytest
from helpers.plots import painted
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from digitpad.ui.widgets.plot_line import Line

RED = QColor("#ff0000")


def test_what_is_not_finite_is_a_gap(plot):
    plot.show_lines([Line((0, 4, 5, 6, 10), (1, 1, math.nan, 1, 1), QPen(RED, 3), marked=False)], 0, 10)
    columns = sorted({x for x, _ in painted(plot, RED)})
    gaps = [(a, b) for a, b in itertools.pairwise(columns) if b > a + 1]
    assert len(gaps) == 1
    # The fifth of the width between the places 4 and 6 is empty.
    assert gaps[0][1] - gaps[0][0] == pytest.approx((columns[-1] - columns[0]) / 5, abs=4)


def test_points_are_marked_and_a_single_one_is_seen(plot):
    plot.show_lines([Line((5,), (1,), QPen(RED, 2, Qt.PenStyle.DashLine), marked=True)], 0, 10)
    assert len(painted(plot, RED)) > 12
    plot.show_lines([Line((5,), (1,), QPen(RED, 2), marked=False)], 0, 10)
    assert not painted(plot, RED)


def test_each_kind_of_dashes_has_its_mark(plot):
    """The only point of a line shows none of its dashes."""
    seen = set()
    solid, dash_dot_dot = Qt.PenStyle.SolidLine.value, Qt.PenStyle.DashDotDotLine.value
    dashes = [Qt.PenStyle(number) for number in range(solid, dash_dot_dot + 1)]
    for style in dashes:
        plot.show_lines([Line((5,), (1,), QPen(RED, 2, style), marked=True)], 0, 10)
        seen.add(tuple(painted(plot, RED)))
    assert len(seen) == len(dashes) == 5
    assert all(len(mark) > 12 for mark in seen)


def test_points_that_would_touch_are_not_marked(plot):
    places = [place / 10 for place in range(1000)]
    plot.show_lines([Line(places, [1] * 1000, QPen(RED, 1), marked=True)], 0, 100)
    assert len({y for _, y in painted(plot, RED)}) <= 2
