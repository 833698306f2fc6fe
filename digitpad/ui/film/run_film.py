"""The film of a run that was trained before."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from digitpad.errors import DigitpadError
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.film.film_panel import FilmPanel

if TYPE_CHECKING:
    from digitpad.model.network import Network
    from digitpad.training.film import Film
    from digitpad.training.run import Run
    from digitpad.training.runs import Runs
    from digitpad.ui.workbench import Workbench


class _Reel(NamedTuple):
    run: Run
    film: Film | None
    network: Network | None


class RunFilm(FilmPanel):
    """Reads the film of the run that is asked for; nothing is shown while a run is under way, which has its own.

    Args:
        workbench: whose runs they are.
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench, "runFilm")
        self._workbench = workbench
        self._run: Run | None = None  # whose film is shown or being read
        self._reel: LatestJob[_Reel] = LatestJob(workbench.jobs, self._show, parent=self)
        self.newest_wanted.connect(self._use_newest)

    def show_run(self, run: Run | None) -> None:
        """Show the film of another run; None for none."""
        if self._workbench.is_training:
            run = None
        if run == self._run:
            return
        self._run = run
        self._reel.drop()
        self.show_film(None, None, "")
        if run is not None:
            self._reel.ask(partial(_read, self._workbench.runs, run))

    def stop(self) -> None:
        """Give up what is read, too."""
        super().stop()
        self._reel.drop()

    def _show(self, reel: _Reel) -> None:
        self.show_film(reel.film, reel.network, reel.run.title)

    def _use_newest(self) -> None:
        if self._run is not None and self._newest is not None:
            self._networks.taken_from_run(self._newest, self._run.title, self._run.name)


def _read(runs: Runs, run: Run) -> _Reel:
    from digitpad.model.keras_file import read_network

    film = runs.read_film(run)
    try:
        network = read_network(runs.network_path(run)) if film is not None else None
    except DigitpadError:  # a run that was cut off or failed has a film all the same
        network = None
    return _Reel(run, film, network)
