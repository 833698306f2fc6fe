import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThread

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network
from digitpad.training.progress import Phase
from digitpad.training.run import FAILED, FINISHED
from digitpad.training.runs import Runs
from digitpad.training.worker import TrainingWorker


class Listener:
    """Everything that a worker says, in order, and in which thread it arrived."""

    def __init__(self, worker):
        self.said = []
        self.progress = []
        self.threads = set()
        worker.progressed.connect(self._progressed)
        worker.succeeded.connect(lambda outcome: self._said("succeeded", outcome))
        worker.failed.connect(lambda sentence: self._said("failed", sentence))
        worker.abandoned.connect(lambda: self._said("abandoned", None))

    def _progressed(self, progress):
        self.progress.append(progress)
        self._said("progressed", None)

    def _said(self, what, value):
        self.threads.add(QThread.currentThread())
        self.said.append((what, value))

    @property
    def end(self):
        """The one signal that ended the run."""
        ends = [each for each in self.said if each[0] != "progressed"]
        assert len(ends) == 1
        assert ends[0] == self.said[-1]
        return ends[0]


@pytest.fixture
def start(qtbot, keras):
    """Start a worker and listen; it is waited for when the test ends."""
    workers = []

    def start(plan, load_dataset, runs=None, resume=None):
        worker = TrainingWorker(plan, load_dataset, runs, resume)
        workers.append(worker)
        listener = Listener(worker)
        worker.start()
        return worker, listener

    yield start
    for worker in workers:
        worker.stop()
        assert worker.wait(60_000)
    QCoreApplication.processEvents()


@pytest.fixture
def finished(qtbot):
    def finished(worker):
        qtbot.waitUntil(worker.isFinished)
        # What the thread said last is delivered.
        QCoreApplication.processEvents()

    return finished


def test_a_run_says_how_far_it_is_and_ends_with_a_network(start, finished, plan, few):
    worker, listener = start(plan, lambda: few)
    assert worker.plan is plan
    finished(worker)
    what, outcome = listener.end
    assert what == "succeeded"
    assert len(outcome.history) == 2
    assert not outcome.stopped
    phases = [progress.phase for progress in listener.progress]
    assert phases[0] is Phase.LOADING
    assert phases[-1] is Phase.TESTING
    assert Phase.TRAINING in phases
    # Slots run in the window's thread, whoever sends.
    assert listener.threads == {QCoreApplication.instance().thread()}


def test_the_dataset_is_read_in_the_background(start, finished, plan, few):
    threads = []

    def load():
        threads.append(threading.current_thread())
        return few

    worker, _ = start(plan.replace(epochs=1), load)
    finished(worker)
    assert threads != [threading.main_thread()]


def test_a_run_that_is_stopped_gives_what_there_is(start, finished, qtbot, plan, few):
    worker, listener = start(plan.replace(epochs=1000), lambda: few)
    qtbot.waitUntil(lambda: any(each.phase is Phase.TRAINING for each in listener.progress))
    worker.stop()
    finished(worker)
    what, outcome = listener.end
    assert what == "succeeded"
    assert outcome.stopped
    assert outcome.test is None


def test_a_run_that_is_stopped_before_it_begins_is_abandoned(start, finished, plan, few):
    workers = []
    reading = threading.Event()

    def load():
        assert reading.wait(60)
        workers[0].stop()
        return few

    worker, listener = start(plan, load)
    workers.append(worker)
    reading.set()
    finished(worker)
    assert listener.end == ("abandoned", None)


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.COMPILING], ids=lambda phase: phase.name.lower())
def test_a_run_that_is_stopped_while_it_prepares_is_no_error(start, finished, monkeypatch, plan, few, phase):
    """Pressing Stop in the second before the first batch: the flag is set by the very report of the phase."""
    from digitpad.training import trainer

    real = trainer.train

    def train(plan, dataset, report, control, **more):
        def report_and_stop(progress):
            report(progress)
            if progress.phase is phase:
                control.stop()

        return real(plan, dataset, report_and_stop, control, **more)

    monkeypatch.setattr(trainer, "train", train)
    worker, listener = start(plan, lambda: few)
    finished(worker)
    assert listener.end[0] in ("succeeded", "abandoned")


def test_a_problem_is_told_in_its_own_words(start, finished, plan):
    def load():
        raise DigitpadError("“digits.npz” is empty.")

    worker, listener = start(plan, load)
    finished(worker)
    assert listener.end == ("failed", "“digits.npz” is empty.")


def test_a_mistake_of_ours_is_told_and_logged(start, finished, plan, stray_log):
    def load():
        raise ZeroDivisionError("seven by nothing")

    worker, listener = start(plan, load)
    finished(worker)
    assert listener.end == (
        "failed",
        "Training stopped because of an error inside Digitpad (ZeroDivisionError: seven by nothing).",
    )
    record = stray_log.take("a training run failed")
    assert record.name == "digitpad.training.worker"
    assert record.exc_info[0] is ZeroDivisionError


class Hand:
    """Sets the learning rate as soon as a batch was trained."""

    def __init__(self, worker, rate):
        self.worker, self.rate = worker, rate
        worker.progressed.connect(self.told, Qt.ConnectionType.DirectConnection)

    def told(self, progress):
        if progress.phase is Phase.TRAINING:
            self.worker.control.learning_rate = self.rate


@pytest.fixture
def runs(tmp_path):
    return Runs(tmp_path / "runs")


def test_the_outcome_names_the_row_that_keeps_its_network(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs)
    finished(worker)
    outcome = listener.end[1]
    assert (outcome.run,) == runs.list()
    kept = read_network(runs.network_path(outcome.run))
    assert all((one == other).all() for one, other in zip(kept.weights, outcome.network.weights, strict=True))


def test_a_run_deleted_while_it_goes_on_keeps_no_network(start, finished, plan, few, runs):
    worker, listener = start(plan, lambda: few, runs)

    def delete(progress):
        if progress.phase is Phase.TESTING:
            runs.delete(runs.list()[0])

    worker.progressed.connect(delete, Qt.ConnectionType.DirectConnection)
    finished(worker)
    assert listener.end[1].run is None
    assert runs.list() == ()


@pytest.mark.parametrize(("rate", "state"), [(0.02, FINISHED), (10.0, FAILED)], ids=["finished", "failed"])
def test_the_row_names_what_was_changed_in_mid_run(start, finished, plan, few, runs, rate, state):
    """Above all when it was the change that made the loss explode."""
    worker, _ = start(plan.replace(optimizer="momentum", activation="leaky_relu", epochs=9), lambda: few, runs)
    hand = Hand(worker, rate)
    finished(worker)
    (row,) = runs.list()
    assert row.state == state
    (change,) = row.changes
    assert (change.setting, change.value, hand.rate) == ("learning_rate", rate, rate)


def test_a_run_that_goes_on_has_the_reins_as_they_were(start, finished, plan, few, runs):
    worker, _ = start(plan, lambda: few, runs)
    hand = Hand(worker, 0.02)
    finished(worker)
    (row,) = runs.list()
    again, listener = start(plan.replace(epochs=3), lambda: few, runs, row)
    assert again.control.learning_rate == hand.rate
    finished(again)
    assert listener.end[0] == "succeeded"
    (after,) = runs.list()
    assert len(after.history) == 3
    assert after.changes == row.changes != ()


def test_two_runs_never_train_at_once(start, finished, monkeypatch, plan, few):
    """The next run may begin while an abandoned one still ends; Keras' seeds are the process's."""
    from digitpad.training import trainer

    running = threading.Semaphore(1)
    overlaps = []
    real = trainer.train

    @contextmanager
    def alone():
        if not running.acquire(blocking=False):
            overlaps.append(True)
        yield
        running.release()

    def train(*arguments, **more):
        with alone():
            return real(*arguments, **more)

    monkeypatch.setattr(trainer, "train", train)
    pairs = [start(plan.replace(epochs=1), lambda: few) for _ in range(2)]
    for worker, listener in pairs:
        finished(worker)
        assert listener.end[0] == "succeeded"
    assert not overlaps
    first, second = (listener.end[1].network.weights for _, listener in pairs)
    assert all((one == other).all() for one, other in zip(first, second, strict=True))
