"""What was done in a lesson survives a restart, and whatever happens to its file."""

import json
from datetime import datetime

import pytest
from helpers.fuzz import damaged, fuzzed
from helpers.lessons import ended_run
from hypothesis import example, given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.lessons.state import Drawn, LessonState, Picked, Reading
from digitpad.lessons.state_file import (
    DamagedStateError,
    read_state,
    state_from_json,
    state_path,
    state_to_json,
    write_state,
)

NOW = datetime(2026, 11, 30, 10, 0)
INK = Ink.of([[(1, 2), (3.25, 4)], [(5, 6)]])
FULL = (
    LessonState("mine", NOW)
    .with_answer(1, "guess", 90.0, NOW).with_answer(1, "better", "yes", NOW)
    .with_run(1, ended_run("2026-11-30-100000"))
    .with_hint(1, "why")
    .with_answer(2, "fooled", Drawn(INK, Reading("9", 0.8)), NOW).with_answer(2, "drawn", Drawn(INK), NOW)
    .with_answer(2, "worst", Picked("Test picture 812"), NOW)
    .with_sample(2, 3).with_reached(2, frozenset({"read"})).with_step_in_front(2)
    .with_leaving(NOW).with_return(NOW).with_leaving(NOW)
)  # fmt: skip
WHOLE = json.dumps(state_to_json(FULL)).encode()


def same(first, second):
    """Ink is compared as JSON has it: arrays cannot be compared at once."""
    return state_to_json(first) == state_to_json(second) and first.lesson == second.lesson


def test_what_was_done_comes_back(data_dir):
    assert read_state(data_dir, "mine") is None
    write_state(data_dir, FULL)
    back = read_state(data_dir, "mine")
    assert same(back, FULL)
    assert back.of(1) == FULL.of(1)
    assert back.left == FULL.left
    assert read_state(data_dir, "other") is None


def test_a_damaged_file_is_set_aside_and_the_lesson_begins_anew(data_dir):
    write_state(data_dir, FULL)
    path = state_path(data_dir, "mine")
    path.write_bytes(WHOLE[:-20])
    with pytest.raises(DamagedStateError, match=r"“mine” is damaged and lies in “.*mine\.json\.damaged”"):
        read_state(data_dir, "mine")
    assert read_state(data_dir, "mine") is None
    assert path.with_name("mine.json.damaged").read_bytes() == WHOLE[:-20]
    write_state(data_dir, FULL)
    assert same(read_state(data_dir, "mine"), FULL)


def test_a_folder_in_place_of_the_file_is_no_state(data_dir):
    state_path(data_dir, "mine").mkdir(parents=True)
    assert read_state(data_dir, "mine") is None
    with pytest.raises(DigitpadError, match="could not be saved"):
        write_state(data_dir, FULL)


def test_no_name_of_a_person_is_kept(data_dir):
    write_state(data_dir, FULL)
    values = json.loads(state_path(data_dir, "mine").read_bytes())
    assert values.keys() == {"started", "step", "steps", "left"}
    assert values["steps"]["1"].keys() == {"answers", "hints", "runs", "samples", "reached"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(values, here=()):
    """The way to every value of a tree."""
    yield here
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        yield from places(value, (*here, key))


PLACES = list(places(json.loads(WHOLE)))[1:]


def state_or_damaged(data_dir, content):
    path = state_path(data_dir, "mine")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        state = read_state(data_dir, "mine")
    except DamagedStateError:
        return
    # What is accepted can be kept, and is then the same.
    assert same(state_from_json("mine", json.loads(json.dumps(state_to_json(state)))), state)


@given(st.sampled_from(PLACES), VALUES)
@example(("steps", "1", "answers", "guess", "number"), float("nan"))
@example(("steps", "1", "answers", "guess", "number"), float("inf"))
@example(("started",), "2026-11-30T10:00:00+01:00")
@fuzzed
def test_any_other_value_anywhere_is_a_state_or_damaged(tmp_path_factory, place, value):
    values = json.loads(WHOLE)
    inner = values
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    state_or_damaged(tmp_path_factory.getbasetemp(), json.dumps(values).encode())


@given(damaged([WHOLE]))
@fuzzed
def test_a_damaged_file_is_a_state_or_damaged(tmp_path_factory, content):
    state_or_damaged(tmp_path_factory.getbasetemp(), content)
