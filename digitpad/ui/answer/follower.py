"""Tell a page, while it is visible, which picture and which network the bars are about."""

from typing import Any, NamedTuple

import numpy.typing as npt
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from digitpad.ink.raster import Picture
from digitpad.ink.stroke import Ink
from digitpad.model.network import Array, Network
from digitpad.ui.answer.recognizer import Recognition, Recognizer
from digitpad.ui.background.throttle import Latest
from digitpad.ui.widgets.guard import guarded


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


@guarded
class Follower(QObject):
    """Tells of every other answer of the recognizer, at most 30 times a second, and of nothing while nobody looks.

    A network in training and a moving pen both end in an answer, so there is nothing else to listen to.

    Args:
        recognizer: whose answers these are.
        watcher: what shows them; only what is seen costs anything.

    Signals:
        moved: the newest `Sight`.
    """

    moved = Signal(object)

    def __init__(self, recognizer: Recognizer, watcher: QWidget) -> None:
        super().__init__(watcher)
        self._recognizer = recognizer
        self._awake = False
        watcher.installEventFilter(self)
        self._latest: Latest[Sight] = Latest(self.moved.emit, parent=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wake when the watcher is shown, sleep when it is hidden."""
        if event.type() is QEvent.Type.Show:
            if not self._awake:
                self._awake = True
                self._recognizer.recognized.connect(self._see)
            self._recognizer.select(self._recognizer.selected)  # it answers again
        elif event.type() is QEvent.Type.Hide:
            if self._awake:
                self._awake = False
                self._recognizer.recognized.disconnect(self._see)
            self._latest.drop()
        return super().eventFilter(watched, event)

    def _see(self, recognition: Recognition) -> None:
        recognizer = self._recognizer
        parts = recognizer.drawn if recognition.is_about_drawing and recognition.probabilities is not None else ()
        selected = recognizer.selected
        ink = parts[selected] if parts else Ink()
        others = Ink(tuple(
            stroke for place, part in enumerate(parts) if place != selected for stroke in part.strokes
        ))
        self._latest.offer(Sight(recognizer.network, recognition.picture, recognition.probabilities, ink, others))
