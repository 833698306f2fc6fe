"""Look at a run after every epoch for what its figures say about its settings; a service without a widget."""

from __future__ import annotations  # what jobs compute with is imported by them

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.training.hints.evidence import Evidence
from digitpad.training.live_changes import Change, values_after
from digitpad.ui.background.latest_job import LatestJob

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.training.epoch import Epoch
    from digitpad.training.hints.hint import Hint
    from digitpad.training.hints.neurons import RunSample
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.progress import Outcome, Progress
    from digitpad.ui.workbench import Workbench

_REST_MS = 2000
"""Between two looks at one run: its epochs may take a tenth of a second, and training needs the machine."""


class HintWatch(QObject):
    """Nothing is computed in the window's thread, and nothing at all while nobody looks.

    A run that fine-tunes a network has no plan of the page, and gets no hints.

    Signals:
        found: the hints of the run as it is now, the most important first (a tuple of `Hint`); none when another began.
    """

    found = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = workbench.session
        self._job: LatestJob[tuple[Hint, ...]] = LatestJob(workbench.jobs, self.found.emit, parent=self)
        self._awake = False
        self._plan: TrainingPlan | None = None
        self._evidence: Evidence | None = None
        self._network: Network | None = None
        self._sample: RunSample | None = None
        self._has_news = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._look)
        session = self._session
        session.started.connect(self._begin)
        session.snapshot.connect(self._keep)
        session.progressed.connect(self._progress)
        session.ended.connect(self._end)
        session.gave_up.connect(self._give_up)

    def set_awake(self, awake: bool) -> None:
        """Somebody looks, or nobody does."""
        self._awake = awake
        if not awake:
            self._has_news = self._has_news or self._job.busy
            self._job.drop()
        self._look()

    def _begin(self, plan: TrainingPlan) -> None:
        self._job.drop()
        self._plan = None if self._session.is_fine_tuning else plan
        self._evidence = self._network = self._sample = None
        self._has_news = False
        self._rest.stop()
        self.found.emit(())

    def _keep(self, network: Network) -> None:
        self._network = network

    def _progress(self, progress: Progress) -> None:
        self._sample = self._sample or self._session.sample
        if not progress.batches:
            return
        control = self._session.control
        before = 0 if self._evidence is None else self._evidence.epochs
        self._take(progress.history, control.changes if control is not None else (), progress.batches)
        if len(progress.history) > before:
            self._has_news = True
            self._look()

    def _end(self, outcome: Outcome) -> None:
        self._network = outcome.network
        if self._evidence is not None and outcome.history:
            self._take(outcome.history, outcome.changes, self._evidence.batches)
            self._evidence = replace(self._evidence, is_finished=not outcome.stopped)
            self._has_news = True
            self._look()

    def _give_up(self, __: str) -> None:
        if self._evidence is not None and self._session.flew_off:
            self._evidence = replace(self._evidence, flew_off=True)
            self._has_news = True
            self._look()

    def _take(self, history: tuple[Epoch, ...], changes: tuple[Change, ...], batches: int) -> None:
        if self._plan is not None and self._sample is not None:
            plan = self._plan.replace(**values_after(self._plan, changes))
            self._evidence = Evidence(plan, history, self._sample.classes, batches)

    def _look(self) -> None:
        is_resting = self._rest.isActive() and self._session.is_running  # a run that is over is looked at at once
        if self._awake and self._has_news and self._evidence is not None and not is_resting:
            self._has_news = False
            self._rest.start()
            self._job.ask(partial(_find, self._evidence, self._network, self._sample))


def _find(evidence: Evidence, network: Network | None, sample: RunSample | None) -> tuple[Hint, ...]:
    from digitpad.training.hints.finding import find_hints
    from digitpad.training.hints.neurons import look

    if network is not None and sample is not None and not evidence.flew_off:
        evidence = replace(evidence, layers=look(network, sample))
    return find_hints(evidence)
