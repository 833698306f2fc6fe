import gzip
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.ink.segment import split_ink
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())
COORDINATES = st.floats(0, 1000, allow_nan=False, width=32)
STROKES = st.lists(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=8), max_size=9)


def moved(ink, scale, shift):
    return Ink(tuple(stroke * scale + shift for stroke in ink.strokes))


def beside(drawings, gaps, heights, drops):
    """Drawings side by side: gaps and drops in shares of the usual height, which is 300."""
    parts, x = [], 0.0
    for ink, gap, height, drop in zip(drawings, gaps, heights, drops, strict=True):
        points = np.concatenate(ink.strokes)
        tall = max(np.ptp(points[:, 1]), 0.4 * np.ptp(points[:, 0]))
        part = moved(ink, 300 * height / tall, 0)
        low = np.concatenate(part.strokes).min(axis=0)
        part = moved(part, 1, [x - low[0], 300 * (drop - height / 2) - low[1]])
        parts.append(part)
        x = np.concatenate(part.strokes)[:, 0].max() + 300 * gap
    return parts


def joined(parts):
    return Ink(tuple(stroke for part in parts for stroke in part.strokes))


def same(found, parts):
    return len(found) == len(parts) and all(
        len(a.strokes) == len(b.strokes) and all(x is y for x, y in zip(a.strokes, b.strokes, strict=True))
        for a, b in zip(found, parts, strict=True)
    )


def test_nothing_has_no_digits():
    assert split_ink(Ink()) == ()


@pytest.mark.parametrize("label", DRAWINGS)
def test_a_digit_alone_comes_back_as_it_is(label):
    found = split_ink(DRAWINGS[label])
    assert len(found) == 1
    assert found[0] is DRAWINGS[label]


def test_a_number_is_split_in_reading_order_however_it_was_drawn():
    parts = beside([DRAWINGS[label] for label in "2026"], [0.3] * 4, [1, 0.8, 1.1, 1], [0, 0.1, 0, -0.1])
    assert same(split_ink(joined(parts)), parts)
    assert same(split_ink(joined(parts[::-1])), parts)


def above_each_other(rows, gap, size=300):
    """Rows of drawings one above the other: the gap in shares of the usual height."""
    result, y = [], 0.0
    for labels in rows:
        count = len(labels)
        parts = beside([DRAWINGS[label] for label in labels], [0.3] * count, [1] * count, [0] * count)
        points = np.concatenate([stroke for part in parts for stroke in part.strokes])
        result.append([moved(part, 1, [0, y - points[:, 1].min()]) for part in parts])
        y += np.ptp(points[:, 1]) + size * gap
    return result


@pytest.mark.parametrize("rows", [("012345", "678901"), ("20", "26"), ("1", "23"), ("42", "7", "90"), ("55", "55")])
@pytest.mark.parametrize("gap", [0.2, 0.6])
def test_rows_are_read_one_after_the_other(rows, gap):
    parts = [part for row in above_each_other(rows, gap) for part in row]
    assert same(split_ink(joined(parts)), parts)
    assert same(split_ink(joined(parts[::-1])), parts)


def test_one_digit_far_below_another_is_a_row_of_its_own():
    parts = [part for row in above_each_other("35", 0.4) for part in row]
    assert same(split_ink(joined(parts)), parts)


def test_a_number_on_two_heights_is_no_two_rows():
    parts = beside([DRAWINGS[label] for label in "2026"], [0.3] * 4, [1] * 4, [0, 0.6, 0, 0.6])
    assert same(split_ink(joined(parts)), parts)


BODY = [(0, 0), (0, 100), (60, 130), (50, 200), (0, 210)]
UPRIGHT = [(0, 0), (0, 200)]


@pytest.mark.parametrize(
    "strokes",
    [
        [BODY, [(5, -20), (80, -22)]],
        [BODY, [(70, -10), (90, -12)]],
        [[(0, 0), (100, 0), (50, 200)], [(30, 100), (90, 100)]],
        [[(60, 0), (0, 120), (100, 120)], [(80, 60), (80, 220)]],
        [[(60, 0), (0, 120), (80, 120)], [(100, 20), (100, 200)]],
        [BODY, [(-60, 150)]],
        [BODY, [(110, 40), (112, 42)]],
        [[(50, 0), (0, 50), (50, 100)], [(50, 100), (0, 150), (50, 200)]],
        [[(50, 0), (0, 50), (50, 100)], [(50, 122), (0, 170), (50, 220)]],
        [[(50, 60), (50, 260)], [(50, 0), (52, 2)]],
        [[(0, 0), (100, 0)], [(0, 50), (100, 50)]],
    ],
    ids=["bar of a 5", "bar of a 5 apart", "crossed 7", "4", "open 4", "dot", "dot at the right", "8 in halves",
         "8 in halves apart", "i", "="],
)
def test_the_strokes_of_one_digit_stay_together(strokes):
    assert len(split_ink(Ink.of(strokes))) == 1


def test_two_uprights_are_two_ones():
    second = [(70, 5), (70, 205)]
    assert len(split_ink(Ink.of([UPRIGHT, second]))) == 2


def test_a_dot_belongs_to_the_nearer_digit():
    dot = [(130, 100)]
    found = split_ink(Ink.of([UPRIGHT, [(100, 0), (100, 200)], dot]))
    assert [len(part.strokes) for part in found] == [1, 2]


@given(STROKES)
@settings(deadline=None)
def test_no_stroke_is_lost_or_doubled_and_their_order_stays(strokes):
    ink = Ink.of(strokes)
    found = split_ink(ink)
    places = [[next(n for n, each in enumerate(ink.strokes) if each is stroke) for stroke in part.strokes]
              for part in found]
    assert sorted(number for part in places for number in part) == list(range(len(ink.strokes)))
    assert all(part == sorted(part) and part for part in places)


@given(
    st.lists(st.sampled_from(sorted(DRAWINGS)), min_size=1, max_size=4),
    st.sampled_from([0.125, 0.5, 4.0]), st.integers(-4000, 4000), st.integers(-4000, 4000),
)
@settings(deadline=None)
def test_neither_place_nor_size_matters(labels, scale, x, y):
    count = len(labels)
    ink = joined(beside([DRAWINGS[label] for label in labels], [0.3] * count, [1] * count, [0] * count))
    sizes = [len(part.strokes) for part in split_ink(ink)]
    assert [len(part.strokes) for part in split_ink(moved(ink, scale, [x, y]))] == sizes


def test_a_scribble_of_five_hundred_strokes_is_split_too():
    strokes = np.random.default_rng(0).uniform(0, 990, (500, 3, 2))
    assert len(split_ink(Ink.of(strokes.tolist()))) == 1


@pytest.fixture(scope="module")
def handwriting(shared):
    with gzip.open(shared / "pen-strokes.jsonl.gz", "rt") as lines:
        return [Ink.of(json.loads(line)["strokes"]) for line in lines]


def test_handwritten_digits_are_not_split(handwriting):
    split = sum(len(split_ink(ink)) > 1 for ink in handwriting)
    assert split <= 0.002 * len(handwriting)


def test_handwritten_numbers_are_split_right(handwriting):
    random = np.random.default_rng(0)
    right = 0
    for _ in range(300):
        count = int(random.integers(2, 5))
        drawings = [handwriting[place] for place in random.integers(len(handwriting), size=count)]
        parts = beside(
            drawings, random.uniform(0.1, 0.6, count), random.uniform(0.75, 1.25, count), random.normal(0, 0.1, count)
        )
        right += same(split_ink(joined(parts)), parts)
    assert right >= 0.97 * 300
