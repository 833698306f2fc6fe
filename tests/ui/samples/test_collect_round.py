"""What is asked for next."""

import random

from hypothesis import given
from hypothesis import strategies as st

from digitpad.ui.samples.collect_round import CollectRound


@given(st.integers(1, 5), st.lists(st.integers(0, 6), min_size=2, max_size=12), st.integers(0, 99))
def test_a_round_ends_with_enough_of_each_and_asks_for_nothing_twice(
    wanted, counts, seed
):
    chance = random.Random(seed)
    collecting = CollectRound(wanted, counts, chance)
    before = None
    for _ in range(1_000):
        asked = collecting.asked
        if asked is None:
            break
        assert collecting.counts[asked] < wanted
        others = [label for label, count in enumerate(collecting.counts) if count < wanted and label != before]
        assert asked != before or not others
        before = asked
        if chance.random() < 0.25:
            collecting.skip()
        else:
            missing = collecting.missing
            collecting.add(asked)
            assert collecting.missing == missing - 1
    assert collecting.missing == 0
    assert collecting.counts == tuple(max(wanted, count) for count in counts)


def test_what_is_taken_back_is_asked_for_again():
    collecting = CollectRound(1, [0, 0, 0], random.Random(0))
    first = collecting.asked
    assert first is not None
    collecting.add(first)
    assert collecting.asked != first
    collecting.remove(first)
    assert collecting.asked == first
    assert collecting.missing == 3


def test_another_class_than_the_one_asked_for_counts_and_the_question_stays():
    collecting = CollectRound(2, [0, 0], random.Random(0))
    asked = collecting.asked
    assert asked is not None
    collecting.add(1 - asked)
    assert collecting.asked == asked
    assert sorted(collecting.counts) == [0, 1]


def test_skipping_the_only_class_that_is_missing_asks_for_it_again():
    collecting = CollectRound(2, [2, 1, 2], random.Random(0))
    assert collecting.asked == 1
    collecting.skip()
    assert (collecting.asked, collecting.missing) == (1, 1)


def test_a_full_set_asks_for_nothing_until_a_drawing_is_taken_back():
    collecting = CollectRound(1, [1, 3])
    assert (collecting.asked, collecting.missing) == (None, 0)
    collecting.remove(1)
    assert collecting.asked is None, "there are enough of it still"
    collecting.remove(0)
    assert collecting.asked == 0
