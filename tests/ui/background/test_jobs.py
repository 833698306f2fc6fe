import threading

import pytest
from helpers.guards import LogRecorder
from pytestqt.qtbot import QtBot

from digitpad.errors import CancelledError, DigitpadError
from digitpad.ui.background.jobs import Jobs


class Answers:
    """Collects what a job comes back with, and where."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[str] = []
        self.threads: set[threading.Thread] = set()

    def succeed(self, result: object) -> None:
        self.done.append(result)
        self.threads.add(threading.current_thread())

    def fail(self, sentence: str) -> None:
        self.failed.append(sentence)
        self.threads.add(threading.current_thread())


@pytest.fixture
def answers() -> Answers:
    return Answers()


def test_work_is_done_elsewhere_and_answered_here(jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
    jobs.start(threading.current_thread, answers.succeed, answers.fail)
    assert jobs.busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done != [threading.current_thread()]
    assert answers.threads == {threading.current_thread()}
    assert answers.failed == []


def test_jobs_are_done_one_after_the_other(jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
    for number in range(20):
        jobs.start(lambda number=number: number, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done == list(range(20))


def test_a_problem_comes_back_as_its_sentence(jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
    def work() -> None:
        raise DigitpadError("The stick is gone; put it back.")

    jobs.start(work, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (answers.done, answers.failed) == ([], ["The stick is gone; put it back."])
    assert answers.threads == {threading.current_thread()}


def test_cancelled_work_comes_back_without_a_sentence(jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
    def work() -> None:
        raise CancelledError

    jobs.start(work, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (answers.done, answers.failed) == ([], [""])


def test_an_error_nobody_thought_of_is_logged_and_told(
    jobs: Jobs, answers: Answers, qtbot: QtBot, stray_log: LogRecorder
) -> None:
    jobs.start(lambda: 1 // 0, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.failed[0].startswith("Something went wrong inside Digitpad (ZeroDivisionError")
    assert stray_log.take("a background job failed").exc_info is not None
    jobs.start(lambda: 2, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done == [2]


def test_an_answer_may_start_the_next_job(jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
    jobs.start(lambda: 1, lambda one: jobs.start(lambda: one + 1, answers.succeed, answers.fail), answers.fail)
    qtbot.waitUntil(lambda: answers.done == [2])
    assert not jobs.busy


def test_closing_waits_for_the_job_under_way(qtbot: QtBot, answers: Answers) -> None:
    jobs = Jobs()
    finished = threading.Event()

    def work() -> None:
        started.set()
        threading.Event().wait(0.05)
        finished.set()

    started = threading.Event()
    jobs.start(work, answers.succeed, answers.fail)
    assert started.wait(5)
    jobs.close()
    assert finished.is_set()
