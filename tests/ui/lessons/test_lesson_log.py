"""What was done in lessons is kept in memory at once, and in files soon."""

from datetime import datetime

import pytest
from helpers.clocks import SetClock
from helpers.lessons import worked_through

from digitpad.lessons.state import Leaving, StepState
from digitpad.lessons.state_file import read_state, state_to_json
from digitpad.ui.lessons.lesson_log import LessonLog

NOON = datetime(2026, 11, 30, 12)


@pytest.fixture
def clock():
    return SetClock(NOON)


@pytest.fixture
def log(jobs, data_dir, clock, around):
    return LessonLog(jobs, data_dir, clock, around)


def test_nothing_is_known_of_a_lesson_that_was_not_begun(log):
    assert (log.state("mine"), log.of("mine", 1)) == (None, StepState())


def test_an_answer_is_there_at_once_and_in_the_file_soon(log, data_dir, qtbot):
    with qtbot.waitSignal(log.changed, check_params_cb=lambda name: name == "mine"):
        log.answer("mine", 1, "why", "Because.")
    assert log.of("mine", 1).answers["why"].value == "Because."
    assert log.state("mine").started == NOON
    qtbot.waitUntil(lambda: read_state(data_dir, "mine") == log.state("mine"))


def test_what_is_typed_letter_by_letter_is_written_once_and_the_last_counts(log, data_dir, qtbot, jobs):
    for length in range(1, 30):
        log.answer("mine", 1, "why", "x" * length)
    log.flush()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert read_state(data_dir, "mine").of(1).answers["why"].value == "x" * 29


def test_what_was_read_does_not_replace_what_was_done_since(log):
    log.answer("mine", 1, "why", "New.")
    log.take({"mine": worked_through("mine"), "how-fast": worked_through()})
    assert log.of("mine", 1).answers["why"].value == "New."
    assert state_to_json(log.state("how-fast")) == state_to_json(worked_through())


def test_leaving_and_coming_back_are_written_down(log, clock):
    log.enter("mine")
    log.leave("mine")
    clock.set_to = NOON.replace(minute=5)
    log.enter("mine")
    assert log.state("mine").left == (Leaving(NOON, NOON.replace(minute=5)),)


def test_what_changes_nothing_is_told_to_nobody(log, qtbot):
    log.enter("mine")
    with qtbot.assertNotEmitted(log.changed):
        log.enter("mine")


def test_a_file_that_cannot_be_written_is_told(log, data_dir, qtbot, jobs):
    data_dir.parent.mkdir(parents=True)
    data_dir.write_bytes(b"")
    with qtbot.waitSignal(log.failed):
        log.enter("mine")
    assert log.state("mine") is not None
