"""What is kept aside is always the same, and about as much as was asked for."""

import uuid

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digitpad.samples.splits import from_seats, kept_aside, seats_kept_out

IDS = [uuid.UUID(int=number * 2**64 + 7).hex for number in range(4000)]


def test_about_as_many_as_asked_for_are_kept_aside():
    for share in (0.1, 0.2, 0.5):
        assert abs(kept_aside(IDS, share).mean() - share) < 0.03
    assert not kept_aside(IDS, 0).any()
    assert kept_aside(IDS, 1).all()
    assert kept_aside([]).dtype == np.bool_


@given(st.permutations(IDS[:20]))
def test_an_id_decides_alone(ids):
    alone = {each: bool(kept_aside([each])[0]) for each in ids}
    assert kept_aside(ids).tolist() == [alone[each] for each in ids]


def test_these_ids_fall_on_these_sides_for_ever():
    """Otherwise a network would be examined on what it has learnt from."""
    assert np.flatnonzero(kept_aside(IDS[:40])).tolist() == [12, 15, 18, 21, 27, 29, 33, 36, 39]
    assert sorted(seats_kept_out(range(1, 31))) == [1, 5, 17, 21, 27, 28]


@given(st.lists(st.integers(0, 40), max_size=40), st.sampled_from([0.01, 0.2, 0.5, 1]))
def test_some_seats_are_kept_out_and_some_are_not(seats, share):
    out, there = seats_kept_out(seats, share), set(seats) - {0}
    assert out <= there
    assert out == seats_kept_out(reversed(seats), share)
    if len(there) < 2:
        assert not out
    else:
        assert 1 <= len(out) < len(there)
        assert len(out) in (1, round(share * len(there)), len(there) - 1)


@given(st.sets(st.integers(1, 40), min_size=2), st.integers(1, 40))
def test_a_seat_more_moves_at_most_one_other(seats, new):
    before, after = seats_kept_out(seats), seats_kept_out({*seats, new})
    assert len((before ^ after) - {new}) <= 1


def test_rows_of_seats():
    assert from_seats(np.array([0, 3, 5, 3], np.int32), {3, 9}).tolist() == [False, True, False, True]
