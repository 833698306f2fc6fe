"""Runs one after the other, without a page: what begins, what is told, and how it ends."""

import pytest
from helpers.patience import PATIENCE
from helpers.training import Standstill, same
from helpers.training_page import finish

from digitpad.errors import DigitpadError
from digitpad.training import runtime
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase
from digitpad.ui.training.training_session import TrainingSession, TrainingState

PLAN = TrainingPlan(hidden=(16,), epochs=2)


@pytest.fixture
def session(workbench):
    return workbench.session


# What begins


def test_pictures_that_are_not_here_are_missed_in_the_thread_and_not_in_the_window(session, told, catalogue, qtbot):
    """A disk may be slow, also to say that a file is not there."""
    catalogue.gate.clear()
    assert session.start(PLAN.replace(dataset="mnist"))
    assert told.sentences == []
    catalogue.gate.set()
    finish(session, qtbot)
    (sentence,) = told.sentences
    assert "MNIST" in sentence


def test_nothing_begins_beside_another_run(session, told, catalogue):
    catalogue.gate.clear()
    assert session.start(PLAN)
    assert not session.start(PLAN.replace(epochs=7))
    assert told.plans == [PLAN]
    assert (session.progress.phase, session.progress.epochs) == (Phase.LOADING, 2)


def test_a_computer_that_cannot_train_is_told_why(catalogue, qtbot, monkeypatch):
    monkeypatch.setattr(runtime, "lacks_avx", lambda: True)
    session = TrainingSession(catalogue)
    assert "AVX" in session.cannot_train
    assert not session.start(PLAN)
    assert (session.state, catalogue.reads) == (TrainingState.IDLE, 0)


def test_stop_and_pause_without_a_run_do_nothing(session, told):
    session.stop()
    session.pause_or_resume()
    assert session.state is TrainingState.IDLE
    assert session.control is None
    assert (told.states, told.sentences) == ([], [])


# How it ends


def test_a_run_is_told_from_its_plan_to_its_outcome_and_kept(session, told, workbench, qtbot):
    session.start(PLAN)
    finish(session, qtbot)
    (outcome,) = told.outcomes
    assert told.states == [TrainingState.RUNNING, TrainingState.IDLE]
    assert [progress.run_share for progress in told.progress] == sorted(each.run_share for each in told.progress)
    assert told.networks
    assert (len(outcome.history), outcome.stopped, told.sentences) == (2, False, [])
    (run,) = workbench.runs.list()
    assert (run.plan, len(run.history)) == (PLAN, 2)
    assert session.resume(run, more_epochs=1)
    assert not session.is_fine_tuning
    finish(session, qtbot)
    (run,) = workbench.runs.list()
    assert len(run.history) == 3


def test_the_same_settings_give_the_same_network(session, told, qtbot):
    for _ in range(2):
        assert session.start(PLAN)
        finish(session, qtbot)
    first, second = (outcome.network for outcome in told.outcomes)
    assert same(first, second)


def test_a_run_that_is_stopped_before_it_began_is_over_at_once_and_silent_later(session, told, catalogue, qtbot):
    catalogue.gate.clear()
    session.start(PLAN)
    qtbot.waitUntil(lambda: catalogue.reads == 1)
    session.stop()
    assert (session.state, told.sentences) == (TrainingState.IDLE, [""])
    so_far = len(told.progress)
    catalogue.gate.set()
    assert session.wait(PATIENCE)
    qtbot.wait(50)
    assert (told.outcomes, told.sentences, len(told.progress)) == ([], [""], so_far)


def test_pictures_that_cannot_be_read_end_the_run_with_a_sentence(session, told, catalogue, qtbot):
    catalogue.error = DigitpadError("mnist-5k.npz is damaged; install Digitpad again.")
    session.start(PLAN)
    finish(session, qtbot)
    assert told.sentences == ["mnist-5k.npz is damaged; install Digitpad again."]
    catalogue.error = None
    assert session.start(PLAN), "the next one begins as ever"
    session.stop()


@pytest.mark.usefixtures("nothing_is_kept")
def test_a_run_that_cannot_be_kept_goes_on_with_a_warning(session, told, qtbot):
    session.start(PLAN)
    finish(session, qtbot)
    assert session.warning.startswith("This run is not kept on disk: ")
    assert len(told.outcomes) == 1


# Meanwhile


def test_a_run_pauses_goes_on_and_stops_with_what_it_learnt(session, told, monkeypatch, qtbot):
    standstill = Standstill(Phase.TRAINING, monkeypatch)
    session.start(PLAN)
    qtbot.waitUntil(standstill.reached.is_set)
    for state in (TrainingState.PAUSED, TrainingState.RUNNING):
        session.pause_or_resume()
        assert session.state is state
        assert session.is_interruptible
    session.stop()
    assert (session.state, session.is_interruptible, session.is_running) == (TrainingState.STOPPING, False, True)
    session.pause_or_resume()
    assert session.state is TrainingState.STOPPING
    finish(session, qtbot)
    assert [outcome.stopped for outcome in told.outcomes] == [True]


def test_more_epochs_are_told_at_once_and_of_no_run_nothing(session, told, catalogue):
    session.show_epochs(9)
    assert told.progress == []
    catalogue.gate.clear()
    session.start(PLAN)
    session.show_epochs(9)
    assert told.progress[-1].epochs == session.progress.epochs == 9


# The test of a network that was stopped


@pytest.fixture
def stop(session, told, qtbot):
    """Stop the run under way in its second epoch; it is over, and its network waits for its test."""

    def stop():
        session.start(PLAN.replace(epochs=1000))
        qtbot.waitUntil(lambda: session.progress.epoch >= 2)
        session.stop()
        finish(session, qtbot)
        return told.outcomes[-1]

    return stop


def test_a_stopped_network_is_told_at_once_and_tested_later(session, told, workbench, stop, qtbot):
    outcome = stop()
    assert outcome.is_being_tested
    assert outcome.test is None
    qtbot.waitUntil(lambda: bool(told.tested))
    (tested,) = told.tested
    assert tested.test is not None
    assert tested.network.has_weights_of(outcome.network)
    entry = workbench.networks.current
    assert entry.network is workbench.recognizer.network is tested.network
    assert workbench.runs.list()[0].test == tested.test


def test_the_next_run_breaks_the_test_off(session, told, workbench, stop, qtbot):
    stop()
    assert session.start(PLAN), "at once"
    finish(session, qtbot)
    qtbot.waitUntil(lambda: len(told.tested) == 1)
    assert [outcome.stopped for outcome in told.outcomes] == [True, False]
    assert workbench.networks.current.network is told.outcomes[1].network
    assert [run.state for run in workbench.runs.list()] == ["stopped", "finished"]


def test_closing_breaks_the_test_off(session, told, stop):
    stop()
    assert session.close(PATIENCE)


def test_a_run_that_ends_by_itself_is_tested_once(session, told, qtbot):
    session.start(PLAN)
    finish(session, qtbot)
    assert session.wait(PATIENCE)
    qtbot.wait(50)
    assert not told.outcomes[0].is_being_tested
    assert told.tested == []
