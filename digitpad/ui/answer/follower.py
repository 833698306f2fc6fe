"""What the bars are about, for a page that looks at it while somebody looks at the page."""

from typing import Any, NamedTuple

import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from digitpad.ink.raster import Picture
from digitpad.ink.stroke import Ink
from digitpad.model.network import Array, Network
from digitpad.ui.answer.recognizer import Recognition, Recognizer
from digitpad.ui.background.throttle import Latest


class Sight(NamedTuple):
    """A network and the picture that it has just answered.

    Attributes:
        network: what answered.
        picture: (28, 28) uint8.
        probabilities: (classes,), or None where there is nothing to answer.
        ink: the strokes of the picture; none where nobody drew it.
        others: the strokes of other digits of the same drawing.
    """

    network: Network
    picture: Picture
    probabilities: Array | None
    ink: Ink
    others: Ink

    @property
    def names(self) -> tuple[str, ...]:
        """What the network's classes are called."""
        return self.network.info.class_names

    @property
    def ranking(self) -> tuple[int, ...]:
        """The classes, the most probable first; none without an answer."""
        if self.probabilities is None:
            return ()
        order: npt.NDArray[Any] = (-self.probabilities).argsort(kind="stable")
        return tuple(order.tolist())


class Follower(QObject):
    """Tells of every other answer of the recognizer, at most 30 times a second, and of nothing while it is asleep.

    A network in training and a moving pen both end in an answer, so there is nothing else to listen to.

    Signals:
        moved: the newest `Sight`.
    """

    moved = Signal(object)

    def __init__(self, recognizer: Recognizer, parent: QObject) -> None:
        super().__init__(parent)
        self._recognizer = recognizer
        self._awake = False
        self._latest: Latest[Sight] = Latest(self.moved.emit, parent=self)
        recognizer.recognized.connect(self._see)

    def set_awake(self, awake: bool) -> None:
        """Somebody looks, or nobody does."""
        self._awake = awake
        if awake:
            self._recognizer.select(self._recognizer.selected)  # it answers again
        else:
            self._latest.drop()

    def _see(self, recognition: Recognition) -> None:
        if not self._awake:
            return
        recognizer = self._recognizer
        parts = recognizer.drawn if recognition.is_about_drawing and recognition.probabilities is not None else ()
        selected = recognizer.selected
        ink = parts[selected] if parts else Ink()
        others = Ink(tuple(
            stroke for place, part in enumerate(parts) if place != selected for stroke in part.strokes
        ))
        self._latest.offer(Sight(recognizer.network, recognition.picture, recognition.probabilities, ink, others))
