import threading
from functools import partial

import pytest
from helpers.windows import delete
from PySide6.QtWidgets import QWidget

from digitpad.errors import CancelledError, DigitpadError
from digitpad.ui.background.jobs import Jobs


class Answers:
    """Collects what a job comes back with, and where."""

    def __init__(self):
        self.done = []
        self.failed = []
        self.threads = set()

    def succeed(self, result):
        self.done.append(result)
        self.threads.add(threading.current_thread())

    def fail(self, sentence):
        self.failed.append(sentence)
        self.threads.add(threading.current_thread())


@pytest.fixture
def answers():
    return Answers()


def test_work_is_done_elsewhere_and_answered_here(jobs, answers, qtbot):
    jobs.start(threading.current_thread, answers.succeed, answers.fail)
    assert jobs.busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done != [threading.current_thread()]
    assert answers.threads == {threading.current_thread()}
    assert answers.failed == []


def test_jobs_are_done_one_after_the_other(jobs, answers, qtbot):
    for number in range(20):
        jobs.start(lambda number=number: number, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done == list(range(20))


def test_a_problem_comes_back_as_its_sentence(jobs, answers, qtbot):
    def work():
        raise DigitpadError("The stick is gone; put it back.")

    jobs.start(work, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (answers.done, answers.failed) == ([], ["The stick is gone; put it back."])
    assert answers.threads == {threading.current_thread()}


def test_cancelled_work_comes_back_without_a_sentence(jobs, answers, qtbot):
    def work():
        raise CancelledError

    jobs.start(work, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (answers.done, answers.failed) == ([], [""])


def test_an_error_nobody_thought_of_is_logged_and_told(
    jobs, answers, qtbot, stray_log
):
    jobs.start(lambda: 1 // 0, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.failed[0].startswith("Something went wrong inside Digitpad (ZeroDivisionError")
    assert stray_log.take("a background job failed").exc_info is not None
    jobs.start(lambda: 2, answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers.done == [2]


def test_an_answer_may_start_the_next_job(jobs, answers, qtbot):
    jobs.start(lambda: 1, lambda one: jobs.start(lambda: one + 1, answers.succeed, answers.fail), answers.fail)
    qtbot.waitUntil(lambda: answers.done == [2])
    assert not jobs.busy


def test_closing_waits_for_the_job_under_way(qtbot, answers):
    jobs = Jobs()
    finished = threading.Event()

    def work():
        started.set()
        threading.Event().wait(0.05)
        finished.set()

    started = threading.Event()
    jobs.start(work, answers.succeed, answers.fail)
    assert started.wait(5)
    jobs.close()
    assert finished.is_set()


def test_after_closing_nothing_is_begun(qtbot, answers):
    """What waited behind the last job would be asked for when its answer comes, and nobody would hear."""
    jobs = Jobs()
    jobs.start(lambda: 7, answers.succeed, answers.fail)
    jobs.close()
    begun = []
    jobs.start(lambda: begun.append(1), answers.succeed, answers.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert begun == []


def test_an_answer_to_a_widget_that_is_gone_is_dropped(jobs, qtbot):
    class Asker(QWidget):
        def take(self, answer):
            self.setWindowTitle(answer)

    asker, gate = Asker(), threading.Event()
    jobs.start(lambda: gate.wait(60) and "7", asker.take, pytest.fail)
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)


def test_so_is_one_with_arguments_beforehand(jobs, qtbot):
    class Asker(QWidget):
        def take(self, before, answer):
            self.setWindowTitle(before + answer)

    asker, gate = Asker(), threading.Event()
    jobs.start(lambda: gate.wait(60) and "7", partial(partial(asker.take), "6"), pytest.fail)
    delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
