"""The thread that a training run lives in. It translates between the trainer's calls and Qt's signals, no more."""

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from digitpad.errors import DigitpadError
from digitpad.training.plan import Outcome, Phase, Progress, TrainingPlan
from digitpad.training.runtime import load_tensorflow

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset

_log = logging.getLogger(__name__)

_one_run_at_a_time = threading.Lock()
"""Keras' seeds are the process's. A run that was abandoned while it compiled may end a moment after the next began."""

_STACK_BYTES = 16 * 2**20
"""Compilers recurse deeply; the default of a second thread on macOS is half a megabyte."""


class TrainingWorker(QThread):
    """Runs one plan.

    Args:
        plan: what to train.
        load_dataset: reads the pictures; called in the thread.

    Signals:
        progressed: a `Progress`, some twenty times a second.
        succeeded: the `Outcome`, of a run that ended or was stopped.
        failed: one sentence for people.
        abandoned: the run was stopped before there was a network.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(str)
    abandoned = Signal()

    def __init__(
        self, plan: TrainingPlan, load_dataset: Callable[[], "Dataset"], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._plan = plan
        self._load_dataset = load_dataset
        self._stop = threading.Event()
        self.setStackSize(_STACK_BYTES)

    @property
    def plan(self) -> TrainingPlan:
        """What is being trained."""
        return self._plan

    def stop(self) -> None:
        """Ask the run to end; returns at once."""
        self._stop.set()

    def run(self) -> None:
        """The thread's work; Qt calls this."""
        try:
            outcome = self._train()
        except DigitpadError as error:
            self.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 - the window must live on whatever happens in here
            _log.exception("a training run failed")
            self.failed.emit(f"Training stopped because of an error inside Digitpad ({type(error).__name__}: {error}).")
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
            if self._stop.is_set():
                return None
            return train(self._plan, dataset, self.progressed.emit, self._stop.is_set)
