"""What the window and its pages share: settings, lock, networks, recognizer, samples, datasets, runs, session."""

from __future__ import annotations  # what is made late is named in signatures

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.ui.answer.recognizer import Recognizer
from digitpad.ui.background.jobs import CLOSE_MILLISECONDS, Jobs
from digitpad.ui.last_folder import LastFolder
from digitpad.ui.lesson_locking import LessonLocking
from digitpad.ui.networks.session_networks import SessionNetworks
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from digitpad.data.catalogue import Catalogue
    from digitpad.model.network import Network
    from digitpad.training.progress import Outcome
    from digitpad.training.runs import Runs
    from digitpad.ui.training.training_session import TrainingSession


class Workbench(QObject):
    """Makes each of them once; what only the pages need is made when it is first asked for, after the first paint.

    Args:
        data_dir: the user's data folder.
        network: the network to begin with.
        title: what people call it.

    Attributes:
        in_training: the network in training as it was last; None before, and when the run is over.

    Signals:
        network_changed: another `Network` answers: one that was chosen, or the one in training as it is now.
    """

    network_changed = Signal(object)

    def __init__(self, data_dir: Path, network: Network, title: str) -> None:
        super().__init__()
        self.data_dir = data_dir
        self.settings = Settings(data_dir)
        self.locking = LessonLocking(self)
        self.jobs = Jobs(self)
        self.networks = SessionNetworks(network, title, self)
        self.recognizer = Recognizer(network, self)
        self.samples = SampleStore(data_dir, self)
        self.last_folder = LastFolder(self.settings, self)
        self.film_jobs = Jobs(self)  # a slider waits for nobody's file
        self.in_training: Network | None = None
        self.networks.changed.connect(self._use_chosen)
        if self.settings.lesson[0]:
            self.locking.wait()
        self.locking.changed.connect(lambda: self.settings.fix_margin(self.locking.fixed_lead))

    @cached_property
    def catalogue(self) -> Catalogue:
        """The datasets."""
        from digitpad.samples.own_datasets import full_catalogue

        return full_catalogue(self.data_dir)

    @cached_property
    def runs(self) -> Runs:
        """What was trained before."""
        from digitpad.training.runs import Runs

        return Runs(self.data_dir / "runs")

    @cached_property
    def session(self) -> TrainingSession:
        """What trains."""
        from digitpad.ui.training.training_session import TrainingSession

        session = TrainingSession(self.catalogue, self.runs, self)
        session.refuses = self.locking.why_not_plan
        session.started.connect(self._begin_run)
        session.snapshot.connect(self._use_snapshot)
        session.ended.connect(self._keep_trained)
        session.tested.connect(lambda outcome: self.networks.tested(outcome.network))
        session.gave_up.connect(self._use_chosen)
        return session

    @property
    def is_training(self) -> bool:
        """Whether a run is under way."""
        return "session" in vars(self) and self.session.is_running

    def _use(self, network: Network) -> None:
        self.recognizer.set_network(network)
        self.network_changed.emit(network)

    def _begin_run(self, *__: object) -> None:
        self.in_training = None
        self.networks.keep_moment()

    def _use_snapshot(self, network: Network) -> None:
        self.in_training = network
        if not self.networks.shows_moment:
            self._use(network)

    def _use_chosen(self, *__: object) -> None:
        if not self.is_training:
            self.in_training = None
        if not self.is_training or self.networks.shows_moment:
            self._use(self.networks.current.network)
        elif self.in_training is not None:
            self._use(self.in_training)

    def _keep_trained(self, outcome: Outcome) -> None:
        self.networks.trained(outcome.network, outcome.run)

    def remove_parts(self) -> None:
        """Remove what a crash left half written among runs and datasets, in the background."""
        from digitpad.system.files import remove_parts

        for folder in ("runs", "datasets"):
            self.jobs.start(partial(remove_parts, self.data_dir / folder), lambda __: None, lambda __: None)

    def close(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Finish what is being read and written; whether that came about in time."""
        return all([
            self.jobs.close(milliseconds), self.film_jobs.close(milliseconds), self.samples.close(milliseconds),
            self.last_folder.close(),
        ])
