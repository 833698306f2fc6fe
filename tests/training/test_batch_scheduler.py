"""An epoch is cut into calls by the clock, and nobody can tell from the network."""

import time

import numpy as np
import pytest
from helpers.training import same, train

from digitpad.errors import DigitpadError
from digitpad.training.plan import GENTLE, Augmentation
from digitpad.training.progress import Phase
from digitpad.training.run_controls import RunControl


@pytest.fixture(scope="module")
def batch_scheduler(keras):
    """The room needs TensorFlow, so it is imported only when a test runs."""
    from digitpad.training import batch_scheduler

    return batch_scheduler


@pytest.fixture
def always_compiled(keras, monkeypatch):
    monkeypatch.setattr("digitpad.training.engine._SECONDS_WORTH_COMPILING", 0)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"augmentation": GENTLE, "dropout": 0.3},
        {"augmentation": Augmentation(elastic=1.0), "schedule": "cosine"},
        {"averaging": 0.9, "optimizer": "momentum"},
        {"augmentation": Augmentation(thickness=0.3, noise=0.1), "pixels": "black and white"},
    ],
    ids=["plain", "bent, dropout", "elastic, cosine", "averaged", "shaded, black and white"],
)
def test_the_same_seed_gives_the_same_network_however_the_run_is_cut(
    batch_scheduler, trainer, plan, few, monkeypatch, changes
):
    """The length of the calls depends on the computer's mood; the network must not."""
    networks = []
    for seconds in (1e-9, 0.003, 10):
        monkeypatch.setattr(batch_scheduler, "_CALL_SECONDS", seconds)
        outcome, _ = train(trainer, plan.replace(**changes), few)
        networks.append(outcome.network)
    assert same(networks[0], networks[1])
    assert same(networks[0], networks[2])


@pytest.mark.usefixtures("always_compiled")
def test_the_same_holds_when_xla_compiles(batch_scheduler, trainer, plan, few, monkeypatch):
    plan = plan.replace(augmentation=GENTLE, dropout=0.3, averaging=0.9)
    networks = []
    for seconds in (1e-9, 10):
        monkeypatch.setattr(batch_scheduler, "_CALL_SECONDS", seconds)
        networks.append(train(trainer, plan, few)[0].network)
    assert same(*networks)


def test_every_picture_is_learnt_from_the_last_smaller_batch_too(batch_scheduler, trainer, plan, few, monkeypatch):
    """403 pictures in batches of 100: the fifth has three, and they count in the epoch's figures as all others do."""
    ran = []
    run = batch_scheduler.Engine.run

    def spy(self, images, labels, rates):
        ran.append((labels.numpy(), np.array(rates)))
        return run(self, images, labels, rates)

    monkeypatch.setattr(batch_scheduler.Engine, "run", spy)
    plan = plan.replace(validation_share=0, batch_size=100, epochs=2)
    outcome, reports = train(trainer, plan, few)
    seen = np.concatenate([labels for labels, _ in ran])
    assert len(seen) == 2 * 403
    for epoch in (seen[:403], seen[403:]):
        np.testing.assert_array_equal(np.sort(epoch), np.sort(few.train.labels))
    assert not np.array_equal(seen[:403], seen[403:])
    assert sum(len(rates) for _, rates in ran) == 2 * 5
    assert {report.batches for report in reports if report.phase is Phase.TRAINING} == {5}
    assert round(outcome.history[0].training.accuracy * 403, 6).is_integer()


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_the_learning_rate_follows_its_schedule(batch_scheduler, trainer, plan, few, monkeypatch, schedule):
    rates = []
    run = batch_scheduler.Engine.run

    def spy(self, images, labels, some):
        rates.extend(some)
        return run(self, images, labels, some)

    monkeypatch.setattr(batch_scheduler.Engine, "run", spy)
    train(trainer, plan.replace(schedule=schedule, epochs=3), few)
    assert rates[0] == pytest.approx(0.01)
    if schedule == "constant":
        assert set(rates) == {np.float32(0.01)}
    else:
        expected = 0.005 * (1 + np.cos(np.pi * np.arange(len(rates)) / len(rates)))
        np.testing.assert_allclose(rates, expected, rtol=1e-4)
        assert rates[-1] < 0.01 * 0.01


@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_weights_that_fly_off_end_the_run_in_words(trainer, plan, few, optimizer):
    plan = plan.replace(hidden=(64, 64), learning_rate=10.0, optimizer=optimizer, activation="leaky_relu", epochs=20)
    with pytest.raises(DigitpadError, match=r"\. Try a learning rate ten times smaller\.$"):
        train(trainer, plan, few)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum"])
def test_the_advice_names_the_learning_rate_that_was_in_force(trainer, plan, few, optimizer):
    """Planned small and set to 10 while it ran: ten times smaller than planned would be of no use."""
    plan = plan.replace(
        hidden=(64, 64), learning_rate=0.001, optimizer=optimizer, activation="leaky_relu", epochs=20
    )
    control = RunControl(plan)

    def report(progress):
        if progress.phase is Phase.TRAINING and progress.epoch == 2:
            control.learning_rate = 10.0

    with pytest.raises(DigitpadError, match=r"\. Try a learning rate ten times smaller than 10\.$"):
        trainer.train(plan, few, report, control)


def test_calls_are_short_enough_to_stop_at_once(trainer, plan, digits):
    """No matter how big the run is: reports come many times a second, and after each the run can end."""
    moments = []

    def report(progress):
        if progress.phase is Phase.TRAINING:
            moments.append(time.monotonic())

    trainer.train(plan.replace(hidden=(256,), epochs=2), digits, report)
    # Generous: a busy computer; twenty a second are meant.
    assert np.median(np.diff(moments)) < 0.5


def test_an_epoch_is_whole_batches_and_a_smaller_one_each_when_it_is_asked_for(batch_scheduler, plan, few, monkeypatch):
    monkeypatch.setattr(batch_scheduler, "_CALL_SECONDS", 1e-9)
    pictures = batch_scheduler.TensorPictures(few.train)
    engine = batch_scheduler.Engine(plan, 10, batch_scheduler.batches_of(plan, len(pictures)))
    epoch = batch_scheduler.BatchScheduler(plan, RunControl(plan), engine, pictures).epoch(1)
    assert engine.optimizer.iterations == 0
    first = next(epoch)
    assert engine.optimizer.iterations == 1
    rest = list(epoch)
    assert [call.pictures for call in (first, *rest)] == [32] * 12 + [19]
    assert {call.batches for call in (first, *rest)} == {1}
    assert engine.optimizer.iterations == batch_scheduler.batches_of(plan, len(pictures)) == 13
