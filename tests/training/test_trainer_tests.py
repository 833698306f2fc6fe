"""When a network is tested: after a stop, after every epoch, or not at all."""

import pytest
from helpers.training import StopAt, same, train

from digitpad.training.progress import Phase

# --- the test of a network that was stopped


def stopped(trainer, plan, few, fits, tell=lambda outcome, control: None, **more):
    """Stop where a report fits; what was told at once, and what came of it."""
    stop, told = StopAt(plan, fits), []

    def when_stopped(outcome):
        told.append(outcome)
        tell(outcome, stop.control)

    outcome = trainer.train(plan, few, stop.report, stop.control, when_stopped=when_stopped, **more)
    return told, outcome


@pytest.mark.parametrize(
    "fits",
    [
        lambda report: report.phase is Phase.TRAINING,
        lambda report: report.epoch == 2,
        lambda report: report.phase is Phase.TESTING,
    ],
    ids=["first batch", "second epoch", "testing"],
)
def test_a_network_that_was_stopped_is_told_first_and_tested_then(trainer, plan, few, fits):
    told, outcome = stopped(trainer, plan, few, fits)
    (first,) = told
    assert first.stopped
    assert first.test is first.network.info.test_accuracy is None
    assert outcome.network.has_weights_of(first.network)
    right = outcome.network.probabilities(few.test.images).argmax(axis=1) == few.test.labels
    assert outcome.test.accuracy == outcome.network.info.test_accuracy == pytest.approx(right.mean())
    assert outcome.stopped


def test_a_run_that_ends_by_itself_tells_nothing_before_its_test(trainer, plan, few):
    told, outcome = stopped(trainer, plan, few, lambda report: False)
    assert told == []
    assert not outcome.stopped
    assert outcome.test is not None


def test_the_test_of_a_stopped_network_can_be_left_out(trainer, plan, few):
    told, outcome = stopped(
        trainer, plan, few, lambda report: report.epoch == 2, lambda outcome, control: control.leave_untested()
    )
    assert outcome == told[0]
    assert outcome.test is None


def test_what_is_kept_of_the_old_network_is_mixed_in_once(trainer, plan, few):
    """Also where the run was stopped while it was tested."""
    start, _ = train(trainer, plan, few)
    more = {"start": start.network, "kept": 0.5}
    whole, _ = train(trainer, plan.replace(epochs=1), few, **more)
    _, cut = stopped(trainer, plan.replace(epochs=1), few, lambda report: report.phase is Phase.TESTING, **more)
    assert same(whole.network, cut.network)


# --- a test after every epoch


def test_a_test_after_every_epoch_changes_nothing_else(trainer, plan, few):
    plan = plan.replace(epochs=3)
    plain, _ = train(trainer, plan, few)
    tested, reports = train(trainer, plan, few, test_every_epoch=True)
    assert [epoch.test for epoch in plain.history] == [None] * 3
    assert same(plain.network, tested.network)
    assert tested.history[2].test == tested.test == plain.test
    shorter, _ = train(trainer, plan.replace(epochs=1), few)
    assert tested.history[0].test.accuracy == shorter.test.accuracy
    assert [report.epoch for report in reports if report.phase is Phase.TESTING] == [1, 2, 3, 3]


def test_a_run_that_goes_on_is_tested_as_it_was(trainer, plan, few):
    kept = []
    train(trainer, plan, few, save=kept.append, test_every_epoch=True)
    rest, _ = train(trainer, plan.replace(epochs=3), few, resume=kept[1])
    assert all(epoch.test is not None for epoch in rest.history)
