import numpy as np
import pytest

from digitpad.ink.stroke import Ink
from digitpad.synthesis import transform

HOOK = Ink.of([[(100, 100), (100, 500), (300, 500)], [(200, 300)]])
"""200 wide, 400 high, its middle at (200, 300)."""


def box(ink):
    points = np.concatenate(ink.strokes)
    return *points.min(axis=0), *points.max(axis=0)


@pytest.mark.parametrize(
    "change",
    [
        lambda ink: transform.resized(ink, 5, (1, 2)), lambda ink: transform.slanted(ink, 15),
        lambda ink: transform.resampled(ink, 10), lambda ink: transform.jittered(ink, 2, 0), transform.backwards,
        lambda ink: transform.with_dot(ink, 0),
    ],
)
def test_every_change_leaves_the_ink_as_it_is_and_nothing_stays_nothing(change):
    before = [stroke.copy() for stroke in HOOK.strokes]
    assert change(HOOK).to_json() != HOOK.to_json()
    for stroke, same in zip(HOOK.strokes, before, strict=True):
        np.testing.assert_array_equal(stroke, same)
    assert not change(Ink())


def test_resizing_keeps_the_aspect():
    assert box(transform.resized(HOOK, 100, (60, 70))) == pytest.approx((35, 20, 85, 120))
    dot = transform.resized(Ink.of([[(3, 4)]]), 100, (60, 70))
    assert box(dot) == (60, 70, 60, 70)


def test_slanting_moves_the_top_to_the_right_and_keeps_heights_and_the_middle():
    stem, dot = transform.slanted(HOOK, 45).strokes
    np.testing.assert_allclose(stem, [(300, 100), (-100, 500), (100, 500)])
    np.testing.assert_allclose(dot, [(200, 300)])
    back = transform.slanted(transform.slanted(HOOK, 15), -15)
    np.testing.assert_allclose(np.concatenate(back.strokes), np.concatenate(HOOK.strokes))


@pytest.mark.parametrize("count", [2, 10, 400])
def test_points_lie_evenly_on_the_line(count):
    stem, dot = transform.resampled(HOOK, count).strokes
    assert (len(stem), len(dot)) == (count, 1)
    np.testing.assert_allclose(stem[[0, -1]], [(100, 100), (300, 500)])
    assert ((np.abs(stem[:, 0] - 100) < 1e-9) | (np.abs(stem[:, 1] - 500) < 1e-9) | (count == 2)).all()
    along = stem.sum(axis=1)  # grows by one for each unit along this line
    np.testing.assert_allclose(np.diff(along), 600 / (count - 1))


def test_points_are_shared_out_by_length():
    long, short = transform.resampled(Ink.of([[(0, 0), (300, 0)], [(0, 9), (100, 9)]]), 40).strokes
    assert (len(long), len(short)) == (30, 10)


def test_jitter_is_as_strong_as_asked_and_the_same_for_a_seed():
    line = Ink((np.zeros((20_000, 2)),))
    (moved,) = transform.jittered(line, 3, 7).strokes
    assert moved.std(axis=0) == pytest.approx((3, 3), rel=0.03)
    assert moved.mean(axis=0) == pytest.approx((0, 0), abs=0.1)
    np.testing.assert_array_equal(moved, transform.jittered(line, 3, 7).strokes[0])
    assert (moved != transform.jittered(line, 3, 8).strokes[0]).any()


def test_backwards_turns_strokes_and_their_order():
    dot, stem = transform.backwards(HOOK).strokes
    assert dot.tolist() == [[200, 300]]
    assert stem.tolist() == [[300, 500], [100, 500], [100, 100]]


def test_a_stray_dot_is_near_the_drawing():
    places = np.array([transform.with_dot(HOOK, seed).strokes[-1][0] for seed in range(200)])
    assert (places >= (20, 20)).all()
    assert (places <= (380, 580)).all()
    assert (np.ptp(places, axis=0) > (300, 480)).all()
    assert len(transform.with_dot(HOOK, 0).strokes) == 3
