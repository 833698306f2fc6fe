"""Examine the network in use: which pictures, one of them before the network, and all of them in the background."""

from __future__ import annotations  # what jobs compute with is imported by them

import random
import threading
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from digitpad.translation import _
from digitpad.ui.evaluation.background_evaluation import BackgroundEvaluation
from digitpad.ui.evaluation.examination import Examination, Examined

if TYPE_CHECKING:
    from pathlib import Path

    from digitpad.data.catalogue import Catalogue
    from digitpad.evaluation.picture_sets import PictureChoice, PictureSet
    from digitpad.evaluation.share import Share
    from digitpad.model.network import Network
    from digitpad.ui.background.jobs import Jobs

    _Wanted = tuple[str, tuple[str, ...], PictureChoice | None]

class Examiner(QObject):
    """Asks the newest network about one picture at a time, and in the background about all of them.

    It does nothing until it is woken, and then reads the pictures in the background too.

    Signals:
        changed: anything that can be asked of it may be another now.
        evaluated: there is another `examination`, or none any more.
        picked: this picture, and its number from 0, was chosen to be put before the network.
    """

    changed = Signal()
    evaluated = Signal()
    picked = Signal(object, int)

    def __init__(self, catalogue: Catalogue, data_dir: Path, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._data_dir = data_dir
        self._jobs = jobs
        self._awake = False
        self._network: Network | None = None
        self._against: Network | None = None
        self._choice: PictureChoice | None = None
        self._wanted: _Wanted | None = None  # what was last looked for
        self._pictures: PictureSet | None = None
        self._number = 0
        self._evaluation = BackgroundEvaluation(jobs, self)
        self._evaluation.done.connect(self._has_evaluated)
        self._evaluation.failed.connect(partial(self._show_message, problem=True))
        self._evaluation.rested.connect(self._evaluate)
        self._searching = False
        self._cancelled = threading.Event()  # for a search in the present pictures
        self.notice = ""
        """One sentence about what is the case, or an empty text."""
        self.is_problem = False
        """Whether the notice is about something that did not work."""

    # What it knows

    @property
    def network(self) -> Network | None:
        """The network in use."""
        return self._network

    @property
    def against(self) -> Network | None:
        """The second network, if it has as many classes as the first, which may be another one by now."""
        first, second = self._network, self._against
        return second if first and second and first.spec.classes == second.spec.classes else None

    @property
    def pictures(self) -> PictureSet | None:
        """The set that is shown; None until it has been read."""
        return self._pictures

    @property
    def choice(self) -> PictureChoice | None:
        """Which pictures were chosen; None for those that go with the network."""
        return self._choice

    @property
    def examination(self) -> Examination | None:
        """What was found about all pictures; while a network is being trained it is a moment old."""
        return self._evaluation.found

    @property
    def accuracy(self) -> Share | None:
        """How many pictures the network gets right, once they were counted."""
        return None if self.examination is None else self.examination.first.accuracy

    @property
    def remark(self) -> str:
        """What has to be known to believe the figures, as sentences; mostly nothing."""
        if self._pictures is None or self._network is None:
            return ""
        return " ".join(self._pictures.remarks(self._network))

    def examined(self) -> Examined | None:
        """The present picture and the answer to it, which takes a fraction of a millisecond."""
        if self._pictures is None or self._network is None:
            return None
        pictures = self._pictures.pictures
        picture, label = pictures.images[self._number], int(pictures.labels[self._number])
        probabilities = self._network.probabilities(picture[None])[0]
        best = int(probabilities.argmax())
        return Examined(
            picture, self._number, self._pictures.class_names[label], self._network.info.class_names[best],
            float(probabilities[best]), best == label,
        )

    # What it is told

    def set_network(self, network: Network) -> None:
        """Examine another network, or the same at another moment of its training."""
        if self._network is not None and network.spec.classes != self._network.spec.classes:
            self._choice = None  # its pictures have other classes
        self._network = network
        if self._pictures is not None:
            self.notice, self.is_problem = "", False  # it was about the network before
        if self._awake:
            self._look()

    def set_against(self, network: Network | None) -> None:
        """Compare with this network as well, which has as many classes; None for none."""
        if network is not self._against:
            self._against = network
            self._cancel()
            self._evaluation.end_rest()  # somebody waits
            self._evaluate()
            self.changed.emit()

    def choose(self, choice: PictureChoice | None) -> None:
        """Take other pictures; None for those that go with the network."""
        self._choice = choice
        if self._awake and self._network is not None:
            self._look()

    def set_awake(self, awake: bool) -> None:
        """Somebody looks, or nobody does."""
        self._awake = awake
        if not awake:
            self._cancel()
        if not awake or self._network is None:
            return
        if self._pictures is not None and self._pictures.name != self._network.info.dataset:
            self._wanted = None  # the network's own dataset, or drawings of ours, may have come in the meantime
        self._look()

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self._awake = False
        self._wanted = None
        self._cancel()

    def step(self, step: int) -> None:
        """Go on by so many pictures, or back; after the last comes the first."""
        self.go_to(self._number + step)

    def jump(self) -> None:
        """Go to any other picture."""
        if self._pictures is not None:
            self.step(random.randrange(1, max(2, len(self._pictures))))

    def go_to(self, number: int) -> None:
        """Put the picture of this number before the network; after the last comes the first."""
        if self._pictures is None:
            return
        self._number = number % len(self._pictures)
        self._show_message("")
        if self._awake:
            self.picked.emit(self._pictures.pictures.images[self._number], self._number)

    def next_mistake(self) -> None:
        """Go to the next picture that the network gets wrong, once one is found."""
        pictures, network, after, found = self._pictures, self._network, self._number, self.examination
        if pictures is None or network is None or self._searching:
            return
        if found is not None and found.network is network:
            wrong = np.flatnonzero(np.roll(~found.first.right, -(after + 1)))
            self._found(network, after + 1 + int(wrong[0]) if len(wrong) else None)
            return
        from digitpad.evaluation.report import next_wrong

        cancelled = self._cancelled
        self._searching = True
        self._jobs.start(
            lambda: next_wrong(network, pictures.pictures, after, cancelled.is_set),
            partial(self._searched, cancelled, network),
            partial(self._cannot_search, cancelled),
        )

    def forget(self, name: str) -> None:
        """The dataset of that name is gone; another one may soon be called so."""
        if self._choice is not None and self._choice.dataset == name:
            self._choice = None
        if self._pictures is not None and self._pictures.name == name:
            self._wanted = None
            self._take(None)

    # Which pictures

    def _look(self) -> None:
        """Answer with the network as it is now, and find out whether it needs other pictures."""
        assert self._network is not None
        info = self._network.info
        wanted = (info.dataset, info.class_names, self._choice)
        if wanted != self._wanted:
            from digitpad.evaluation.picture_sets import read_pictures

            self._wanted = wanted
            if self._pictures is not None and len(self._pictures.class_names) != len(info.class_names):
                self._take(None)
            if self._pictures is None:
                self._show_message(_("Reading the pictures…"))
            work = partial(
                read_pictures, self._catalogue, self._data_dir, self._network, self._choice, self._pictures
            )
            self._jobs.start(work, partial(self._read_it, wanted), partial(self._cannot_read, wanted))
        self.changed.emit()
        self._evaluate()

    def _read_it(self, wanted: _Wanted, pictures: PictureSet) -> None:
        if wanted != self._wanted:
            return
        if pictures is not self._pictures:
            self._take(pictures)
            self.go_to(0)
        self._evaluate()

    def _cannot_read(self, wanted: _Wanted, sentence: str) -> None:
        if wanted == self._wanted:
            self._wanted = None  # looked for again when somebody looks again
            self._take(None)
            self._show_message(sentence, problem=True)

    def _take(self, pictures: PictureSet | None) -> None:
        self._cancel()
        self._pictures = pictures
        self._number = 0
        if self._evaluation.forget():
            self.evaluated.emit()

    def _cancel(self) -> None:
        self._cancelled.set()
        self._cancelled = threading.Event()
        self._searching = False
        self._evaluation.cancel()

    # Mistakes

    def _searched(self, cancelled: threading.Event, network: Network, number: int | None) -> None:
        if not cancelled.is_set():
            self._searching = False
            self._found(network, number)

    def _cannot_search(self, cancelled: threading.Event, sentence: str) -> None:
        if not cancelled.is_set():
            self._searching = False
            self._show_message(sentence, problem=True)

    def _found(self, network: Network, number: int | None) -> None:
        assert self._pictures is not None
        if number is None:
            self._show_message(
                _("The network gets all {count:,} pictures right.").format(count=len(self._pictures))
            )
            return
        self.go_to(number)
        examined = self.examined()
        if network is not self._network and examined is not None and examined.is_right:
            self.next_mistake()  # it has learnt this one in the meantime

    # All pictures

    def _evaluate(self) -> None:
        """Evaluate in the background, unless nobody looks or the pictures of this network are still being read."""
        pictures, network = self._pictures, self._network
        if (pictures is not None and network is not None and self._awake
                and network.spec.classes == len(pictures.class_names)):
            self._evaluation.begin(pictures, network, self.against)

    def _has_evaluated(self) -> None:
        self.evaluated.emit()
        self.changed.emit()

    def _show_message(self, sentence: str, *, problem: bool = False) -> None:
        self.notice, self.is_problem = sentence, problem
        self.changed.emit()
