import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import MAX_COORDINATE, MAX_POINTS, MAX_STROKES, Ink, densified, parse_ink

coordinate = st.floats(-MAX_COORDINATE, MAX_COORDINATE)
strokes = st.lists(st.lists(st.tuples(coordinate, coordinate), max_size=20), max_size=5)


def lists(ink):
    return [stroke.tolist() for stroke in ink.strokes]


def line(*points):
    return np.array(points, dtype=np.float64)


def test_ink_holds_what_was_drawn():
    ink = Ink.of([[(1, 2), (3, 4)], [(5, 6)]])
    assert lists(ink) == [[[1, 2], [3, 4]], [[5, 6]]]
    assert all(stroke.dtype == np.float64 for stroke in ink.strokes)
    assert ink.point_count == 3
    assert ink


@pytest.mark.parametrize("nothing", [[], [[]], [[], []]])
def test_ink_without_points_is_no_ink(nothing):
    ink = Ink.of(nothing)
    assert not ink
    assert (ink.strokes, ink.point_count) == ((), 0)


def test_a_stroke_more_leaves_the_old_ink_as_it_was():
    old = Ink.of([[(1, 2)]])
    new = old.with_stroke(line((3, 4)))
    assert lists(old) == [[[1, 2]]]
    assert lists(new) == [[[1, 2]], [[3, 4]]]
    assert new.strokes[0] is old.strokes[0]


def test_points_are_added_between_far_neighbours_only():
    fine = densified(line((0, 0), (1, 0), (1, 10)), 4)
    np.testing.assert_allclose(fine, line((0, 0), (1, 0), (1, 10 / 3), (1, 20 / 3), (1, 10)), atol=1e-12)


@pytest.mark.parametrize("points", [line((3, 4)), line((3, 4), (3, 4))], ids=["one point", "twice the same"])
def test_a_line_without_length_needs_no_points_more(points):
    np.testing.assert_array_equal(densified(points, 0.1), points)


@given(
    st.lists(st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)), min_size=2, max_size=10),
    st.floats(0.5, 100),
)
def test_a_densified_line_is_the_same_line(points, spacing):
    old = np.array(points)
    new = densified(old, spacing)
    assert np.hypot(*np.diff(new, axis=0).T).max() <= spacing * (1 + 1e-9)
    length = np.hypot(*np.diff(old, axis=0).T).sum()
    assert np.hypot(*np.diff(new, axis=0).T).sum() == pytest.approx(length)
    # Every old point is still there, in order.
    found = [np.abs(new - point).sum(axis=1).argmin() for point in old]
    np.testing.assert_allclose(new[found], old, atol=1e-9)


def test_the_rubber_cuts_a_line_in_two():
    ink = Ink.of([[(0, 0), (100, 0)]])
    left, right = ink.erased(line((50, -20), (50, 20)), radius=10).strokes
    assert left[0].tolist() == [0, 0]
    assert right[-1].tolist() == [100, 0]
    # What is left ends where the rubber passed, within the distance at which the line is looked at.
    assert 37 <= left[-1, 0] < 40
    assert 60 < right[0, 0] <= 63
    assert (left[:, 1] == 0).all()


def test_the_rubber_shortens_a_line_at_its_end():
    (rest,) = Ink.of([[(0, 0), (100, 0)]]).erased(line((100, 0)), radius=10).strokes
    assert rest[0].tolist() == [0, 0]
    assert 87 <= rest[-1, 0] < 90


def test_the_rubber_removes_what_it_covers():
    ink = Ink.of([[(0, 0), (5, 5)], [(2, 2)]])
    assert not ink.erased(line((2, 2)), radius=10)


def test_the_rubber_does_not_jump_over_a_line():
    """A fast movement is two points far apart; what lies between them is rubbed out too."""
    ink = Ink.of([[(500, 0)], [(500, 30)]])
    assert lists(ink.erased(line((0, 0), (1000, 0)), radius=10)) == [[[500, 30]]]


def test_strokes_that_the_rubber_does_not_touch_stay_the_same_objects():
    ink = Ink.of([[(0, 0), (100, 0)], [(0, 50), (100, 50)], [(0, 100), (100, 100)]])
    first, *_, last = ink.erased(line((50, 50)), radius=10).strokes
    assert first is ink.strokes[0]
    assert last is ink.strokes[2]


def test_nothing_is_erased_from_no_ink():
    assert Ink().erased(line((0, 0), (10, 10)), radius=5) == Ink()


def test_json_is_one_short_line():
    assert Ink.of([[(1, 2.345678), (-3.5, 4)]]).to_json() == '{"strokes":[[[1.0,2.35],[-3.5,4.0]]]}'


@given(strokes)
def test_ink_comes_back_from_json(drawn):
    ink = Ink.of(drawn)
    text = ink.to_json()
    assert "\n" not in text
    back = parse_ink(text)
    assert len(back.strokes) == len(ink.strokes)
    for old, new in zip(ink.strokes, back.strokes, strict=True):
        np.testing.assert_allclose(new, old, atol=0.005 + 1e-9)
    assert back.to_json() == text


def test_other_keys_are_ignored():
    assert lists(parse_ink('{"label": 7, "strokes": [[[1, 2]]], "author": {"age": 9}}')) == [[[1, 2]]]


def test_ink_at_the_limits_is_read():
    assert len(parse_ink(json.dumps({"strokes": [[[0, 0]]] * MAX_STROKES})).strokes) == MAX_STROKES
    assert parse_ink(json.dumps({"strokes": [[[0, 0]] * MAX_POINTS]})).point_count == MAX_POINTS
    assert lists(parse_ink('{"strokes": [[[1e6, -1000000]]]}')) == [[[1e6, -1e6]]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected a JSON object"),
        ("7 strokes", "expected a JSON object"),
        ('{"strokes": [[[1, 2]]]', "expected a JSON object"),
        ('{"strokes": [[[1, 2]]]} and more', "expected a JSON object"),
        pytest.param("[" * 100_000, "expected a JSON object", id="deep"),
        pytest.param('{"strokes": [[[' + "1" * 10_000 + ", 2]]]}", "expected a JSON object", id="10,000 figures"),
        ("null", "expected “strokes”"),
        ("[[[1, 2]]]", "expected “strokes”"),
        ("{}", "expected “strokes”"),
        ('{"strokes": null}', "expected “strokes”"),
        ('{"strokes": {"0": [1, 2]}}', "expected “strokes”"),
        ('{"strokes": "1 2"}', "expected “strokes”"),
        ('{"strokes": [[[1, 2]], "1 2"]}', "expected “strokes”"),
        ('{"strokes": [[[1, 2]], [3, 4]]}', "Stroke 2 .* not"),
        ('{"strokes": [[[1]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, 2, 3]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[{"x": 1, "y": 2}]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, "2"]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, null]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, true]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, [2]]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, NaN]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, Infinity]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, 1e400]]]}', "Stroke 1 .* not"),
        ('{"strokes": [[[1, 1000000.1]]]}', "Stroke 1 .* not"),
        pytest.param('{"strokes": [[[1, ' + "1" * 4_000 + "]]]}", "Stroke 1 .* not", id="beyond float"),
        pytest.param(json.dumps({"strokes": [[]] * (MAX_STROKES + 1)}), "too big", id="too many strokes"),
        pytest.param(
            json.dumps({"strokes": [[[0, 0]] * MAX_POINTS, [[0, 0]]]}), "too big", id="too many points"
        ),
    ],
)
def test_what_is_not_ink_is_refused_in_one_sentence(text, words):
    with pytest.raises(DigitpadError, match=words) as refused:
        parse_ink(text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(max_size=5), values, max_size=3),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.text() | json_values.map(json.dumps) | json_values.map(lambda value: json.dumps({"strokes": value})))
def test_any_text_is_ink_or_refused(text):
    try:
        ink = parse_ink(text)
    except DigitpadError:
        return
    assert all(stroke.ndim == 2 and len(stroke) and np.isfinite(stroke).all() for stroke in ink.strokes)
