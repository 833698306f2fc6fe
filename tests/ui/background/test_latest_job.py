"""One piece of work under way, one waiting, and no answers that nobody wants."""

import threading

import pytest

from digitpad.errors import DigitpadError
from digitpad.ui.background.latest_job import LatestJob


@pytest.fixture
def done():
    return []


def test_of_many_that_wait_the_latest_is_done(jobs, done, qtbot):
    job, gate = LatestJob(jobs, done.append), threading.Event()

    def first():
        gate.wait(60)
        return 0

    job.ask(first)
    for number in range(1, 10):
        job.ask(lambda number=number: number)
    assert job.busy
    gate.set()
    qtbot.waitUntil(lambda: not job.busy)
    assert done == [0, 9]


def test_what_was_dropped_is_not_told_and_what_is_asked_then_is(jobs, done, qtbot):
    job, gate = LatestJob(jobs, done.append), threading.Event()
    job.ask(lambda: gate.wait(60))
    job.ask(lambda: "never")
    job.drop()
    assert not job.busy
    job.ask(lambda: "then")
    gate.set()
    qtbot.waitUntil(lambda: done == ["then"])
    assert not job.busy


def _refuse():
    raise DigitpadError("It is so.")


def test_a_failure_is_told_as_a_sentence_and_the_next_piece_is_done(jobs, done, qtbot):
    said = []
    job = LatestJob(jobs, done.append, said.append)
    job.ask(_refuse)
    job.ask(lambda: 1)
    qtbot.waitUntil(lambda: done == [1])
    assert said == ["It is so."]


def test_whoever_does_not_ask_for_failures_is_told_none(jobs, done, qtbot):
    job = LatestJob(jobs, done.append)
    job.ask(_refuse)
    job.ask(lambda: 2)
    qtbot.waitUntil(lambda: done == [2])
