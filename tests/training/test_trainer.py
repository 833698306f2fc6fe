import threading
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from helpers.training import same, train

from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.training.changes import Change
from digitpad.training.control import Control
from digitpad.training.plan import GENTLE
from digitpad.training.progress import Phase


def labelled(*labels):
    return Pictures(np.zeros((len(labels), 28, 28), np.uint8), np.array(labels, np.uint8))


# --- what a run computes


def test_another_seed_gives_another_network(trainer, plan, few):
    first, second = (train(trainer, plan.replace(epochs=1, seed=seed), few)[0].network for seed in (7, 8))
    assert not same(first, second)


def test_a_run_learns(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(epochs=8, hidden=(32,)), few)
    assert not outcome.stopped
    assert [epoch.number for epoch in outcome.history] == list(range(1, 9))
    assert outcome.history[-1].training.loss < 0.5 * outcome.history[0].training.loss
    assert outcome.history[-1].validation.accuracy > 0.5
    assert outcome.test.accuracy > 0.5
    answers = outcome.network.probabilities(few.test.images).argmax(axis=1)
    assert outcome.test.accuracy == pytest.approx(np.mean(answers == few.test.labels))


def test_what_is_known_about_the_network(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(epochs=1), few)
    info = outcome.network.info
    assert (info.class_names, info.dataset, info.recipe) == (few.class_names, "few", plan.replace(epochs=1).to_json())
    assert info.test_accuracy == outcome.test.accuracy


def test_as_good_as_keras_own_fit(keras, trainer, plan, digits):
    """Three epochs on the digits on board with stock `fit`, from other random numbers: within two points."""
    plan = plan.replace(hidden=(128,), epochs=3, learning_rate=0.001, validation_share=0)
    outcome, _ = train(trainer, plan, digits)
    assert outcome.history[-1].validation is None

    keras.utils.set_random_seed(99)
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, "relu"),
            keras.layers.Dense(10, "softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.001), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(digits.train.images.astype(np.float32), digits.train.labels, batch_size=32, epochs=3, verbose=0)
    _, accuracy = model.evaluate(digits.test.images.astype(np.float32), digits.test.labels, verbose=0)
    assert outcome.test.accuracy > 0.88
    assert outcome.test.accuracy == pytest.approx(accuracy, abs=0.02)


def test_training_goes_on_from_a_network(trainer, plan, few):
    first, _ = train(trainer, plan, few)
    still, _ = train(trainer, plan.replace(epochs=1, learning_rate=1e-9, optimizer="sgd"), few, start=first.network)
    for old, new in zip(first.network.weights, still.network.weights, strict=True):
        np.testing.assert_allclose(old, new, atol=1e-6)


def test_pictures_of_no_class_make_the_network_unsure_of_them(trainer, plan, few):
    """Learnt from, they pull all classes together; left out, the network is as sure as of any digit."""
    upside_down = 255 - few.train.images
    plan = plan.replace(labels="one-hot", hidden=(64,), epochs=6, learning_rate=0.003)
    sureness = []
    for strangers in (upside_down[:0], upside_down[:300]):
        outcome = trainer.train(plan, replace(few, strangers=strangers), lambda progress: None)
        sureness.append(outcome.network.probabilities(upside_down[300:]).max(axis=1).mean())
        assert outcome.network.probabilities(few.test.images).max(axis=1).mean() > 0.6
    assert sureness[0] > 0.4
    assert sureness[1] < 0.2


def test_pictures_of_no_class_need_labels_that_can_be_spread(trainer, plan, few):
    strange = replace(few, strangers=few.train.images[:1])
    with pytest.raises(DigitpadError, match="one-hot"):
        trainer.train(plan.replace(labels="integer"), strange, lambda progress: None)


# --- the validation part


def test_the_validation_part_is_the_same_share_of_every_class(trainer, digits):
    training, validation = trainer.split(digits.train, 0.1, seed=1)
    assert (len(training), len(validation)) == (3600, 400)
    assert np.bincount(validation.labels).tolist() == [40] * 10
    assert np.bincount(training.labels).tolist() == [360] * 10


def test_the_validation_part_has_no_picture_of_the_training_part(trainer):
    pictures = labelled(*range(10), *range(10), *range(10), *range(10))
    pictures.images[:, 0, 0] = np.arange(40)
    training, validation = trainer.split(pictures, 0.25, seed=1)
    assert np.bincount(validation.labels).tolist() == [1] * 10
    both = np.concatenate([training.images[:, 0, 0], validation.images[:, 0, 0]])
    assert sorted(both.tolist()) == list(range(40))


def test_the_seed_alone_chooses_the_validation_part(trainer, digits):
    first, again, other = (trainer.split(digits.train, 0.1, seed)[1].images for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_nothing_is_kept_aside_when_nothing_is_asked_for(trainer, digits):
    training, validation = trainer.split(digits.train, 0, seed=1)
    assert (len(training), len(validation)) == (4000, 0)


@pytest.mark.parametrize("labels", [[], [3], [3, 3], range(10)], ids=["none", "one", "two", "one a class"])
def test_few_pictures_are_trained_on_or_refused_in_words(trainer, plan, few, labels):
    """Half of one picture is none, so even one a class can be learnt from."""
    dataset = Dataset("tiny", "Tiny digits", few.class_names, labelled(*labels), few.test)
    plan = plan.replace(validation_share=0.5, epochs=1)
    if not len(labels):
        with pytest.raises(DigitpadError, match="Tiny digits has too few pictures to train on; choose another"):
            train(trainer, plan, dataset)
    else:
        assert train(trainer, plan, dataset)[0].history[0].training.loss > 0


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


def test_now_and_then_the_network_as_it_is_comes_along(trainer, plan, few, monkeypatch):
    monkeypatch.setattr(trainer, "_SNAPSHOT_SECONDS", 0)
    monkeypatch.setattr("digitpad.training.calls._CALL_SECONDS", 1e-9)
    _, reports = train(trainer, plan.replace(epochs=1), few)
    networks = [report.network for report in reports if report.phase is Phase.TRAINING]
    assert len(networks) == 12
    assert not any(same(first, second) for first, second in pairwise(networks))
    assert networks[0].info.class_names == few.class_names
    assert networks[0].info.test_accuracy is None
    assert all(report.network is None for report in reports if report.phase is not Phase.TRAINING)


class StopAt:
    """Pulls the reins as soon as a report fits."""

    def __init__(self, plan, fits):
        self.control = Control(plan)
        self.fits = fits
        self.after = 0

    def report(self, progress):
        self.after += self.control.is_stopped()
        if self.fits(progress):
            self.control.stop()


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
    monkeypatch.setattr("digitpad.training.calls._CALL_SECONDS", 1e-9)
    plan = plan.replace(epochs=3, averaging=averaging)
    stop = StopAt(plan, fits)
    outcome = trainer.train(plan, few, stop.report, stop.control)
    assert stop.after == 0
    assert outcome.stopped
    assert outcome.test is None
    assert outcome.network.info.test_accuracy is None
    assert len(outcome.history) == epochs
    assert outcome.sentence() == f"Stopped after {epochs} epoch{'' if epochs == 1 else 's'}."
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
    assert outcome.network.probabilities(few.test.images).std() > 0


# --- the reins, and going on after a break


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
        self.control = Control(plan)
        self.kept = []

    def report(self, progress):
        if progress.phase is Phase.TRAINING and progress.epoch == 2:
            self.control.learning_rate = 0.03

    def save(self, checkpoint):
        self.kept.append(checkpoint)
        if len(checkpoint.history) == 2:
            self.control.dropout = 0.4


def test_what_is_changed_in_mid_run_is_written_down_from_the_batch_that_felt_it(trainer, plan, few, monkeypatch):
    monkeypatch.setattr("digitpad.training.calls._CALL_SECONDS", 1e-9)  # one batch a call
    plan = plan.replace(epochs=3)
    teacher = Teacher(plan)
    outcome = trainer.train(plan, few, teacher.report, teacher.control, save=teacher.save)
    faster, drops = Change("learning_rate", 2, 2, 0.03), Change("dropout", 3, 1, 0.4)
    assert outcome.changes == teacher.control.changes == (faster, drops)
    assert [checkpoint.changes for checkpoint in teacher.kept] == [(), (faster,), (faster, drops)]


def test_a_run_without_a_hand_on_the_reins_has_no_changes(trainer, plan, few):
    outcome, _ = train(trainer, plan.replace(schedule="cosine", dropout=0.1), few)
    assert outcome.changes == ()


def test_a_change_survives_a_break(trainer, plan, few, monkeypatch):
    """What goes on after a crash goes on with the learning rate that was chosen, not with that of the plan."""
    monkeypatch.setattr("digitpad.training.calls._CALL_SECONDS", 1e-9)
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
    control = Control(plan)
    control.keep_best = True
    kept = []

    def save(checkpoint):
        kept.append(checkpoint)
        control.learning_rate = 5.0  # from here on it can only get worse

    outcome, _ = train(trainer, plan.replace(optimizer="sgd"), few, control=control, save=save)
    assert trainer.best_epoch(outcome.history).number == 1
    for index, weights in enumerate(outcome.network.weights):
        np.testing.assert_array_equal(weights, kept[0].arrays[f"best/{index:02}"])


def test_a_run_can_be_made_longer_while_it_goes_on(trainer, plan, few):
    control = Control(plan)
    outcome, reports = train(
        trainer, plan, few, control=control, save=lambda checkpoint: setattr(control, "epochs", 5)
    )
    assert len(outcome.history) == 5
    assert reports[-1].epochs == 5


def test_a_paused_run_waits_and_can_be_stopped(trainer, plan, few):
    control = Control(plan)
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
    control = Control(plan)
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
    control = Control(plan)
    control.seconds_per_batch = 30.0
    reports = []

    def report(progress):
        reports.append(progress)
        if progress.phase is Phase.TRAINING:
            threading.Timer(0.1, control.stop).start()

    began = time.monotonic()
    outcome = trainer.train(plan, few, report, control)
    assert time.monotonic() - began < 20
    assert outcome.stopped
    assert [report.batch for report in reports if report.phase is Phase.TRAINING] == [1]
