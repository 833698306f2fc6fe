"""The training thread: translate the trainer's calls into Qt's signals."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from digitpad.errors import DigitpadError
from digitpad.training.film import FilmRecorder
from digitpad.training.finetune import KEPT, FineTuning
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import FlewOffError, Outcome, Phase, Progress
from digitpad.training.run import Run
from digitpad.training.run_controls import RunControl
from digitpad.training.run_recorder import RunRecorder
from digitpad.training.runs import Runs
from digitpad.training.runtime import load_tensorflow
from digitpad.translation import _

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset
    from digitpad.training.hints.neurons import RunSample

_log = logging.getLogger(__name__)

_one_run_at_a_time = threading.Lock()
"""Keras' seeds are the process's. A run that was abandoned while it compiled may end a moment after the next began."""

_STACK_BYTES = 16 * 2**20
"""Compilers recurse deeply; the default of a second thread on macOS is half a megabyte."""

_BEFORE_THE_FIRST_STEP = (Phase.LOADING, Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING)


class TrainingWorker(QThread):
    """Runs one plan and keeps it as a row.

    A run counts from its first step on, or when it fails. One that is stopped before is abandoned: nothing comes of it,
    and a row that it was to go on with stays as it was.

    Args:
        plan: what to train.
        load_dataset: reads the pictures; called in the thread.
        runs: where the run is kept; None for one that leaves no trace.
        resume: a run to go on with from its checkpoint, instead of a new one.
        tuning: what is fine-tuned, instead of a new network; such a run takes seconds and leaves no checkpoint.
        title: what people call the run; without it, it gets a number.
        test_every_epoch: whether the network is tested after every epoch, and not only at the end.

    Attributes:
        control: the live settings.
        sample: some of the pictures that it learns from, once they were read.
        flew_off: whether the run was given up since its loss was no number any more, or exploded.

    Signals:
        progressed: a `Progress`, some twenty times a second.
        succeeded: the `Outcome`, of a run that ended or was stopped. Of one that was stopped `tested` follows.
        tested: the `Outcome` of a stopped run once more, with its test unless that was left out.
        failed: one sentence for people.
        abandoned: the run was stopped before it counted.
        warned: one sentence about something that went wrong while the run goes on.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    tested = Signal(object)
    failed = Signal(str)
    abandoned = Signal()
    warned = Signal(str)

    def __init__(
        self,
        plan: TrainingPlan,
        load_dataset: "Callable[[], Dataset]",
        runs: Runs | None = None,
        resume: Run | None = None,
        tuning: FineTuning | None = None,
        title: str = "",
        parent: QObject | None = None,
        *,
        test_every_epoch: bool = False,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._load_dataset = load_dataset
        self._runs = runs
        self._resume = resume
        self._tuning = tuning
        self._title = title
        self._test_every_epoch = test_every_epoch
        self._stopped: Outcome | None = None  # what the window was told of a run that was stopped
        self._row: RunRecorder | None = None
        self._deciding = threading.Lock()
        self._counts = self._is_abandoned = False  # never both
        self.sample: RunSample | None = None
        self.flew_off = False
        self.control = RunControl(plan, resume.changes_at_checkpoint if resume is not None else ())
        self.setStackSize(_STACK_BYTES)

    @property
    def plan(self) -> TrainingPlan:
        """What is being trained."""
        return self._plan

    def stop(self) -> bool:
        """Ask the run to end; returns at once.

        Returns:
            Whether something will come of it: otherwise it is abandoned, however long its thread may take to end.
        """
        with self._deciding:
            self._is_abandoned = not self._counts
        self.control.stop()
        return self._counts

    def _does_count(self) -> bool:
        """From here on the run counts, unless it was abandoned; whether it does."""
        with self._deciding:
            self._counts = not self._is_abandoned
        return self._counts

    def run(self) -> None:
        """The thread's work; Qt calls this."""
        try:
            outcome = self._train()
        except Exception as error:  # noqa: BLE001 - the window must live on whatever happens in here
            self._end_by(error)
        else:
            if self._stopped is not None:
                self.tested.emit(outcome or self._stopped)
            elif outcome is None:
                self._abandon()
            else:
                self.succeeded.emit(outcome)

    def _end_by(self, error: Exception) -> None:
        """An error ends the run, or only the test of a run that is over."""
        if self._stopped is not None:
            _log.error("the network of a stopped run could not be tested", exc_info=error)
            self.tested.emit(self._stopped)
        elif isinstance(error, DigitpadError):
            _log.info("a training run was refused", exc_info=error)
            self.flew_off = isinstance(error, FlewOffError)
            self._fail(str(error))
        else:
            _log.error("a training run failed", exc_info=error)
            sentence = _("Training stopped because of an error inside Digitpad ({kind}: {error}).")
            self._fail(sentence.format(kind=type(error).__name__, error=error))

    def _train(self) -> Outcome | None:
        self.progressed.emit(Progress(Phase.LOADING, epochs=self._plan.epochs))
        from digitpad.training.hints.neurons import sample_of

        dataset = self._load_dataset().learning_from(self._plan.pictures)
        self.sample = sample_of(dataset) if len(dataset.train) else None
        load_tensorflow(partial(self.progressed.emit, Progress(Phase.IMPORTING, epochs=self._plan.epochs)))
        from digitpad.training.trainer import train

        with _one_run_at_a_time:
            if self._is_abandoned:
                return None
            if self._runs is not None:
                title = self._title if self._tuning is None else self._tuning.title
                self._row = RunRecorder(self._runs, self._plan, dataset.class_names, title, self._resume, self._warn)
            if self._tuning is None:
                save, resume = (self._row.keep, self._row.checkpoint()) if self._row is not None else (None, None)
                outcome = train(
                    self._plan, dataset, self._report, self.control, save=save, resume=resume,
                    when_stopped=self._stop_here, test_every_epoch=self._test_every_epoch,
                    film=self._film(),
                )
            else:
                outcome = train(
                    self._plan, dataset, self._report, self.control, start=self._tuning.start, kept=KEPT,
                    when_stopped=self._stop_here,
                    film=self._film(),
                )
            if self._stopped is not None:
                if self._row is not None:
                    self._row.test(outcome)
                return replace(outcome, run=self._stopped.run)
            if not self._does_count():
                return None
            return self._kept(outcome)

    def _stop_here(self, outcome: Outcome) -> None:
        """The run is over, and its network waits for nothing; the test follows."""
        if not self._does_count():
            self.control.leave_untested()
            return
        self._stopped = self._kept(outcome)
        self.succeeded.emit(replace(self._stopped, is_being_tested=True))

    def _kept(self, outcome: Outcome) -> Outcome:
        return outcome if self._row is None else self._row.end(outcome)

    def _film(self) -> FilmRecorder:
        return self._row.film() if self._row is not None else FilmRecorder()

    def _report(self, progress: Progress) -> None:
        if progress.phase not in _BEFORE_THE_FIRST_STEP and self._does_count() and self._row is not None:
            self._row.begin()
        self.progressed.emit(progress)

    def _fail(self, sentence: str) -> None:
        if not self._does_count():
            self._abandon()
            return
        if self._row is not None:
            self._row.fail(sentence, self.control.changes)
        self.failed.emit(sentence)

    def _abandon(self) -> None:
        if self._row is not None:
            self._row.abandon()
        self.abandoned.emit()

    def _warn(self, error: DigitpadError) -> None:
        _log.info("a run is not kept on disk", exc_info=error)
        self.warned.emit(_("This run is not kept on disk: {error}").format(error=error))
