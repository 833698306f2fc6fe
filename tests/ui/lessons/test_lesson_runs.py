"""Runs of a lesson's steps are written down from their beginning."""

from datetime import datetime

import pytest
from helpers.clocks import SetClock
from helpers.lessons import ended_run
from helpers.networks import tiny
from PySide6.QtCore import QObject, Signal

from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome
from digitpad.ui.lessons.lesson_log import LessonLog
from digitpad.ui.lessons.lesson_runs import LessonRuns


class Signals(QObject):
    """What a session tells of its runs."""

    started, ended, tested = Signal(object), Signal(object), Signal(object)
    gave_up = Signal(str)
    is_fine_tuning = False


@pytest.fixture
def session(qapp):
    return Signals()


@pytest.fixture
def log(jobs, data_dir, session, around):
    clock = SetClock(datetime(2026, 11, 30, 12))
    log = LessonLog(jobs, data_dir, clock, around)
    log.place = ("mine", 1)
    log.runs = LessonRuns(session, log, clock, lambda: log.place, log)
    yield log
    log.flush()


def states(log):
    return [run.state for run in log.of("mine", 1).runs]


def test_a_run_counts_from_its_beginning_to_its_test(session, log):
    session.started.emit(TrainingPlan(epochs=3))
    assert states(log) == ["running"]
    assert log.of("mine", 1).ended == ()
    done = ended_run(epochs=3)
    session.ended.emit(Outcome(tiny(), done.history, None, stopped=True))
    assert states(log) == ["stopped"]
    session.tested.emit(Outcome(tiny(), done.history, done.test, stopped=True))
    (run,) = log.of("mine", 1).runs
    assert (run.state, run.test, run.plan.epochs) == ("stopped", done.test, 3)


def test_the_row_that_is_kept_on_disk_is_kept_here_too(session, log):
    session.started.emit(TrainingPlan())
    session.ended.emit(Outcome(tiny(), (), None, stopped=False, run=ended_run("on-disk")))
    (run,) = log.of("mine", 1).runs
    assert (run.name, run.title, run.state) == ("on-disk", "Run on-disk", "finished")
    session.started.emit(TrainingPlan())
    assert len(log.of("mine", 1).runs) == 2


def test_a_run_that_came_to_nothing_is_a_run_all_the_same(session, log):
    session.started.emit(TrainingPlan())
    session.gave_up.emit("")
    assert states(log) == ["failed"]
    session.tested.emit(Outcome(tiny(), (), None, stopped=True))
    assert states(log) == ["failed"]


def test_what_belongs_to_no_step_is_not_written_down(session, log):
    log.place = None
    session.started.emit(TrainingPlan())
    session.ended.emit(Outcome(tiny(), (), None, stopped=False))
    log.place = ("mine", 1)
    session.is_fine_tuning = True
    session.started.emit(TrainingPlan())
    assert log.state("mine") is None
