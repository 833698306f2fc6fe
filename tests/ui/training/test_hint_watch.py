"""Real runs on a few digits: what they get told, and when nobody is."""

import numpy as np
import pytest

from digitpad.training.finetune import FineTuning, plan_for
from digitpad.training.plan import TrainingPlan
from digitpad.ui.training.hint_watch import HintWatch

# All weights begin at 0, and stay there. Of 200 pictures in batches of 4, so that there are steps enough: 46 an epoch.
FAILS = TrainingPlan(hidden=(16,), initializer="normal", initializer_scale=0.0, batch_size=4, epochs=6)


@pytest.fixture
def session(workbench):
    return workbench.session


@pytest.fixture
def watch(workbench):
    watch = HintWatch(workbench, workbench)
    watch.told = []
    watch.found.connect(watch.told.append)
    return watch


def finish(session, workbench, qtbot):
    qtbot.waitUntil(lambda: not session.is_running)
    qtbot.waitUntil(lambda: not workbench.jobs.busy)


def keys(told):
    return [[hint.key for hint in hints] for hints in told]


def test_a_run_that_learns_nothing_is_told_so(watch, session, workbench, catalogue, qtbot):
    watch.set_awake(True)
    session.start(FAILS)
    assert keys(watch.told) == [[]]  # another run began
    finish(session, workbench, qtbot)
    (hint,) = watch.told[-1]
    assert hint.key == "nothing-learnt"
    assert hint.changes == {"initializer": "glorot_uniform"}
    assert catalogue.reads == 1, "the pictures are those of the run, not read again"


def test_the_neurons_are_looked_at(watch, session, workbench, qtbot):
    """All weights are so small that the biases decide: about half of the neurons never give anything but 0."""
    watch.set_awake(True)
    session.start(TrainingPlan(hidden=(40,), initializer="normal", initializer_scale=0.01, bias_scale=9.0, epochs=1))
    finish(session, workbench, qtbot)
    (hint, *_) = watch.told[-1]
    assert hint.key == "dead-neurons"
    assert hint.changes == {"bias_scale": 0.0}


def test_a_run_that_flew_off_is_told_so(watch, session, workbench, qtbot):
    watch.set_awake(True)
    session.start(TrainingPlan(hidden=(64,) * 6, optimizer="momentum", learning_rate=10.0, epochs=200))
    finish(session, workbench, qtbot)
    assert session.flew_off
    assert keys(watch.told)[-1] == ["flew-off"]
    session.start(TrainingPlan(hidden=(16,), epochs=1))
    assert not session.flew_off
    finish(session, workbench, qtbot)


def test_nothing_is_computed_while_nobody_looks(watch, session, workbench, qtbot):
    session.start(FAILS)
    finish(session, workbench, qtbot)
    assert keys(watch.told) == [[]]
    watch.set_awake(True)
    qtbot.waitUntil(lambda: keys(watch.told) == [[], ["nothing-learnt"]])
    watch.set_awake(False)
    watch.set_awake(True)
    qtbot.waitUntil(lambda: not workbench.jobs.busy)
    assert len(watch.told) == 2, "nothing is new"


def test_a_run_of_many_short_epochs_is_looked_at_now_and_then(watch, session, workbench, qtbot):
    watch.set_awake(True)
    session.start(FAILS.replace(batch_size=100, epochs=200))
    finish(session, workbench, qtbot)
    assert 2 <= len(watch.told) < 100
    assert keys(watch.told)[-1] == ["nothing-learnt"]


def test_what_was_changed_in_mid_run_counts(watch, session, workbench, qtbot):
    """The run goes on with a rate of 2e-5, so that is the one that is too low; not the planned one."""
    watch.set_awake(True)
    session.start(TrainingPlan(hidden=(16,), batch_size=4, epochs=8))
    session.control.learning_rate = 2e-5
    finish(session, workbench, qtbot)
    assert [hint.changes for hint in watch.told[-1]] == [{"learning_rate": 0.0002}]


def test_fine_tuning_gets_no_hints(watch, session, workbench, catalogue, qtbot):
    watch.set_awake(True)
    network = workbench.recognizer.network
    dataset = catalogue.load("mnist-5k")
    session.fine_tune(FineTuning(plan_for(network), network, lambda: dataset, "tuned"))
    finish(session, workbench, qtbot)
    assert keys(watch.told) == [[]]
    assert np.isfinite(workbench.recognizer.network.weights[0]).all()
