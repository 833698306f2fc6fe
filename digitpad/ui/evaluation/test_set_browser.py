"""Step through a dataset's test pictures with the network in use: dataset, picture, mistakes, counts."""

import random
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.data.catalogue import Catalogue
from digitpad.errors import DigitpadError
from digitpad.ink.raster import Picture
from digitpad.model.network import Network
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset

_REST_SECONDS = 1.0
_REST_FACTOR = 4.0
"""After a count of mistakes the next one waits so long, or so many times as long as the count took: a network in
training changes many times a second, and training needs the machine."""

_Wanted = tuple[str, tuple[str, ...]]
"""What decides on the dataset that a network is examined on: the name of its own, and its classes."""


@dataclass(frozen=True)
class Examined:
    """A picture and what the network as it is now takes it for.

    Attributes:
        picture: (28, 28) uint8.
        number: its place in the test part, from 0.
        truth: the name of its class.
        answer: the name of the class that the network finds most probable.
        probability: how probable that is to the network.
        is_right: whether the two are the same class.
    """

    picture: Picture
    number: int
    truth: str
    answer: str
    probability: float
    is_right: bool


class TestSetBrowser(QObject):
    """Asks the newest network about one picture at a time, and in the background about all of them.

    It does nothing until it is woken, and then reads the pictures in the background too.

    Signals:
        changed: anything that can be asked of it may be another now.
        picked: this picture, and its number from 0, was chosen to be put before the network.
    """

    changed = Signal()
    picked = Signal(object, int)

    def __init__(self, catalogue: Catalogue, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._jobs = jobs
        self._awake = False
        self._network: Network | None = None
        self._wanted: _Wanted | None = None  # what was last looked for
        self._dataset: Dataset | None = None
        self._number = 0
        self._counted: tuple[Network, npt.NDArray[np.bool_]] | None = None  # which pictures it gets wrong
        self._counting = False
        self._searching = False
        self._cancelled = threading.Event()  # for all jobs about the present dataset
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._count)
        self.notice = ""
        """One sentence about what is the case, or an empty text."""
        self.is_problem = False
        """Whether the notice is about something that did not work."""

    # What it knows

    @property
    def dataset(self) -> "Dataset | None":
        """Whose test part is shown; None until it has been read."""
        return self._dataset

    @property
    def accuracy(self) -> float | None:
        """The share of the test part that the network gets right, once it was counted.

        While a network is being trained it is a moment old.
        """
        return None if self._counted is None else 1 - float(self._counted[1].mean())

    @property
    def remark(self) -> str:
        """What has to be known to believe the figures, as a sentence; mostly nothing."""
        if self._dataset is None or self._network is None:
            return ""
        info = self._network.info
        if info.class_names != self._dataset.class_names:
            return _("Its classes have other names than the network's, so they are compared by their order.")
        return ""

    def examined(self) -> Examined | None:
        """The present picture and the answer to it, which takes a fraction of a millisecond."""
        if self._dataset is None or self._network is None:
            return None
        picture, label = self._dataset.test.images[self._number], int(self._dataset.test.labels[self._number])
        probabilities = self._network.probabilities(picture[None])[0]
        best = int(probabilities.argmax())
        return Examined(
            picture, self._number, self._dataset.class_names[label], self._network.info.class_names[best],
            float(probabilities[best]), best == label,
        )

    # What it is told

    def set_network(self, network: Network) -> None:
        """Examine another network, or the same at another moment of its training."""
        self._network = network
        if self._dataset is not None:
            self.notice, self.is_problem = "", False  # it was about the network before
        if self._awake:
            self._look()

    def set_awake(self, awake: bool) -> None:
        """Somebody looks, or nobody does."""
        self._awake = awake
        if not awake or self._network is None:
            return
        if self._dataset is not None and self._dataset.name != self._network.info.dataset:
            self._wanted = None  # the network's own dataset may have come in the meantime
        self._look()

    def stop(self) -> None:
        """Give up what is done in the background, for closing the window."""
        self._awake = False
        self._wanted = None
        self._cancelled.set()

    def step(self, step: int) -> None:
        """Go on by so many pictures, or back; after the last comes the first."""
        self._go_to(self._number + step)

    def jump(self) -> None:
        """Go to any other picture."""
        if self._dataset is not None:
            self.step(random.randrange(1, max(2, len(self._dataset.test))))

    def next_mistake(self) -> None:
        """Go to the next picture that the network gets wrong, once one is found."""
        dataset, network, after = self._dataset, self._network, self._number
        if dataset is None or network is None or self._searching:
            return
        if self._counted is not None and self._counted[0] is network:
            wrong = np.flatnonzero(np.roll(self._counted[1], -(after + 1)))
            self._found(network, after + 1 + int(wrong[0]) if len(wrong) else None)
            return
        from digitpad.evaluation.report import next_wrong

        cancelled = self._cancelled
        self._searching = True
        self._jobs.start(
            lambda: next_wrong(network, dataset.test, after, cancelled.is_set),
            partial(self._searched, cancelled, network),
            partial(self._gave_up, cancelled),
        )

    # Which dataset

    def _look(self) -> None:
        """Answer with the network as it is now, and find out whether it needs another dataset."""
        assert self._network is not None
        info = self._network.info
        wanted = (info.dataset, info.class_names)
        if wanted != self._wanted:
            self._wanted = wanted
            if self._dataset is not None and len(self._dataset.class_names) != len(info.class_names):
                self._take(None)
            if self._dataset is None:
                self._show_message(_("Reading the pictures…"))
            self._jobs.start(
                partial(_read, self._catalogue, wanted, self._dataset),
                partial(self._read_it, wanted),
                partial(self._cannot_read, wanted),
            )
        self.changed.emit()
        self._count()

    def _read_it(self, wanted: _Wanted, dataset: "Dataset") -> None:
        if wanted != self._wanted:
            return
        if dataset is not self._dataset:
            self._take(dataset)
            self._go_to(0)
        self._count()

    def _cannot_read(self, wanted: _Wanted, sentence: str) -> None:
        if wanted == self._wanted:
            self._wanted = None  # looked for again when somebody looks again
            self._take(None)
            self._show_message(sentence, problem=True)

    def forget(self, name: str) -> None:
        """The dataset of that name is gone; another one may soon be called so."""
        if self._dataset is not None and self._dataset.name == name:
            self._wanted = None
            self._take(None)

    def _take(self, dataset: "Dataset | None") -> None:
        self._cancelled.set()
        self._cancelled = threading.Event()
        self._counting = self._searching = False
        self._counted = None
        self._dataset = dataset
        self._number = 0

    # Which picture

    def _go_to(self, number: int) -> None:
        if self._dataset is None:
            return
        self._number = number % len(self._dataset.test)
        self._show_message("")
        if self._awake:
            self.picked.emit(self._dataset.test.images[self._number], self._number)

    def _searched(self, cancelled: threading.Event, network: Network, number: int | None) -> None:
        if not cancelled.is_set():
            self._searching = False
            self._found(network, number)

    def _found(self, network: Network, number: int | None) -> None:
        assert self._dataset is not None
        if number is None:
            self._show_message(
                _("The network gets all {count:,} pictures right.").format(count=len(self._dataset.test))
            )
            return
        self._go_to(number)
        examined = self.examined()
        if network is not self._network and examined is not None and examined.is_right:
            self.next_mistake()  # it has learnt this one in the meantime

    # How many are right

    def _count(self) -> None:
        """Count in the background, unless that is done, under way, or was done a moment ago."""
        dataset, network = self._dataset, self._network
        if dataset is None or network is None or not self._awake or self._counting or self._rest.isActive():
            return
        if self._counted is not None and self._counted[0] is network:
            return
        if network.spec.classes != len(dataset.class_names):
            return  # its own dataset is being read
        from digitpad.evaluation.report import which_are_wrong

        cancelled, began = self._cancelled, time.monotonic()
        self._counting = True
        self._jobs.start(
            lambda: which_are_wrong(network, dataset.test, cancelled.is_set),
            partial(self._has_counted, cancelled, network, began),
            partial(self._gave_up, cancelled),
        )

    def _has_counted(
        self, cancelled: threading.Event, network: Network, began: float, wrong: npt.NDArray[np.bool_]
    ) -> None:
        if not cancelled.is_set():
            self._counting = False
            self._counted = (network, wrong)
            rest = max(_REST_SECONDS, _REST_FACTOR * (time.monotonic() - began))
            self._rest.start(round(1000 * rest))
            self.changed.emit()

    def _gave_up(self, cancelled: threading.Event, sentence: str) -> None:
        if not cancelled.is_set():
            self._counting = self._searching = False
            self._show_message(sentence, problem=True)

    def _show_message(self, sentence: str, *, problem: bool = False) -> None:
        self.notice, self.is_problem = sentence, problem
        self.changed.emit()


def _read(catalogue: Catalogue, wanted: _Wanted, present: "Dataset | None") -> "Dataset":
    """The dataset to examine a network on; the present one if that is it.

    Raises:
        DigitpadError: there is none with as many classes, it cannot be read, or it has no test pictures.
    """
    name = catalogue.closest(*wanted)
    if name is None:
        raise DigitpadError(
            N_("No dataset with {count} classes is on this computer; get one on the page Train."), count=len(wanted[1])
        )
    if present is not None and present.name == name:
        return present
    dataset = catalogue.load(name)
    if not len(dataset.test):
        raise DigitpadError(N_("{title}: there are no test pictures."), title=dataset.title)
    return dataset
