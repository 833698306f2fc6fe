"""What is seen of a run while it goes on, and what live settings do to it."""

import threading
import time
from itertools import pairwise

import numpy as np
import pytest
from helpers.training import StopAt, same, train

from digitpad.training.live_changes import Change
from digitpad.training.plan import GENTLE
from digitpad.training.progress import Phase
from digitpad.training.run_controls import RunControl
from digitpad.training.validation import best_epoch

# --- progress and stopping


def test_progress_only_grows_and_ends_at_one(trainer, plan, few):
    outcome, reports = train(trainer, plan.replace(epochs=3), few)
    assert reports[0].phase is Phase.PREPARING
    assert reports[-1].phase is Phase.TESTING
    shares = [report.run_share for report in reports]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert reports[-1].history == outcome.history
    training = [report for report in reports if report.phase is Phase.TRAINING]
    assert [report.epoch for report in training] == sorted(report.epoch for report in training)
    assert {report.epoch for report in training} == {1, 2, 3}
    for report in training:
        assert (report.epochs, report.batches) == (3, 12)
        assert 1 <= report.batch <= 12
        assert 0 <= report.training.accuracy <= 1
        assert report.seconds_left is None or report.seconds_left >= 0
        assert len(report.history) == report.epoch - 1
    last_of_epochs = [report for report in training if report.batch == 12]
    assert [report.training for report in last_of_epochs] == [epoch.training for epoch in outcome.history]


def test_one_more_epoch_counts_in_the_time_that_is_left_at_once(trainer, plan, few, monkeypatch):
    monkeypatch.setattr("digitpad.training.batch_scheduler.BatchScheduler.seconds_per_batch", 1.0)
    control = RunControl(plan.replace(epochs=2))
    reports = []

    def report(progress):
        reports.append(progress)
        if progress.epoch == 2:
            control.epochs = 3

    trainer.train(plan.replace(epochs=2), few, report, control)
    training = [report for report in reports if report.phase is Phase.TRAINING]
    assert {report.epochs for report in training} == {2, 3}
    for report in training:
        assert report.seconds_left == (report.epochs - report.epoch) * report.batches + report.batches - report.batch


def test_now_and_then_the_network_as_it_is_comes_along(trainer, plan, few, monkeypatch):
    monkeypatch.setattr(trainer, "_SNAPSHOT_SECONDS", 0)
    monkeypatch.setattr("digitpad.training.batch_scheduler._CALL_SECONDS", 1e-9)
    _, reports = train(trainer, plan.replace(epochs=1), few)
    networks = [report.network for report in reports if report.phase is Phase.TRAINING]
    assert len(networks) == 12
    assert not any(same(first, second) for first, second in pairwise(networks))
    assert networks[0].info.class_names == few.class_names
    assert networks[0].info.test_accuracy is None
    assert all(report.network is None for report in reports if report.phase is not Phase.TRAINING)


@pytest.mark.parametrize(
    ("fits", "epochs"),
    [
        (lambda report: report.phase is Phase.TRAINING, 0),
        (lambda report: report.phase is Phase.VALIDATING, 0),
        (lambda report: report.epoch == 2 and report.batch > 3, 1),
        (lambda report: report.phase is Phase.TESTING, 3),
    ],
    ids=["first call", "validating", "second epoch", "testing"],
)
@pytest.mark.parametrize("averaging", [0, 0.9], ids=["plain", "averaged"])
def test_stopping_ends_the_run_with_the_network_as_it_is(trainer, plan, few, monkeypatch, fits, epochs, averaging):
    monkeypatch.setattr("digitpad.training.batch_scheduler._CALL_SECONDS", 1e-9)
    plan = plan.replace(epochs=3, averaging=averaging)
    stop = StopAt(plan, fits)
    outcome = trainer.train(plan, few, stop.report, stop.control)
    assert stop.after == 0
    assert outcome.stopped
    assert outcome.test is None
    assert outcome.network.info.test_accuracy is None
    assert len(outcome.history) == epochs
    assert str(outcome.message()).startswith(f"Stopped after {epochs} epoch" if epochs else "Stopped in epoch 1; ")
    probabilities = outcome.network.probabilities(few.test.images)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert probabilities.std() > 0


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.COMPILING], ids=lambda phase: phase.name.lower())
@pytest.mark.parametrize("averaging", [0, 0.9], ids=["plain", "averaged"])
def test_stopping_before_the_first_batch_is_no_error(trainer, plan, few, phase, averaging):
    """There is nothing to keep yet but the network as it was born, or the one that was to go on."""
    plan = plan.replace(averaging=averaging)
    stop = StopAt(plan, lambda report: report.phase is phase)
    outcome = trainer.train(plan, few, stop.report, stop.control)
    assert stop.after <= 1  # the network is built in one go
    assert outcome.stopped
    assert outcome.history == ()
    assert all(weight.any() for weight in outcome.network.weights[::2])


# --- live settings, and going on after a break


def test_a_run_goes_on_from_its_checkpoint_as_if_it_had_never_ended(trainer, plan, few):
    plan = plan.replace(epochs=4, dropout=0.3, averaging=0.9, augmentation=GENTLE, schedule="cosine")
    kept = []
    whole, _ = train(trainer, plan, few, save=kept.append)
    assert [len(each.history) for each in kept] == [1, 2, 3, 4]
    rest, reports = train(trainer, plan, few, resume=kept[1])
    assert same(whole.network, rest.network)
    assert [epoch.number for epoch in rest.history] == [1, 2, 3, 4]
    assert rest.history[:2] == kept[1].history
    # The sum of the losses is rounded where the calls are cut, which depends on the pace.
    assert rest.history[3].training.loss == pytest.approx(whole.history[3].training.loss, rel=1e-5)
    assert rest.history[3].training.accuracy == whole.history[3].training.accuracy
    assert rest.test == whole.test
    assert {report.epoch for report in reports if report.phase is Phase.TRAINING} == {3, 4}


class Teacher:
    """Turns the learning rate up in the second epoch, after its first call, and dropout when that epoch is done."""

    def __init__(self, plan):
        self.control = RunControl(plan)
        self.kept = []

    def report(self, progress):
        if progress.phase is Phase.TRAINING and progress.epoch == 2:
            self.control.learning_rate = 0.03

    def save(self, checkpoint):
        self.kept.append(checkpoint)
        if len(checkpoint.history) == 2:
            self.control.dropout = 0.4


def test_what_is_changed_in_mid_run_is_written_down_from_the_batch_that_felt_it(trainer, plan, few, monkeypatch):
    monkeypatch.setattr("digitpad.training.batch_scheduler._CALL_SECONDS", 1e-9)  # one batch a call
    plan = plan.replace(epochs=3)
    teacher = Teacher(plan)
    outcome = trainer.train(plan, few, teacher.report, teacher.control, save=teacher.save)
    faster, drops = Change("learning_rate", 2, 2, 0.03), Change("dropout", 3, 1, 0.4)
    assert outcome.changes == teacher.control.changes == (faster, drops)
    assert [checkpoint.changes for checkpoint in teacher.kept] == [(), (faster,), (faster, drops)]


def test_a_run_whose_live_settings_stay_has_no_changes(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(schedule="cosine", dropout=0.1), few)
    assert outcome.changes == ()


def test_a_change_survives_a_break(trainer, plan, few, monkeypatch):
    """What goes on after a crash goes on with the learning rate that was chosen, not with that of the plan."""
    monkeypatch.setattr("digitpad.training.batch_scheduler._CALL_SECONDS", 1e-9)
    plan = plan.replace(epochs=4)
    teacher = Teacher(plan)
    whole = trainer.train(plan, few, teacher.report, teacher.control, save=teacher.save)
    rest, _ = train(trainer, plan, few, resume=teacher.kept[2])
    assert len(rest.changes) == 2
    assert rest.changes == whole.changes
    assert same(whole.network, rest.network)


def test_early_stopping_ends_a_run_that_gets_no_better(trainer, plan, few):
    """Steps far too small to change anything: the first epoch stays the best."""
    plan = plan.replace(epochs=50, early_stopping=2, learning_rate=1e-9, optimizer="sgd")
    outcome, _ = train(trainer, plan, few)
    losses = [epoch.validation.loss for epoch in outcome.history]
    assert len(losses) < 50
    assert len(losses) - 1 - int(np.argmin(losses)) == 2
    assert not outcome.stopped
    assert outcome.test is not None


def test_the_best_network_can_be_kept_and_not_the_last(trainer, plan, few):
    plan = plan.replace(epochs=3)
    control = RunControl(plan)
    control.keep_best = True
    kept = []

    def save(checkpoint):
        kept.append(checkpoint)
        control.learning_rate = 5.0  # from here on it can only get worse

    outcome, _ = train(trainer, plan.replace(optimizer="sgd"), few, control=control, save=save)
    assert best_epoch(outcome.history).number == 1
    for index, weights in enumerate(outcome.network.weights):
        np.testing.assert_array_equal(weights, kept[0].arrays[f"best/{index:02}"])


def test_a_run_can_be_made_longer_while_it_goes_on(trainer, plan, few):
    control = RunControl(plan)
    outcome, reports = train(
        trainer, plan, few, control=control, save=lambda checkpoint: setattr(control, "epochs", 5)
    )
    assert len(outcome.history) == 5
    assert reports[-1].epochs == 5


def test_a_paused_run_waits_and_can_be_stopped(trainer, plan, few):
    control = RunControl(plan)
    phases = []

    def report(progress):
        phases.append(progress.phase)
        if progress.phase is Phase.TRAINING and Phase.PAUSED not in phases:
            control.pause()
        elif progress.phase is Phase.PAUSED:
            threading.Timer(0.1, control.stop).start()

    outcome = trainer.train(plan, few, report, control)
    assert outcome.stopped
    assert phases[-1] is Phase.PAUSED


def test_a_paused_run_goes_on(trainer, plan, few):
    control = RunControl(plan)
    phases = []

    def report(progress):
        phases.append(progress.phase)
        if phases.count(Phase.TRAINING) == 2 and Phase.PAUSED not in phases:
            control.pause()
        elif progress.phase is Phase.PAUSED:
            threading.Timer(0.05, control.resume).start()

    paused = trainer.train(plan, few, report, control)
    assert phases.count(Phase.PAUSED) == 1
    assert same(paused.network, train(trainer, plan, few)[0].network)


def test_slow_motion_takes_its_time_and_stops_at_once(trainer, plan, few):
    control = RunControl(plan)
    control.seconds_per_batch = 30.0
    reports, began = [], []

    def report(progress):
        reports.append(progress)
        if progress.phase is Phase.TRAINING:
            began.append(time.monotonic())
            threading.Timer(0.1, control.stop).start()

    outcome = trainer.train(plan, few, report, control)
    assert 0.1 <= time.monotonic() - began[0] < 20
    assert outcome.stopped
    assert [report.batch for report in reports if report.phase is Phase.TRAINING] == [1]
