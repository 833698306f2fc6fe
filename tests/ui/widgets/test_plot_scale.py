"""Ticks and places, checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from digitpad.ui.widgets.plot_scale import Scale, level_ticks, logarithmic_ticks, needs_logarithms

AREA = QRectF(100, 50, 200, 300)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 100], False), ([1, 101], True), ([0.001, 2.3], True), ([0, 1000], False), ([-1, 1000], False), ([], False),
        ([1e-200, 1], False),
    ],
)
def test_when_logarithms_are_needed(values, expected):
    assert needs_logarithms(values) is expected


def test_powers_of_ten_around_the_values():
    assert [text for _, text in logarithmic_ticks([0.002, 3.0], 10)] == ["0.001", "0.01", "0.1", "1", "10"]
    assert [text for _, text in logarithmic_ticks([0.002, 3.0], 2)] == ["0.001", "0.1", "10"]


def test_where_values_are_on_a_logarithmic_axis():
    scale = Scale(AREA, 0, 10, 0.001, 10, is_logarithmic=True)
    assert scale.y(0.001) == pytest.approx(350)
    assert scale.y(10) == pytest.approx(50)
    assert scale.y(0.1) == pytest.approx(200)
    assert scale.point(5, 0.1).x() == pytest.approx(200)
    assert scale.point(5, 0) is None
    assert scale.point(5, -1) is None
    assert scale.point(11, 1) is None


@given(st.lists(st.floats(1e-99, 1e99), min_size=2, max_size=9), st.floats(1, 20))
def test_any_values_lie_between_the_ends(values, most):
    is_wide = needs_logarithms(values)
    ticks = logarithmic_ticks(values, most) if is_wide else level_ticks(values, most, 1e100)
    assert ticks[0][0] <= min(values) * (1 + 1e-9)
    assert ticks[-1][0] >= max(values) * (1 - 1e-9)
    assert len(ticks) >= 2
