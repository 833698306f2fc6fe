import math

import pytest
from helpers.plots import painted
from helpers.windows import shown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QToolTip

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.plot import Axis, Event, Plot
from digitpad.ui.widgets.plot_line import Line
from digitpad.ui.widgets.plot_scale import tick_step, tick_text

RED, BLUE = QColor("#ff0000"), QColor("#0000ff")


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(1, 10, 0.1), (1, 9, 0.2), (1, 5, 0.2), (1, 4, 0.5), (1, 1, 1), (0.3, 3, 0.1), (55, 5, 20), (100, 10, 10),
     (7, 0.5, 10), (3e38, 4, 1e38)],
)  # fmt: skip
def test_steps_are_1_2_or_5_times_a_power_of_ten(span, most, step):
    assert tick_step(span, most) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [(0.30000000000000004, 0.1, "0.3"), (2, 0.5, "2.0"), (40, 20, "40"), (0.02, 0.01, "0.02"), (2e6, 1e6, "2e+06"),
     (2.5e6, 5e5, "2.5e+06"), (3e-6, 1e-6, "3e\N{MINUS SIGN}06"), (100, 1, "100"), (0, 0.5, "0.0"), (0, 1e6, "0"),
     (1.25e7, 5e4, "12500000"), (-1.5, 0.5, "\N{MINUS SIGN}1.5"), (-20, 20, "\N{MINUS SIGN}20")],
)  # fmt: skip
def test_numbers_have_the_decimals_that_tell_them_apart(value, step, text):
    assert tick_text(value, step) == text


@given(
    values=st.lists(
        st.floats(0, 1e30) | st.floats(0, 1) | st.floats(0.7187, 0.7188)
        | st.sampled_from([math.nan, math.inf, 5e-324]),
        max_size=20,
    ),
    height=st.floats(1, 2000),
)
def test_all_values_lie_between_the_numbers_at_the_left(qapp, values, height):
    plot = Plot()
    plot.show_lines([Line(range(len(values)), values, QPen(RED), marked=False)], 0, 20)
    ticks = plot.left_ticks(height, em=16)
    numbers = [number for number, _ in ticks]
    finite = [value for value in values if math.isfinite(value)]
    slack = 1e-8 * max(map(abs, numbers))
    assert all(numbers[0] - slack <= value <= numbers[-1] + slack for value in finite)
    assert 2 <= len(ticks) <= height / (16 * 2) + 3
    assert len({text for _, text in ticks}) == len(ticks), ticks


@pytest.mark.parametrize(
    ("values", "numbers"),
    [((98, 98), (40, 100)), ((100,), (50, 100)), ((0, 0), (0, 0.5)), ((87.5,), (40, 100)), ((12, 12.001), (5, 20))],
    ids=str,
)
def test_percents_stay_between_0_and_100(qapp, values, numbers):
    plot = Plot()
    plot.show_lines([Line(range(len(values)), values, QPen(RED), marked=False)], 0, 1, highest=100)
    ticks = [number for number, _ in plot.left_ticks(200, em=16)]
    assert (ticks[0], ticks[-1]) == pytest.approx(numbers)


@pytest.mark.parametrize(
    ("first", "last", "width", "numbers"),
    [(0, 1, 300, [0, 1]), (1, 10, 900, list(range(1, 11))), (1, 10, 400, [2, 4, 6, 8, 10]),
     (0, 40, 300, [0, 10, 20, 30, 40]), (0, 1000, 100, [0, 500, 1000])],
)  # fmt: skip
def test_the_lower_axis_has_whole_epochs(
    qapp, first, last, width, numbers
):
    plot = Plot()
    plot.show_lines([], first, last)
    assert [number for number, _ in plot.lower_ticks(width, em=16)] == numbers


def test_the_lower_axis_has_shares_where_less_than_an_epoch_is_shown(qapp):
    plot = Plot()
    plot.show_lines([], 0, 0.2)
    assert [text for _, text in plot.lower_ticks(300, em=16)] == ["0", "0.05", "0.10", "0.15", "0.20"]


def test_a_rising_line_goes_from_lower_left_to_upper_right(plot):
    plot.show_lines([Line((0, 10), (0, 1), QPen(RED, 3), marked=False)], 0, 10)
    pixels = painted(plot, RED)
    (left, low), (right, high) = min(pixels), max(pixels)
    assert left < 60
    assert right > 370
    assert low > 160
    assert high < 20


def test_a_level_line_runs_through_the_middle(plot):
    plot.show_lines([Line((0, 10), (3, 3), QPen(RED, 3), marked=False)], 0, 10)
    rows = {y for _, y in painted(plot, RED)}
    assert len(rows) <= 3
    assert 60 < min(rows) <= max(rows) < 130


def test_the_last_line_lies_on_top(plot):
    lines = [Line((0, 10), (1, 1), QPen(colour, 4), marked=False) for colour in (RED, BLUE)]
    plot.show_lines(lines, 0, 10)
    assert painted(plot, BLUE)
    assert not painted(plot, RED)


def test_nothing_to_show_is_two_empty_axes(plot):
    plot.show_lines([], 0, 5)
    assert painted(plot, QColor(theme.colours().surface))
    assert painted(plot, QColor(theme.colours().line))


@pytest.mark.parametrize("size", [(1, 1), (20, 400), (400, 12)])
def test_no_size_is_too_small(plot, size):
    plot.show_lines([Line((0, 1), (0, 1), QPen(RED), marked=True)], 0, 1)
    plot.resize(*size)
    plot.grab()


ABSURD = st.sampled_from([math.nan, math.inf, -math.inf, 1e308, -1e308, 1.7e308, 5e-324, -5e-324, -1.0, 0.0, 1e30])


@pytest.mark.parametrize("highest", [math.inf, 100])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    points=st.lists(st.tuples(st.floats() | ABSURD, st.floats() | ABSURD), max_size=6),
    ends=st.tuples(st.floats() | ABSURD, st.floats() | ABSURD) | st.just((0.0, 5.0)),
)
def test_any_numbers_can_be_drawn(plot, points, ends, highest):
    places, values = [place for place, _ in points], [value for _, value in points]
    for style in (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine):
        plot.show_lines([Line(places, values, QPen(RED, 2, style), marked=True)], *ends, highest)
        plot.grab()
        texts = [text for _, text in (*plot.left_ticks(150, em=16), *plot.lower_ticks(300, em=16))]
        assert len(texts) < 50
        assert not any("nan" in text or "inf" in text for text in texts)


def test_a_number_beyond_all_measure_is_a_gap_and_the_others_are_seen(plot):
    plot.show_lines([Line((0, 1, 2, 3), (1, 2, 1e308, 1), QPen(RED, 3), marked=False)], 0, 3)
    assert [number for number, _ in plot.left_ticks(150, em=16)][-1] == 2
    assert painted(plot, RED)


def test_values_below_nought_are_seen(plot):
    plot.show_lines([Line((0, 1), (-1, -1), QPen(RED, 3), marked=False)], 0, 1)
    ticks = [number for number, _ in plot.left_ticks(150, em=16)]
    assert ticks[0] < -1 < ticks[-1]
    assert painted(plot, RED)


def test_a_wide_span_is_shown_by_its_logarithm_where_that_is_wanted(plot):
    falling = Line([1, 2, 3], [2.0, 0.1, 0.001], QPen(QColor("red"), 2), False)
    plot.show_lines([falling], 1, 3)
    assert not plot.is_logarithmic
    plot.use_logarithms()
    assert plot.is_logarithmic
    assert [text for _, text in plot.left_ticks(400, 16)] == ["0.001", "0.01", "0.1", "1", "10"]
    plot.show_lines([Line([1, 2, 3], [2.0, 0.1, 0.05], QPen(QColor("red"), 2), False)], 1, 3)
    assert not plot.is_logarithmic


def test_values_are_read_under_the_mouse(plot, qtbot):
    plot.resize(400, 300)
    plot.show_lines([
        Line([0.5, 1, 2], [2.0, 1.0, 0.25], QPen(QColor("red"), 2), False, "training"),
        Line([1, 2], [1.5, 0.5], QPen(QColor("blue"), 2), True, "validation"),
    ], 0, 2)
    plot.show_events([Event(1.5, "learning rate: 0.01")])
    plot.grab()
    right = next(x for x in range(400, 0, -1) if plot.reading(x) is not None)
    assert plot.reading(right) == (2, "Epoch 2\ntraining: 0.25\nvalidation: 0.5")
    left = next(x for x in range(400) if plot.reading(x) is not None)
    assert plot.reading(left) == (0.5, "Epoch 0.5\ntraining: 2")
    assert "learning rate: 0.01" in plot.reading(left + 0.75 * (right - left))[1]
    assert plot.reading(left - 20) is None
    qtbot.mouseMove(plot, QPoint(right - 2, 100))
    qtbot.waitUntil(lambda: QToolTip.text().startswith("Epoch 2"))
    QToolTip.hideText()


def test_another_axis_may_begin_below_nought_and_has_numbers_between_whole_ones(qtbot):
    plot = Plot(Axis("pixels", "{place} pixels"))
    line = Line((-1.5, 0.0, 3.0), (1.0, 2.0, 3.0), QPen(), False, "right")
    plot.resize(600, 300)
    plot.show_lines([line], -1.5, 3.0)
    assert plot.ends == (-1.5, 3.0)
    assert [place for place, _text in plot.lower_ticks(600, 20)] == [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3]
    shown(plot, qtbot)
    plot.grab()
    assert plot.reading(70)[1].splitlines()[0] == "\N{MINUS SIGN}1.5 pixels"
