"""The networks of a film's moments, made in the background, those beside the one in use before somebody asks."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.model.network import Network
from digitpad.training.film import Film, Frame
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.background.latest_job import LatestJob

_CALM = 60
"""Milliseconds after a moment before its neighbours are made: first its network answers and is looked into."""

MOST_AHEAD = 1_500_000
"""A network of more numbers is made when it is asked for, not before: three of these have 18 MB."""


class DecodedMoment(NamedTuple):
    """A moment and its network."""

    frame: Frame
    network: Network


class DecodedMoments(QObject):
    """Of the moments that are asked for, the latest wins.

    Args:
        jobs: where networks are made.
        parent: with it, answers end.

    Signals:
        ready: the `DecodedMoment` that was asked for; at once where it is known.
    """

    ready = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[Frame, Network] = {}
        self._film: Film | None = None
        self._beside: tuple[Frame, ...] = ()
        self._wanted: LatestJob[DecodedMoment] = LatestJob(jobs, self._have, parent=self)
        self._ahead: LatestJob[list[DecodedMoment]] = LatestJob(jobs, self._keep, parent=self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self._look_ahead)

    @property
    def busy(self) -> bool:
        """Whether a moment that was asked for is still to come."""
        return self._wanted.busy

    def ask(self, film: Film, frame: Frame, beside: Sequence[Frame | None]) -> None:
        """Tell the network of a moment.

        Args:
            film: whose.
            frame: which.
            beside: what may be asked for next.
        """
        self.drop()
        self._film, self._beside = film, tuple(each for each in beside if each is not None)
        if frame in self._known:
            self._have(DecodedMoment(frame, self._known[frame]))
        else:
            self._wanted.ask(partial(_decoded, film, frame))

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._calm.stop()
        for job in (self._wanted, self._ahead):
            job.drop()

    def forget(self) -> None:
        """Another film begins: what is known of this one takes memory."""
        self.drop()
        self._known, self._film, self._beside = {}, None, ()

    def _have(self, moment: DecodedMoment) -> None:
        self._known = {each: self._known[each] for each in self._beside if each in self._known}
        self._known[moment.frame] = moment.network
        self._calm.start()
        self.ready.emit(moment)

    def _look_ahead(self) -> None:
        film, missing = self._film, [each for each in self._beside if each not in self._known]
        if film is not None and missing and film.spec.parameter_count <= MOST_AHEAD:
            self._ahead.ask(lambda: [_decoded(film, frame) for frame in missing])

    def _keep(self, moments: list[DecodedMoment]) -> None:
        self._known |= dict(moments)


def _decoded(film: Film, frame: Frame) -> DecodedMoment:
    return DecodedMoment(frame, film.network(frame))
