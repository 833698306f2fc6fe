"""Two networks on the same pictures; SciPy has the exact test."""

import numpy as np
import pytest
from scipy.stats import binomtest

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.two_networks import Group, compare, sign_test


@pytest.mark.parametrize(
    ("wins", "losses"), [(0, 0), (1, 0), (12, 5), (5, 12), (7, 7), (9, 1), (15, 5), (0, 5), (400, 331), (5000, 5200)]
)
def test_the_sign_test_is_scipys(wins, losses):
    expected = binomtest(wins, wins + losses).pvalue if wins + losses else 1.0
    assert sign_test(wins, losses) == pytest.approx(expected, rel=1e-9)


def test_ten_disagreements_need_nine_to_one_and_five_never_decide():
    assert sign_test(9, 1) < 0.05 < sign_test(8, 2)
    assert sign_test(5, 0) > 0.05


def test_who_is_right_where(answers_of):
    labels = [0, 0, 0, 0, 1]
    first = answers_of(labels, [[1, 0], [1, 0], [0, 1], [0, 1], [1, 0]])
    second = answers_of(labels, [[1, 0], [0, 1], [1, 0], [0, 1], [1, 0]])
    result = compare(first, second)
    assert result.groups.tolist() == [0, 1, 2, 3, 3]
    assert [result.count(group) for group in Group] == [1, 1, 1, 2]
    assert result.pictures_in(Group.BOTH_WRONG).tolist() == [3, 4]
    assert result.difference.tolist() == [[0, 0, 0], [0, 0, 0]]
    assert result.p_value == 1


def test_the_difference_of_the_matrices(random_answers, answers_of):
    first = random_answers(5, 400)
    second = answers_of(first.labels, first.probabilities[::-1])
    result = compare(first, second, 0.4)
    np.testing.assert_array_equal(
        result.difference, confusion(second, 0.4).counts - confusion(first, 0.4).counts
    )
    assert sum(result.count(group) for group in Group) == 400


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([0, 3], "A and B are right about the same pictures."),
        ([1] * 12 + [2] * 5, "A gets 12 right that B misses, B 5 that A misses. That could be luck."),
        ([1] + [2] * 9, "A gets 1 right that B misses, B 9 that A misses. That is hardly luck: B reads these better."),
        ([1] * 9 + [2], "A gets 9 right that B misses, B 1 that A misses. That is hardly luck: A reads these better."),
    ],
)
def test_the_verdict(groups, told, answers_of):
    first = answers_of([0] * len(groups), [[1, 0] if group in (0, 1) else [0, 1] for group in groups])
    second = answers_of([0] * len(groups), [[1, 0] if group in (0, 2) else [0, 1] for group in groups])
    assert str(compare(first, second).message("A", "B")) == told


def test_only_the_same_pictures_can_be_compared(answers_of):
    one = answers_of([0, 1], [[1, 0], [1, 0]])
    for other in (answers_of([0, 0], [[1, 0]] * 2), answers_of([0], [[1, 0]]), answers_of([0, 1], [[1, 0, 0]] * 2)):
        with pytest.raises(ValueError, match="same pictures"):
            compare(one, other)
