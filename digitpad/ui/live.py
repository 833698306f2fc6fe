"""From ink to bars while the line is growing, and from a fast worker to a calm page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.ink.raster import Picture, rasterize
from digitpad.ink.stroke import Ink
from digitpad.model.answer import DEFAULT_LEAD, NOTHING_DRAWN, Answer, decide
from digitpad.model.network import Network

T = TypeVar("T")


@dataclass(frozen=True)
class Recognition:
    """What the network makes of the drawing: the picture it received, its probabilities (None if empty), the answer."""

    picture: Picture
    probabilities: npt.NDArray[np.float32] | None
    answer: Answer


class Recognizer(QObject):
    """Answers the newest drawing with the newest network.

    However many points or networks arrive between two turns of the event loop, one answer is computed: nothing can
    pile up behind a fast hand.

    Signals:
        recognized: a `Recognition`.
    """

    recognized = Signal(object)

    def __init__(self, network: Network, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._network = network
        self._ink = Ink()
        self._given = False  # whether the picture was set, not drawn
        self._picture: Picture | None = None  # of the present ink; None when it must be made again
        self._lead = DEFAULT_LEAD
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._answer)
        self._followed: Recognizer | None = None

    @property
    def network(self) -> Network:
        """The network that answers."""
        return self._network

    def set_ink(self, ink: Ink) -> None:
        """Answer another drawing."""
        self._ink = ink
        self._given = False
        self._picture = None
        self._due.start()

    def set_picture(self, picture: Picture) -> None:
        """Answer a picture that nobody drew, until the drawing changes."""
        self._given = True
        self._picture = picture
        self._due.start()

    def set_network(self, network: Network) -> None:
        """Answer with another network."""
        self._network = network
        self._answer_again()

    def set_lead(self, lead: float) -> None:
        """How far the best class must be ahead of the second, 0..1."""
        self._lead = lead
        self._answer_again()

    def follow(self, other: "Recognizer | None") -> None:
        """Answer from now on what another recognizer answers, in the same turn of the event loop; None ends it."""
        if other is self._followed:
            return
        if self._followed is not None:
            self._followed.recognized.disconnect(self._answer_too)
        self._followed = other
        if other is not None:
            self._due.stop()
            other.recognized.connect(self._answer_too)
            self._answer_again()

    def _answer_again(self) -> None:
        (self._followed or self)._due.start()

    def _answer(self) -> None:
        if self._picture is None:
            self._picture = rasterize(self._ink)
        self._give(self._picture, drawn=bool(self._ink) or self._given)

    def _answer_too(self, recognition: Recognition) -> None:
        self._give(recognition.picture, drawn=recognition.probabilities is not None)

    def _give(self, picture: Picture, *, drawn: bool) -> None:
        if not drawn:
            self.recognized.emit(Recognition(picture, None, NOTHING_DRAWN))
            return
        probabilities = self._network.probabilities(picture[None])[0]
        answer = decide(probabilities, self._network.info.class_names, self._lead)
        self.recognized.emit(Recognition(picture, probabilities, answer))


class Latest(QObject, Generic[T]):
    """Passes values on at most every `interval` milliseconds; of those in between, the latest wins.

    The first value of a burst passes at once, and the last one always arrives.
    """

    def __init__(self, deliver: Callable[[T], None], interval: int = 33, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deliver = deliver
        self._waiting: T | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(interval)
        self._pause.timeout.connect(self.flush)

    def offer(self, value: T) -> None:
        """Deliver this value now or soon, unless a later one takes its place."""
        self._waiting = value
        if not self._pause.isActive():
            self.flush()

    def flush(self) -> None:
        """Deliver what is waiting, if anything."""
        value, self._waiting = self._waiting, None
        if value is not None:
            self._pause.start()
            self._deliver(value)

    def drop(self) -> None:
        """Forget what is waiting."""
        self._waiting = None
