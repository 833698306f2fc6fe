"""Drawings bent until they are read as another digit, and read again as the canvas would."""

import json

import numpy as np
import pytest
from helpers.networks import always

from digitpad.errors import CancelledError
from digitpad.ink.raster import bounds, rasterize
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.insight.bend import ENOUGH, STEPS, bend

PAIRS = ((7, 9), (4, 9), (0, 6), (3, 8), (6, 0))


@pytest.fixture(scope="module")
def bends(built_in, inks):
    return {pair: bend(built_in, inks[pair[0]], pair[1]) for pair in PAIRS}


def test_most_are_found(bends):
    assert sum(found is not None for found in bends.values()) >= 4


def test_what_is_found_is_read_as_the_other_digit_also_after_saving(bends, built_in):
    for (_, target), found in bends.items():
        if found is None:
            continue
        for ink in (found.after, parse_ink(found.after.to_json())):
            probability = float(built_in.probabilities(rasterize(ink)[None])[0, target])
            assert probability >= ENOUGH
            assert probability == pytest.approx(found.probability, abs=1e-6)
        assert 1 <= found.steps <= STEPS


def test_it_is_the_pupils_drawing_bent(bends, inks):
    for (label, _), found in bends.items():
        if found is None:
            continue
        assert [len(stroke) for stroke in found.before.strokes] == [len(stroke) for stroke in found.after.strokes]
        np.testing.assert_array_equal(rasterize(found.before), rasterize(inks[label]))
        before, after = bounds(found.before), bounds(found.after)
        # In the same place and as large, so it fits where the drawing was.
        np.testing.assert_allclose(np.mean(after, axis=0), np.mean(before, axis=0), atol=0.02)
        assert np.ptp(after, axis=0).max() == pytest.approx(np.ptp(before, axis=0).max(), abs=0.02)
        np.testing.assert_array_equal(found.between(0).strokes[0], found.before.strokes[0])
        np.testing.assert_allclose(found.between(1).strokes[0], found.after.strokes[0])
        np.testing.assert_allclose(
            found.between(0.5).strokes[-1], (found.before.strokes[-1] + found.after.strokes[-1]) / 2
        )


def test_the_same_seed_finds_the_same(built_in, inks):
    one, same, other = (bend(built_in, inks[7], 9, seed) for seed in (1, 1, 2))
    assert one.after.to_json() == same.after.to_json() != other.after.to_json()
    assert json.loads(one.after.to_json())["strokes"]


def test_steps_are_told_and_limited(built_in, inks):
    told = []
    assert bend(always([1, *[1e-12] * 9]), inks[7], 4, steps=3, report=lambda *each: told.append(each)) is None
    assert told == [(1, pytest.approx(0)), (2, pytest.approx(0)), (3, pytest.approx(0))]
    told.clear()
    found = bend(built_in, inks[7], 9, report=lambda *each: told.append(each))
    assert [step for step, _ in told] == list(range(1, len(told) + 1))
    assert told[found.steps - 1][1] >= 0.9
    assert all(probability < 0.9 for _, probability in told[: found.steps - 1])


def test_what_is_the_other_digit_already_stays_nearly_as_it_is(built_in, inks):
    found = bend(built_in, inks[7], 7)
    off = [np.abs(a - b).max() for a, b in zip(found.before.strokes, found.after.strokes, strict=True)]
    assert max(off) < 0.2 * np.ptp(bounds(inks[7]), axis=0).max()


@pytest.mark.parametrize(
    "ink", [Ink(), Ink.of([[(0, i), (9, i + 3)] for i in range(0, 50, 4)])], ids=["nothing", "too many strokes"]
)
def test_what_cannot_be_bent(ink, built_in):
    assert bend(built_in, ink, 3) is None


def test_a_dot_can_be_tried(built_in):
    bend(built_in, Ink.of([[(5, 5)]]), 1, steps=2)


def test_it_can_be_cancelled(built_in, inks):
    told, network = [], always([1, 0.0001])
    with pytest.raises(CancelledError):
        bend(network, inks[7], 1, report=lambda *each: told.append(each), is_cancelled=lambda: len(told) == 4)
    assert len(told) == 4
