"""The thread that a training run lives in. It translates between the trainer's calls and Qt's signals, no more."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from digitpad.errors import DigitpadError
from digitpad.training.control import Control
from digitpad.training.finetune import KEPT, FineTuning
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.runs import Checkpoint, Run, Runs
from digitpad.training.runtime import load_tensorflow

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset

_log = logging.getLogger(__name__)

_one_run_at_a_time = threading.Lock()
"""Keras' seeds are the process's. A run that was abandoned while it compiled may end a moment after the next began."""

_STACK_BYTES = 16 * 2**20
"""Compilers recurse deeply; the default of a second thread on macOS is half a megabyte."""


class TrainingWorker(QThread):
    """Runs one plan and keeps it as a row.

    Args:
        plan: what to train.
        load_dataset: reads the pictures; called in the thread.
        runs: where the run is kept; None for one that leaves no trace.
        resume: a run to go on with from its checkpoint, instead of a new one.
        tuning: what is fine-tuned, instead of a new network; such a run takes seconds and leaves no checkpoint.

    Attributes:
        control: the reins.

    Signals:
        progressed: a `Progress`, some twenty times a second.
        succeeded: the `Outcome`, of a run that ended or was stopped.
        failed: one sentence for people.
        abandoned: the run was stopped before there was a network.
        warned: one sentence about something that went wrong while the run goes on.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
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
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._load_dataset = load_dataset
        self._runs = runs
        self._row = resume
        self._resumes = resume is not None
        self._tuning = tuning
        self.control = Control(plan, resume.changes_at_checkpoint if resume is not None else ())
        self.setStackSize(_STACK_BYTES)

    @property
    def plan(self) -> TrainingPlan:
        """What is being trained."""
        return self._plan

    def stop(self) -> None:
        """Ask the run to end; returns at once."""
        self.control.stop()

    def run(self) -> None:
        """The thread's work; Qt calls this."""
        try:
            outcome = self._train()
        except DigitpadError as error:
            self._fail(str(error))
        except Exception as error:  # noqa: BLE001 - the window must live on whatever happens in here
            _log.exception("a training run failed")
            self._fail(f"Training stopped because of an error inside Digitpad ({type(error).__name__}: {error}).")
        else:
            if outcome is None:
                self.abandoned.emit()
            else:
                self.succeeded.emit(outcome)

    def _train(self) -> Outcome | None:
        self.progressed.emit(Progress(Phase.LOADING, epochs=self._plan.epochs))
        dataset = self._load_dataset()
        load_tensorflow(partial(self.progressed.emit, Progress(Phase.IMPORTING, epochs=self._plan.epochs)))
        from digitpad.training.trainer import train

        with _one_run_at_a_time:
            if self.control.is_stopped():
                return None
            checkpoint = self._open_row(dataset)
            if self._tuning is None:
                outcome = train(
                    self._plan, dataset, self.progressed.emit, self.control, save=self._keep, resume=checkpoint
                )
            else:
                outcome = train(
                    self._plan, dataset, self.progressed.emit, self.control, start=self._tuning.start, kept=KEPT
                )
            return self._close_row(outcome)

    def _open_row(self, dataset: "Dataset") -> Checkpoint | None:
        """Start a row, or read where an old one goes on."""
        if self._runs is None:
            return None
        if self._resumes and self._row is not None:
            checkpoint = self._runs.read_checkpoint(self._row)
            # It may go on for longer than was planned, and what was changed after the checkpoint is gone.
            self._row = replace(self._row, plan=self._plan, changes=checkpoint.changes)
            return checkpoint
        try:
            title = "" if self._tuning is None else self._tuning.title
            self._row = self._runs.begin(self._plan, dataset.class_names, title)
        except DigitpadError as error:
            self._warn(error)
        return None

    def _keep(self, checkpoint: Checkpoint) -> None:
        """A full disk costs the checkpoint, not the run."""
        if self._runs is not None and self._row is not None:
            try:
                self._row = self._runs.checkpoint(self._row, checkpoint)
            except DigitpadError as error:
                self._warn(error)

    def _close_row(self, outcome: Outcome) -> Outcome:
        """The outcome, with the row that keeps its network if one does."""
        if self._runs is None or self._row is None:
            return outcome
        try:
            self._row = self._runs.end(self._row, outcome)
        except DigitpadError as error:
            self._warn(error)
            return outcome
        # A row that was deleted in mid-run stays so, and keeps nothing.
        return replace(outcome, run=self._row) if self._runs.network_path(self._row).exists() else outcome

    def _fail(self, sentence: str) -> None:
        if self._runs is not None and self._row is not None:
            try:
                self._runs.fail(replace(self._row, changes=self.control.changes), sentence)
            except DigitpadError as error:
                self._warn(error)
        self.failed.emit(sentence)

    def _warn(self, error: DigitpadError) -> None:
        self.warned.emit(f"This run is not kept on disk: {error}")
