"""A run with everything that it reported, whether two ended alike, and one that stands still."""

import threading
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from digitpad.data.digits import Dataset
from digitpad.model.network import Network
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.run_controls import RunControl


def train(trainer: ModuleType, plan: TrainingPlan, dataset: Dataset, **more: Any) -> tuple[Outcome, list[Progress]]:
    """Gives the outcome and everything that was reported."""
    reports: list[Progress] = []
    return trainer.train(plan, dataset, reports.append, **more), reports


def same(first: Network, second: Network) -> bool:
    """Whether all weights are, bit for bit."""
    return all(np.array_equal(one, other) for one, other in zip(first.weights, second.weights, strict=True))


class Standstill:
    """The real trainer, but it stands still in one phase until somebody stops it.

    Attributes:
        reached: set as soon as it stands there.
    """

    def __init__(self, phase: Phase, monkeypatch: pytest.MonkeyPatch) -> None:
        from digitpad.training import runtime, trainer, worker

        self._phase = phase
        self._train = trainer.train
        self._load_tensorflow = runtime.load_tensorflow
        self.reached = threading.Event()
        monkeypatch.setattr(trainer, "train", self.train)
        monkeypatch.setattr(worker, "load_tensorflow", self.load_tensorflow)

    def load_tensorflow(self, before_import: Callable[[], None]) -> None:
        """Always tells of the import, also when TensorFlow is there."""
        before_import()
        if self._phase is Phase.IMPORTING:
            self.reached.set()
            time.sleep(0.2)  # nobody hears in an import that they are to stop
        self._load_tensorflow()

    def train(
        self,
        plan: TrainingPlan,
        dataset: Dataset,
        report: Callable[[Progress], None],
        control: RunControl,
        **more: object,
    ) -> Outcome:
        def report_and_stand(progress: Progress) -> None:
            report(progress)
            if progress.phase is self._phase:
                self.reached.set()
                while not control.is_stopped():
                    time.sleep(0.005)

        return self._train(plan, dataset, report_and_stand, control, **more)  # type: ignore[arg-type] # of several types


class StopAt:
    """Stops a run as soon as a report fits.

    Attributes:
        after: how many reports came after that.
    """

    def __init__(self, plan: TrainingPlan, fits: Callable[[Progress], bool]) -> None:
        self.control = RunControl(plan)
        self.fits = fits
        self.after = 0

    def report(self, progress: Progress) -> None:
        """For the trainer."""
        self.after += self.control.is_stopped()
        if self.fits(progress):
            self.control.stop()
