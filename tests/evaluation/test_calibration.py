"""Calibration, counted by hand beside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.evaluation.calibration import Bin, expected_calibration_error, reliability


def table(answers, bins=10):
    sure, right = zip(*answers, strict=True)
    return reliability(np.array(sure), np.array(right, dtype=bool), bins)


def test_by_hand():
    rows = table([(0.95, True), (0.91, True), (0.99, False), (0.55, True), (0.6, False), (0.05, False)])
    assert len(rows) == 10
    assert rows[9] == Bin(0.9, 1.0, 3, pytest.approx(0.95), pytest.approx(2 / 3))
    assert rows[5] == Bin(0.5, 0.6, 2, pytest.approx(0.575), 0.5)
    assert rows[0] == Bin(0.0, 0.1, 1, pytest.approx(0.05), 0.0)
    assert rows[7] == Bin(0.7, 0.8, 0, 0.0, 0.0)
    # 3 answers are 0.95 - 2/3 off, 2 are 0.575 - 0.5 off, 1 is 0.05 off.
    assert expected_calibration_error(rows) == pytest.approx((0.85 + 0.15 + 0.05) / 6)


def test_an_edge_belongs_to_the_bin_below_and_nothing_falls_out():
    rows = table([(0.0, True), (0.1, True), (0.3, True), (0.7, True), (1.0, True)])
    assert [row.count for row in rows] == [2, 0, 1, 0, 0, 0, 1, 0, 0, 1]


def test_who_is_always_as_right_as_sure_has_no_error():
    rows = table([(0.75, number < 3) for number in range(4)] + [(1.0, True)] * 5)
    assert expected_calibration_error(rows) == 0
    assert expected_calibration_error(table([(1.0, False)] * 3)) == 1


def test_another_number_of_bins():
    rows = table([(0.2, True), (0.8, False)], bins=2)
    assert [(row.low, row.high, row.count) for row in rows] == [(0, 0.5, 1), (0.5, 1, 1)]
    assert expected_calibration_error(rows) == pytest.approx(0.8)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1), st.integers(1, 30))
def test_every_answer_is_counted_once_in_its_interval(answers, bins):
    rows = table(answers, bins)
    assert sum(row.count for row in rows) == len(answers)
    assert sum(row.count * row.accuracy for row in rows) == pytest.approx(sum(right for _, right in answers))
    for row in rows:
        assert not row.count or row.low - 1e-12 <= row.confidence <= row.high + 1e-12
    assert 0 <= expected_calibration_error(rows) <= 1 + 1e-12


@pytest.mark.parametrize(
    ("sure", "right", "told"),
    [([0.5], [True, False], "as many"), ([[0.5]], [[True]], "as many"), ([1.1], [True], "0..1"),
     ([np.nan], [True], "0..1"), ([-0.1], [True], "0..1")],
)
def test_what_is_no_table_is_refused(sure, right, told):
    with pytest.raises(ValueError, match=told):
        reliability(np.array(sure), np.array(right))


def test_no_answers_have_no_error():
    with pytest.raises(ValueError, match="no answers"):
        expected_calibration_error(reliability(np.array([]), np.array([], bool)))
