"""Start, pause and stop training runs, one at a time, and tell everybody how they go; a service without a widget."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from digitpad.data.catalogue import Catalogue
from digitpad.model.network import Network
from digitpad.training.finetune import FineTuning
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.run import Run
from digitpad.training.run_controls import RunControl
from digitpad.training.runs import Runs
from digitpad.training.runtime import why_not_trainable
from digitpad.training.worker import TrainingWorker
from digitpad.ui.background.throttle import Latest

if TYPE_CHECKING:
    from digitpad.training.hints.neurons import RunSample


class TrainingState(Enum):
    """Whether a run is under way, and whether it goes on."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"


class TrainingSession(QObject):
    """Gives plans to a worker thread and passes on what it reports; all signals arrive in the window's thread.

    Args:
        catalogue: where the pictures come from.
        runs: where runs are kept; None to leave no trace.
        parent: whose object this is.

    Attributes:
        cannot_train: why this computer cannot train, as one sentence, or None.
        state: what the run under way does.
        progress: the last that was passed on.
        is_fine_tuning: whether the run under way, or the last one, goes on with a network that had learnt before.
        flew_off: whether the last run was given up since its loss was no number any more, or exploded.
        warning: what went wrong while the run goes on, as one sentence; empty when nothing did.
        refuses: why a lesson does not let a new network be trained by a plan, as one sentence; empty when it does.

    Signals:
        started: a run began (its `TrainingPlan`).
        state_changed: the run waits, goes on or is over (a `TrainingState`).
        progressed: how far it is (a `Progress`), at most 30 times a second.
        snapshot: the network as it is now, in mid-run (a `Network`).
        ended: the run is over (its `Outcome`), whether by itself or stopped.
        tested: the `Outcome` of a stopped run once more: with its test, or without where that was left out. Another run
            may be under way already.
        gave_up: the run is over without a network: why, as one sentence; empty when it was stopped before it began.
    """

    started = Signal(object)
    state_changed = Signal(object)
    progressed = Signal(object)
    snapshot = Signal(object)
    ended = Signal(object)
    tested = Signal(object)
    gave_up = Signal(str)

    def __init__(self, catalogue: Catalogue, runs: Runs | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._runs = runs
        self._worker: TrainingWorker | None = None
        self._threads: set[TrainingWorker] = set()  # the run's, or that of an abandoned run until it ends
        self._newest_network: Network | None = None  # that nobody has been told about
        self._coalesced: Latest[Progress] = Latest(self._pass_on, parent=self)
        self.cannot_train = why_not_trainable()
        self.state = TrainingState.IDLE
        self.progress = Progress(Phase.LOADING)
        self.is_fine_tuning = False
        self.flew_off = False
        self.warning = ""
        self.refuses: Callable[[TrainingPlan], str] = lambda _plan: ""

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self.state is not TrainingState.IDLE

    @property
    def is_interruptible(self) -> bool:
        """Whether a run is under way that nobody has stopped yet."""
        return self.state in (TrainingState.RUNNING, TrainingState.PAUSED)

    @property
    def control(self) -> RunControl | None:
        """The live settings of the run under way."""
        return self._worker.control if self._worker is not None else None

    @property
    def sample(self) -> "RunSample | None":
        """Some of the pictures that the run under way learns from, once they were read."""
        return self._worker.sample if self._worker is not None else None

    # Starting

    def start(self, plan: TrainingPlan, title: str = "", *, test_every_epoch: bool = False) -> bool:
        """Train a new network, whose run gets a title or else a number; whether that began.

        Whether the pictures are there is found out in the thread: a disk may be slow.
        """
        return self._begin(plan, title=title, test_every_epoch=test_every_epoch)

    def resume(self, run: Run, more_epochs: int = 0) -> bool:
        """Go on with a run from its checkpoint, for as long as planned or some epochs more; whether that began."""
        epochs = len(run.history) + more_epochs if more_epochs else run.plan.epochs
        return self._begin(run.plan.replace(epochs=epochs), run)

    def fine_tune(self, tuning: FineTuning) -> bool:
        """Let a network go on learning; whether that began."""
        return self._begin(tuning.plan, tuning=tuning)

    def _begin(
        self, plan: TrainingPlan, resume: Run | None = None, tuning: FineTuning | None = None, title: str = "",
        *, test_every_epoch: bool = False,
    ) -> bool:
        if self.is_running or self.cannot_train is not None or (tuning is None and self.refuses(plan)):
            return False
        load = tuning.load if tuning is not None else partial(self._catalogue.load, plan.dataset)
        self._leave_untested()  # the new run waits for nothing but what cannot be interrupted
        self._worker = worker = TrainingWorker(
            plan, load, self._runs, resume, tuning, title, test_every_epoch=test_every_epoch
        )
        worker.progressed.connect(self._take)
        worker.succeeded.connect(self._succeed)
        worker.tested.connect(self.tested)
        worker.failed.connect(self._give_up)
        worker.abandoned.connect(self._give_up)
        worker.warned.connect(self._warn)
        worker.finished.connect(partial(self._forget, worker))
        self.is_fine_tuning = tuning is not None
        self.warning, self.flew_off = "", False
        self.progress = Progress(Phase.LOADING, epochs=plan.epochs)
        self._set_state(TrainingState.RUNNING)
        self.started.emit(plan)
        self._pass_on(self.progress)
        if not self._threads:
            self._start_thread()
        return True

    def _start_thread(self) -> None:
        """Start the thread of the run; while that of an abandoned run still loads or compiles, the run waits for it.

        Nothing can interrupt an import, and two are no faster than one.
        """
        if self._worker is not None:
            self._threads.add(self._worker)
            self._worker.start()

    # The run under way

    def pause_or_resume(self) -> None:
        """Hold the run, or let it go on."""
        if self._worker is None:
            return
        if self.state is TrainingState.RUNNING:
            self._worker.control.pause()
            self._set_state(TrainingState.PAUSED)
        elif self.state is TrainingState.PAUSED:
            self._worker.control.resume()
            self._set_state(TrainingState.RUNNING)

    def show_epochs(self, epochs: int) -> None:
        """Tell everybody at once that the run goes on until another epoch; a paused run would not."""
        self._pass_on(replace(self.progress, epochs=epochs))

    def stop(self) -> None:
        """End the run; the network as it is then is kept, if anything was learnt."""
        if self._worker is None or not self.is_interruptible:
            return
        if self._worker.stop():
            self._set_state(TrainingState.STOPPING)
            return
        # Nothing can interrupt an import or a compiler: leave the thread to its end, if it has begun.
        worker = self._worker
        for signal in (worker.progressed, worker.succeeded, worker.failed, worker.abandoned, worker.warned):
            signal.disconnect()
        if worker not in self._threads:
            worker.deleteLater()
        self._give_up()

    def _leave_untested(self) -> None:
        for thread in self._threads:
            thread.control.leave_untested()

    def wait(self, milliseconds: int) -> bool:
        """Stop, and wait for the thread to end; whether it did. A test that is under way is broken off."""
        self._leave_untested()
        for thread in self._threads:
            thread.stop()
        return all(thread.wait(milliseconds) for thread in list(self._threads))

    def close(self, milliseconds: int) -> bool:
        """Stop for good, and wait for the thread only if something will come of its run; whether no thread goes on."""
        counts = [thread.stop() for thread in self._threads]
        return self.wait(milliseconds if any(counts) else 0)

    # What the worker says

    def _take(self, progress: Progress) -> None:
        if progress.network is not None:
            # Not every progress carries one; it must not get lost when a later progress takes this one's place.
            self._newest_network = progress.network
        self._coalesced.offer(progress)

    def _pass_on(self, progress: Progress) -> None:
        assert QThread.currentThread() is self.thread()
        if not self.is_running:
            return
        self.progress = progress
        self.progressed.emit(progress)
        network, self._newest_network = self._newest_network, None
        if network is not None:
            self.snapshot.emit(network)

    def _succeed(self, outcome: Outcome) -> None:
        self._coalesced.flush()
        self._end()
        if outcome.run is not None:
            self.warning = ""  # in the end all of it was kept
        self.ended.emit(outcome)

    def _give_up(self, sentence: str = "") -> None:
        self.flew_off = self._worker is not None and self._worker.flew_off
        self._end()
        self.gave_up.emit(sentence)

    def _warn(self, sentence: str) -> None:
        self.warning = sentence

    def _end(self) -> None:
        self._coalesced.drop()
        self._newest_network = None
        self._worker = None
        self._set_state(TrainingState.IDLE)

    def _forget(self, worker: TrainingWorker) -> None:
        self._threads.discard(worker)
        worker.deleteLater()
        if worker is not self._worker:
            self._start_thread()

    def _set_state(self, state: TrainingState) -> None:
        assert QThread.currentThread() is self.thread()
        self.state = state
        self.state_changed.emit(state)
