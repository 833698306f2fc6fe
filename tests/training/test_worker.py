import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication

from digitpad.errors import DigitpadError
from digitpad.training.progress import Phase
from digitpad.training.worker import TrainingWorker


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


def test_some_of_the_pictures_that_it_learns_from_are_kept_for_hints(start, finished, plan, few):
    worker, _ = start(plan.replace(epochs=1), lambda: few)
    finished(worker)
    assert len(worker.sample.pictures) == 300
    assert worker.sample.classes == 10
    assert not worker.flew_off


def test_a_run_that_flew_off_says_so(start, finished, plan, few):
    wild = plan.replace(optimizer="momentum", learning_rate=10.0, hidden=(64,) * 6, epochs=50)
    worker, listener = start(wild, lambda: few)
    finished(worker)
    assert listener.end[0] == "failed"
    assert worker.flew_off


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
def test_a_run_that_is_stopped_while_it_prepares_is_abandoned(start, finished, plan, few, phase):
    """Pressing Stop in the second before the first batch: the flag is set by the very report of the phase."""
    worker, listener = start(plan, lambda: few, at={phase: TrainingWorker.stop})
    finished(worker)
    assert listener.end == ("abandoned", None)


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
