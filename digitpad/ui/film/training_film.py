"""The film of the run under way, or of the last one."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from digitpad.translation import _
from digitpad.ui.film.film_panel import FilmPanel

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.training.progress import Outcome, Progress
    from digitpad.ui.workbench import Workbench


class TrainingFilm(FilmPanel):
    """Follows the training session; what comes after the film is the network in training, and then the trained one.

    Args:
        workbench: whose session trains.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._outcome: Outcome | None = None
        session = workbench.session
        session.started.connect(self._begin)
        session.progressed.connect(self._grow)
        session.snapshot.connect(self._renew)
        session.ended.connect(self._end)
        session.tested.connect(self._know_test)
        session.gave_up.connect(self._give_up)
        self.newest_wanted.connect(self._use_newest)

    def _begin(self, *__: object) -> None:
        self._outcome = None
        self.show_film(None, None, "")

    def _grow(self, progress: Progress) -> None:
        self.show_film(progress.film, self._workbench.in_training, _("In training"))

    def _renew(self, network: Network) -> None:
        self.show_film(self._workbench.session.progress.film, network, _("In training"))

    def _end(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.show_film(outcome.film, outcome.network, self._workbench.networks.current.title)

    def _know_test(self, outcome: Outcome) -> None:
        """The network of a stopped run was tested; the film may be another run's by now."""
        before = self._outcome
        if before is not None and before.network.has_weights_of(outcome.network):
            self._outcome = outcome
            self.show_film(self._film, outcome.network, self._title)

    def _give_up(self, *__: object) -> None:
        self._begin()
        self._workbench.networks.end_moment()

    def _use_newest(self) -> None:
        networks, outcome = self._workbench.networks, self._outcome
        if outcome is None:
            networks.end_moment()
            return
        entry = next((each for each in networks.entries if each.network is outcome.network), None)
        if entry is not None:
            networks.select(entry)
        elif outcome.run is not None:  # so many were used since that it left the list
            networks.taken_from_run(outcome.network, outcome.run.title, outcome.run.name)
