"""What a worker leaves on disk, and that it leaves nothing where nothing came of it."""

import threading

import pytest
from helpers.runs import contents, trained_elsewhere

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network
from digitpad.system.data_lock import DataFolderInUseError, DataLock
from digitpad.training.progress import Phase
from digitpad.training.run import FAILED, FINISHED, STOPPED
from digitpad.training.worker import TrainingWorker


@pytest.fixture
def done(start, finished, plan, few, runs):
    """A run that ended well."""
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    return listener.end[1].run


def test_the_outcome_names_the_row_that_keeps_its_network(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    outcome = listener.end[1]
    assert (outcome.run,) == runs.list()
    kept = read_network(runs.network_path(outcome.run))
    assert all((one == other).all() for one, other in zip(kept.weights, outcome.network.weights, strict=True))


def test_a_run_deleted_while_it_goes_on_keeps_no_network(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs, at={Phase.TESTING: lambda _: runs.delete(runs.list()[0])})
    finished(worker)
    assert listener.end[1].run is None
    assert runs.list() == ()


@pytest.mark.parametrize("is_back", [False, True])
def test_a_data_folder_that_goes_in_mid_run_is_said_and_believed_only_when_it_is_back(
    start, finished, plan, few, runs, runs_folder, is_back
):
    said, moved = [], runs_folder.with_name("moved")

    def go(worker):
        if not moved.exists() and runs_folder.exists():
            runs_folder.rename(moved)

    def come_back(worker):
        if is_back and moved.exists():
            moved.rename(runs_folder)

    worker, listener = start(plan, lambda: few, runs, at={Phase.TRAINING: go, Phase.TESTING: come_back})
    worker.warned.connect(said.append)
    finished(worker)
    assert listener.end[0] == "succeeded"
    assert said[0].startswith("This run is not kept on disk: “Run 1” is no longer in ")
    assert (listener.end[1].run is not None) is is_back
    assert (len(runs.list()) == 1) is is_back


# What was changed in mid-run


def learn_at(rate):
    """Sets the learning rate as soon as a batch was trained."""
    return {Phase.TRAINING: lambda worker: setattr(worker.control, "learning_rate", rate)}


@pytest.mark.parametrize(("rate", "state"), [(0.02, FINISHED), (10.0, FAILED)], ids=["finished", "failed"])
def test_the_row_names_what_was_changed_in_mid_run(start, finished, plan, few, runs, rate, state):
    """Above all when it was the change that made the loss explode."""
    plan = plan.replace(optimizer="momentum", activation="leaky_relu", epochs=9)
    worker, _ = start(plan, lambda: few, runs, at=learn_at(rate))
    finished(worker)
    (row,) = runs.list()
    assert row.state == state
    (change,) = row.changes
    assert (change.setting, change.value) == ("learning_rate", rate)


def test_a_run_that_goes_on_has_the_live_settings_as_they_were(start, finished, plan, few, runs):
    worker, _ = start(plan, lambda: few, runs, at=learn_at(0.02))
    finished(worker)
    (row,) = runs.list()
    again, listener = start(plan.replace(epochs=3), lambda: few, runs, row)
    assert again.control.learning_rate == 0.02
    finished(again)
    assert listener.end[0] == "succeeded"
    (after,) = runs.list()
    assert len(after.history) == 3
    assert after.changes == row.changes != ()


# Stopped before anything was learnt

EARLY = [Phase.LOADING, Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING]


@pytest.fixture(params=[*EARLY, "the first step"], ids=lambda when: getattr(when, "name", when).lower())
def stopped_early(request, start, few, monkeypatch):
    """Start a worker that is stopped too early to have learnt anything."""
    from digitpad.training import engine, worker

    def load_tensorflow(before_import):
        before_import()  # also when it is there already

    monkeypatch.setattr(worker, "load_tensorflow", load_tensorflow)
    workers = []
    if request.param == "the first step":
        step = engine.Engine.run

        def step_and_stop(*arguments):
            come = step(*arguments)
            workers[0].stop()
            return come

        monkeypatch.setattr(engine.Engine, "run", step_and_stop)
        at = {}
    else:
        at = {request.param: TrainingWorker.stop}

    def stopped_early(*arguments):
        ready = threading.Event()

        def load():
            assert ready.wait(60)
            return few

        worker, listener = start(arguments[0], load, *arguments[1:], at=at)
        workers.append(worker)
        ready.set()
        return worker, listener

    return stopped_early


def test_a_new_run_that_is_stopped_early_leaves_no_row(stopped_early, finished, plan, runs, runs_folder):
    worker, listener = stopped_early(plan, runs)
    finished(worker)
    assert listener.end == ("abandoned", None)
    assert contents(runs_folder) == {}


def test_a_run_that_was_to_go_on_and_is_stopped_early_stays_as_it_was(
    done, stopped_early, finished, plan, runs, runs_folder
):
    before = contents(runs_folder)
    worker, listener = stopped_early(plan.replace(epochs=3), runs, done)
    finished(worker)
    assert listener.end == ("abandoned", None)
    assert contents(runs_folder) == before
    assert not worker.stop()  # neither later
    DataLock.take(runs_folder / done.name).release()  # nobody has it any more


def test_who_stops_is_told_whether_something_comes_of_it(start, finished, plan, few, runs):
    """The same moment decides for the page and for the row."""
    found = {}
    for phase in (Phase.COMPILING, Phase.TRAINING):
        worker, listener = start(
            plan, lambda: few, runs, at={phase: lambda each, phase=phase: found.setdefault(phase, each.stop())}
        )
        finished(worker)
        assert (listener.end[0] == "succeeded") is found[phase]
    assert found == {Phase.COMPILING: False, Phase.TRAINING: True}
    (row,) = runs.list()
    assert (row.state, row.history) == (STOPPED, ())


# What goes wrong


def gone():
    raise DigitpadError("The pictures are gone.")


def test_a_run_that_was_to_go_on_and_cannot_stays_as_it_was(done, start, finished, plan, few, runs, runs_folder):
    before = contents(runs_folder)
    worker, listener = start(plan.replace(epochs=3), gone, runs, done)
    finished(worker)
    assert listener.end == ("failed", "The pictures are gone.")
    assert contents(runs_folder) == before


def test_a_run_whose_checkpoint_is_damaged_stays_as_it_was(done, start, finished, plan, few, runs, runs_folder):
    runs.checkpoint_path(done).write_bytes(b"half")
    before = contents(runs_folder)
    worker, listener = start(plan.replace(epochs=3), lambda: few, runs, done)
    finished(worker)
    assert "missing or damaged" in listener.end[1]
    assert contents(runs_folder) == before


@pytest.mark.parametrize(("epochs", "state"), [(2, FINISHED), (3, FAILED)], ids=["at once", "an epoch later"])
def test_a_run_that_went_on_and_failed_says_so_only_if_it_came_further(
    done, start, finished, plan, few, runs, monkeypatch, epochs, state
):
    from digitpad.training import batch_scheduler

    epoch = batch_scheduler.BatchScheduler.epoch

    def fails_after(self, number):
        yield from epoch(self, number)
        if number > epochs:
            raise DigitpadError("The loss exploded.")

    monkeypatch.setattr(batch_scheduler.BatchScheduler, "epoch", fails_after)
    worker, listener = start(plan.replace(epochs=9), lambda: few, runs, done)
    finished(worker)
    assert listener.end == ("failed", "The loss exploded.")
    (row,) = runs.list()
    assert (row.state, len(row.history)) == (state, epochs)
    assert (row == done) is (epochs == 2)
    DataLock.take(runs.network_path(row).parent).release()  # nobody has it any more


def explode(*_):
    raise DigitpadError("The loss exploded.")


def test_a_new_run_that_fails_in_its_first_step_is_a_row(start, finished, plan, few, runs, monkeypatch):
    from digitpad.training import engine

    monkeypatch.setattr(engine.Engine, "run", explode)
    worker, _ = start(plan, lambda: few, runs)
    finished(worker)
    (row,) = runs.list()
    assert (row.state, row.sentence, row.class_names) == (FAILED, "The loss exploded.", few.class_names)


def test_a_run_that_fails_after_it_was_let_go_leaves_no_row(start, finished, plan, few, runs, runs_folder, monkeypatch):
    from digitpad.training import engine

    monkeypatch.setattr(engine.Engine, "__init__", explode)
    worker, listener = start(plan, lambda: few, runs, at={Phase.PREPARING: TrainingWorker.stop})
    finished(worker)
    assert listener.end == ("abandoned", None)
    assert contents(runs_folder) == {}


# Other windows


def test_other_windows_see_that_a_run_goes_on_again(done, start, finished, plan, few, runs):
    """From before it is compiled on, which takes seconds."""
    run_folder, seen = runs.network_path(done).parent, []

    def look(_):
        try:
            DataLock.take(run_folder).release()
            seen.append("free")
        except DataFolderInUseError:
            seen.append("in use")

    at = dict.fromkeys((Phase.COMPILING, Phase.TRAINING), look)
    worker, _ = start(plan.replace(epochs=3), lambda: few, runs, done, at=at)
    finished(worker)
    assert set(seen) == {"in use"}
    look(worker)
    assert seen[-1] == "free"

@pytest.mark.e2e
def test_a_run_that_another_window_trains_does_not_go_on_here(start, finished, plan, few, runs, runs_folder, done):
    before = contents(runs_folder)
    with trained_elsewhere(runs_folder / done.name):
        worker, listener = start(plan.replace(epochs=3), lambda: few, runs, done)
        finished(worker)
    what, sentence = listener.end
    assert (what, contents(runs_folder)) == ("failed", before)
    assert sentence.startswith(f"“{done.title}” is being trained in another window of Digitpad")
