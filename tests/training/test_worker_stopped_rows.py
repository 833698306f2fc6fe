"""The test of a run that was stopped: it comes after the end of the run, and its row and files follow."""

import pytest
from PySide6.QtCore import Qt

from digitpad.model.keras_file import read_network
from digitpad.training.progress import Phase
from digitpad.training.run import STOPPED
from digitpad.training.worker import TrainingWorker

# The test of a run that was stopped


@pytest.fixture
def stop_in_mid_run(start, finished, plan, few, runs):
    """Start a run and stop it as soon as it trains; meddle with it between its end and its test."""

    def stop_in_mid_run(meddle=lambda worker, outcome: None, plan=plan):
        worker, listener = start(plan, lambda: few, runs, at={Phase.TRAINING: TrainingWorker.stop})
        worker.succeeded.connect(lambda outcome: meddle(worker, outcome), Qt.ConnectionType.DirectConnection)
        finished(worker)
        return listener

    return stop_in_mid_run


def test_a_stopped_run_is_tested_after_its_end_and_its_files_say_so(stop_in_mid_run, runs):
    at_once = []
    listener = stop_in_mid_run(lambda worker, outcome: at_once.append((outcome, runs.list()[0])))
    (told, row) = at_once[0]
    assert told.is_being_tested
    assert row.state == STOPPED
    assert row.test is None
    assert row.sentence == "Stopped in epoch 1; the network has not learnt much yet."
    (outcome,) = listener.tested
    (row,) = runs.list()
    assert row.test == outcome.test is not None
    assert row.state == STOPPED
    assert row.sentence == str(outcome.message())
    assert read_network(runs.network_path(row)).info.test_accuracy == outcome.test.accuracy
    assert not outcome.is_being_tested
    assert outcome.run is not None


def test_a_test_that_is_left_out_leaves_the_row_as_it_is(stop_in_mid_run, runs):
    listener = stop_in_mid_run(lambda worker, outcome: worker.control.leave_untested())
    (outcome,) = listener.tested
    assert outcome.test is None
    assert not outcome.is_being_tested
    assert runs.list()[0].test is None


def test_a_data_folder_that_goes_after_stop_costs_the_row_and_not_the_test(stop_in_mid_run, runs_folder):
    moved = runs_folder.with_name("moved")
    listener = stop_in_mid_run(lambda worker, outcome: runs_folder.rename(moved))
    assert listener.end[0] == "succeeded"
    assert listener.tested[0].test is not None
    assert not runs_folder.exists()


def test_a_run_that_is_deleted_after_stop_does_not_come_back(stop_in_mid_run, runs):
    listener = stop_in_mid_run(lambda worker, outcome: runs.delete(outcome.run))
    assert listener.tested[0].test is not None
    assert runs.list() == ()


def test_a_test_that_fails_costs_nothing(stop_in_mid_run, runs, monkeypatch, stray_log):
    from digitpad.training import engine

    def fail(*arguments):
        raise RuntimeError("out of memory")

    listener = stop_in_mid_run(lambda worker, outcome: monkeypatch.setattr(engine.Engine, "evaluate", fail))
    assert listener.end[0] == "succeeded"
    assert [outcome.test for outcome in listener.tested] == [None]
    assert runs.list()[0].state == STOPPED
    stray_log.take("the network of a stopped run could not be tested")
