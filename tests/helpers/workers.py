"""Who listens to a worker, and who meddles."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QThread

from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.worker import TrainingWorker


class Listener:
    """Everything that a worker says, in order, and in which thread it arrived; a test that follows a stop beside it."""

    def __init__(self, worker: TrainingWorker) -> None:
        self.said: list[tuple[str, Outcome | str | None]] = []
        self.progress: list[Progress] = []
        self.threads: set[QThread] = set()
        self.tested: list[Outcome] = []
        worker.tested.connect(self.tested.append)
        worker.progressed.connect(self._progressed)
        worker.succeeded.connect(lambda outcome: self._said("succeeded", outcome))
        worker.failed.connect(lambda sentence: self._said("failed", sentence))
        worker.abandoned.connect(lambda: self._said("abandoned", None))

    def _progressed(self, progress: Progress) -> None:
        self.progress.append(progress)
        self._said("progressed", None)

    def _said(self, what: str, value: Outcome | str | None) -> None:
        self.threads.add(QThread.currentThread())
        self.said.append((what, value))

    @property
    def end(self) -> tuple[str, Any]:
        """The one signal that ended the run."""
        ends = [each for each in self.said if each[0] != "progressed"]
        assert len(ends) == 1
        assert ends[0] == self.said[-1]
        return ends[0]


class Hand:
    """Does something with a worker, in its own thread, each time it says that it is in a phase.

    Attributes:
        found: what came of it each time.
    """

    def __init__(self, worker: TrainingWorker, at: Mapping[Phase, Callable[[TrainingWorker], Any]]) -> None:
        self._worker = worker
        self._at = at
        self.found: list[Any] = []
        worker.progressed.connect(self.told, Qt.ConnectionType.DirectConnection)

    def told(self, progress: Progress) -> None:
        if progress.phase in self._at:
            self.found.append(self._at[progress.phase](self._worker))
