"""What is answered at each margin, counted by hand and picture by picture."""

import numpy as np
import pytest

from digitpad.evaluation.coverage import coverage_curve


def test_by_hand(answers_of):
    found = answers_of([0, 0, 1, 1], [[0.75, 0.25], [0.25, 0.75], [0.375, 0.625], [0, 1]])
    curve = coverage_curve(found, (0.0, 0.25, 0.375, 0.75, 1.0))
    assert curve.answered.tolist() == [4, 4, 3, 1, 1]
    assert curve.right.tolist() == [3, 3, 2, 1, 1]
    assert curve.coverage.tolist() == [1, 1, 0.75, 0.25, 0.25]
    assert curve.accuracy.tolist() == pytest.approx([0.75, 0.75, 2 / 3, 1, 1])
    assert curve.costs(wrong=10, unsure=1).tolist() == [2.5, 2.5, 11 / 4, 0.75, 0.75]
    assert curve.cheapest(wrong=10, unsure=1) == 0.75
    assert curve.cheapest(wrong=1, unsure=1) == 0


def test_every_margin_is_what_would_be_answered(random_answers):
    found = random_answers(10, 500)
    curve = coverage_curve(found)
    assert len(curve.margins) == 101
    for margin, answered, right in zip(curve.margins, curve.answered, curve.right, strict=True):
        said = found.answers(margin)
        assert (answered, right) == ((said < 10).sum(), (said == found.labels).sum())


def test_nothing_answered_is_neither_right_nor_wrong(answers_of):
    curve = coverage_curve(answers_of([0, 1], [[0.5, 0.5]] * 2), (0.0, 0.5))
    assert curve.coverage.tolist() == [1, 0]
    np.testing.assert_array_equal(curve.accuracy, [0.5, np.nan])
    empty = coverage_curve(answers_of([], np.zeros((0, 2))), (0.5,))
    assert (empty.coverage.tolist(), empty.costs(1, 1).tolist(), empty.cheapest(1, 1)) == ([0], [0], 0.5)
