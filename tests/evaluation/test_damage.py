"""Damage to pictures and to ink: what it does to simple shapes, and that it is the same again."""

import numpy as np
import pytest

from digitpad.bundled_network import bundled_drawings
from digitpad.evaluation.damage import LEVELS, Damage, damaged_ink, damaged_pictures
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink

SEVEN = dict(bundled_drawings())["7"]
PICTURES = np.stack([rasterize(ink) for _, ink in bundled_drawings()])


def block(rows, columns, value=200):
    picture = np.zeros((1, 28, 28), np.uint8)
    picture[0, rows, columns] = value
    return picture


def middle_of(picture):
    """Row and column of the centre of mass."""
    weights = picture.astype(float)
    return tuple(float((weights * grid).sum() / weights.sum()) for grid in np.indices((28, 28)))


@pytest.mark.parametrize("damage", Damage)
def test_no_damage_changes_nothing_and_is_a_point_of_the_curve(damage):
    assert damage.none in LEVELS[damage]
    assert list(LEVELS[damage]) == sorted(set(LEVELS[damage]))
    np.testing.assert_array_equal(damaged_pictures(PICTURES, damage, damage.none), PICTURES)
    np.testing.assert_array_equal(damaged_ink(SEVEN, damage, damage.none), rasterize(SEVEN))


@pytest.mark.parametrize(("damage", "amount"), [(d, a) for d in Damage for a in LEVELS[d] if a != d.none])
def test_damage_is_seen_and_is_the_same_again(damage, amount):
    before = PICTURES.copy()
    once = damaged_pictures(PICTURES, damage, amount, 3)
    assert (once.shape, once.dtype) == (PICTURES.shape, np.uint8)
    assert all((a != b).any() for a, b in zip(once, PICTURES, strict=True))
    np.testing.assert_array_equal(PICTURES, before)
    np.testing.assert_array_equal(damaged_pictures(PICTURES, damage, amount, 3), once)
    drawn = damaged_ink(SEVEN, damage, amount, 3)
    assert (drawn.shape, drawn.dtype) == ((28, 28), np.uint8)
    assert (drawn != rasterize(SEVEN)).any()
    np.testing.assert_array_equal(damaged_ink(SEVEN, damage, amount, 3), drawn)


@pytest.mark.parametrize("damage", [Damage.NOISE, Damage.MISSING])
def test_another_seed_is_another_damage(damage):
    amount = LEVELS[damage][-1]
    assert (damaged_pictures(PICTURES, damage, amount, 1) != damaged_pictures(PICTURES, damage, amount, 2)).any()
    assert (damaged_ink(SEVEN, damage, amount, 1) != damaged_ink(SEVEN, damage, amount, 2)).any()


def test_noise_has_its_deviation():
    grey = np.full((20, 28, 28), 128, np.uint8)
    noisy = damaged_pictures(grey, Damage.NOISE, 0.1).astype(float)
    assert noisy.mean() == pytest.approx(128, abs=1)
    assert noisy.std() == pytest.approx(25.5, rel=0.03)


def test_a_shift_goes_to_the_right_and_what_leaves_is_gone():
    np.testing.assert_array_equal(damaged_pictures(block(5, 20), Damage.SHIFT, 4), block(5, 24))
    np.testing.assert_array_equal(damaged_pictures(block(5, 20), Damage.SHIFT, -4), block(5, 16))
    assert not damaged_pictures(block(5, 26), Damage.SHIFT, 4).any()
    half = damaged_pictures(block(5, 20), Damage.SHIFT, 0.5)
    assert half[0, 5, 20:22].tolist() == [100, 100]


def test_a_turn_goes_to_the_right():
    np.testing.assert_array_equal(
        damaged_pictures(PICTURES, Damage.TURN, 90), np.rot90(PICTURES, -1, axes=(1, 2))
    )
    up = Ink.of([[(0, 0), (0, 10)], [(0, 0), (5, 0)]])  # an upright with a flag to the right at its top
    turned = damaged_ink(up, Damage.TURN, 90)
    flag = Ink.of([[(0, 0), (-10, 0)], [(0, 0), (0, 5)]])
    np.testing.assert_allclose(turned.astype(int), rasterize(flag).astype(int), atol=1)


def test_size_is_about_the_middle():
    half = damaged_pictures(block(slice(6, 22), slice(6, 22)), Damage.SIZE, 0.5)
    assert half[0, 10:18, 10:18].min() == 200
    assert half.astype(int).sum() == 200 * 64
    inked = np.flatnonzero(damaged_ink(SEVEN, Damage.SIZE, 0.5).any(axis=1))
    assert np.ptp(inked) == pytest.approx(np.ptp(np.flatnonzero(rasterize(SEVEN).any(axis=1))) / 2, abs=2.5)


@pytest.mark.parametrize("damage", [Damage.SLANT])
def test_a_slant_moves_the_top_to_the_right(damage):
    line = block(slice(4, 24), slice(13, 15))
    leaning = damaged_pictures(line, damage, 30)[0]
    assert middle_of(leaning * (np.arange(28) < 10)[:, None])[1] > 15
    assert middle_of(leaning * (np.arange(28) > 18)[:, None])[1] < 12
    drawn = damaged_ink(Ink.of([[(0, 0), (0, 10)]]), damage, 30)
    assert middle_of(drawn * (np.arange(28) < 10)[:, None])[1] > 15


def test_the_line_grows_and_shrinks():
    line = block(slice(4, 24), slice(12, 16))
    wider = damaged_pictures(line, Damage.PEN_WIDTH, 2)[0]
    assert wider[14, 10:18].tolist() == [0, 200, 200, 200, 200, 200, 200, 0]
    assert damaged_pictures(line, Damage.PEN_WIDTH, 1)[0, 14, 10:13].tolist() == [0, 100, 200]
    assert damaged_pictures(line, Damage.PEN_WIDTH, -2)[0, 14, 11:17].tolist() == [0, 0, 200, 200, 0, 0]
    sums = [damaged_ink(SEVEN, Damage.PEN_WIDTH, amount).astype(int).sum() for amount in (-1, 0, 1, 2)]
    assert sums == sorted(set(sums))


def test_pieces_are_missing_where_there_was_ink():
    for picture, whole in zip(damaged_pictures(PICTURES, Damage.MISSING, 1, 5), PICTURES, strict=True):
        gone = np.argwhere(picture != whole)
        assert np.ptp(gone, axis=0).max() < 5
        assert not picture[tuple(gone.T)].any()
    assert not damaged_pictures(block(3, 3), Damage.MISSING, 1).any()
    assert not damaged_pictures(np.zeros((2, 28, 28), np.uint8), Damage.MISSING, 3).any()


@pytest.mark.parametrize("damage", Damage)
@pytest.mark.parametrize("ink", [Ink(), Ink.of([[(5, 5)]])], ids=["nothing", "a dot"])
def test_whatever_is_drawn_can_be_damaged(damage, ink):
    for amount in LEVELS[damage]:
        assert damaged_ink(ink, damage, amount).shape == (28, 28)
