"""Evaluate a network on all pictures in the background, and rest after each time."""

from __future__ import annotations  # pictures and networks are named in signatures

import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.ui.evaluation.examination import Examination, examine

if TYPE_CHECKING:
    from digitpad.evaluation.picture_sets import PictureSet
    from digitpad.model.network import Network
    from digitpad.ui.background.jobs import Jobs

_REST_SECONDS = 1.0
_REST_FACTOR = 4.0
"""After an evaluation the next one waits so long, or so many times as long as it took: a network in training changes
many times a second, and training needs the machine."""


class BackgroundEvaluation(QObject):
    """One at a time.

    Attributes:
        found: what came of the last one; None before.

    Signals:
        done: there is another `found`.
        failed: it gave up, for the reason in this sentence.
        rested: the next one may begin.
    """

    done = Signal()
    failed = Signal(str)
    rested = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Examination | None = None
        self._jobs = jobs
        self._is_running = False
        self._cancelled = threading.Event()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.rested)

    def begin(self, pictures: PictureSet, network: Network, against: Network | None) -> None:
        """Evaluate, unless that is done, under way, or was done a moment ago.

        Args:
            pictures: all of them.
            network: has as many classes.
            against: a second network, to be compared with it.
        """
        if self._is_running or self._rest.isActive():
            return
        if self.found is not None and self.found.network is network and self.found.against is against:
            return
        cancelled, began = self._cancelled, time.monotonic()
        self._is_running = True
        self._jobs.start(
            partial(examine, pictures, network, against, self.found, cancelled),
            partial(self._finish, cancelled, began),
            partial(self._give_up, cancelled),
        )

    def cancel(self) -> None:
        """Give up what is under way."""
        self._cancelled.set()
        self._cancelled = threading.Event()
        self._is_running = False

    def end_rest(self) -> None:
        """Somebody waits for the next one."""
        self._rest.stop()

    def forget(self) -> bool:
        """There are other pictures; whether anything was known about those before."""
        self.cancel()
        self.end_rest()
        before, self.found = self.found, None
        return before is not None

    def _finish(self, cancelled: threading.Event, began: float, found: Examination) -> None:
        if not cancelled.is_set():
            self._is_running = False
            self.found = found
            self._rest.start(round(1000 * max(_REST_SECONDS, _REST_FACTOR * (time.monotonic() - began))))
            self.done.emit()

    def _give_up(self, cancelled: threading.Event, sentence: str) -> None:
        if not cancelled.is_set():
            self._is_running = False
            self.failed.emit(sentence)
