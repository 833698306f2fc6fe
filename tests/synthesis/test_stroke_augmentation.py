import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.ink.stroke import Ink
from digitpad.synthesis import stroke_augmentation
from digitpad.synthesis.glyphs import parse_glyph

SEVEN = parse_glyph("00 60 28")


def extent(ink):
    points = np.concatenate(ink.strokes)
    return np.ptp(points, axis=0)


def equal(one, other):
    return len(one.strokes) == len(other.strokes) and all(
        np.array_equal(a, b) for a, b in zip(one.strokes, other.strokes, strict=True)
    )


def test_the_same_seed_is_the_same_hand_and_another_seed_another():
    one, again, other = (stroke_augmentation.augment_strokes(SEVEN, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert equal(one, again)
    assert not equal(one, other)


@given(st.integers(0, 2**32 - 1), st.sampled_from(["30", "00 60 28", "~ 30 11 04 17 38 57 64 51 30", "30 38,18 58"]))
def test_a_varied_drawing_is_about_one_unit_large(seed, text):
    ink = stroke_augmentation.augment_strokes(parse_glyph(text), np.random.default_rng(seed))
    assert ink
    assert all(np.isfinite(stroke).all() for stroke in ink.strokes)
    size = extent(ink).max()
    assert size < 2.5
    assert size > 0.3 or text == "30"


def test_size_and_place_do_not_matter():
    far = Ink(tuple(stroke * 50 + 1000 for stroke in SEVEN.strokes))
    one, other = (stroke_augmentation.augment_strokes(ink, np.random.default_rng(3)) for ink in (SEVEN, far))
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(one.strokes, other.strokes, strict=True))


def test_devices_differ_in_how_many_points_they_send():
    rng = np.random.default_rng(0)
    counts = [stroke_augmentation.augment_strokes(SEVEN, rng).point_count for _ in range(200)]
    assert min(counts) < 26 < max(counts)


def test_now_and_then_the_pen_is_lifted():
    rng = np.random.default_rng(0)
    strokes = [len(stroke_augmentation.augment_strokes(SEVEN, rng).strokes) for _ in range(200)]
    assert set(strokes) == {1, 2}
    assert 5 < strokes.count(2) < 60


def test_a_seven_gets_its_bar_across_the_stem():
    bar = stroke_augmentation.crossed(SEVEN, np.random.default_rng(0)).strokes[-1]
    width, height = np.ptp(bar, axis=0)
    assert width > 3 * height
    left, right = sorted(bar[:, 0])
    assert any(left < x < right for x, _ in SEVEN.strokes[0])


def test_a_nought_gets_its_slash_upwards():
    nought = parse_glyph("~ 30 11 04 17 38 57 64 51 30")
    start, end = stroke_augmentation.slashed(nought, np.random.default_rng(0)).strokes[-1]
    assert start[0] < end[0]
    assert start[1] > end[1]


def test_a_one_gets_its_foot_under_it():
    one = parse_glyph("30 38")
    foot = stroke_augmentation.footed(one, np.random.default_rng(0)).strokes[-1]
    assert foot[:, 1].tolist() == [8, 8]
    assert foot[:, 0].mean() == 3


@pytest.mark.parametrize("seed", range(20))
def test_a_stray_mark_is_small_and_near(seed):
    mark = stroke_augmentation.dotted(SEVEN, np.random.default_rng(seed)).strokes[-1]
    assert np.ptp(mark, axis=0).max() < 0.1 * 8
    assert (mark > -2).all()
    assert (mark < 11).all()
