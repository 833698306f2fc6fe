"""Where answers come from that are not typed: the drawing with what is read in it, and what was picked elsewhere."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.ink.stroke import Ink
from digitpad.lessons.state import Drawn, Picked, Reading
from digitpad.ui.background.throttle import Latest

if TYPE_CHECKING:
    from digitpad.ui.answer.recognizer import Recognition, Recognizer

_INTERVAL = 150
"""Milliseconds between two looks at checks: somebody draws meanwhile."""


class TaskSources(QObject):
    """Follows the drawing and remembers what was picked last; whoever knows of other pages tells it.

    Args:
        recognizer: says what is read.

    Signals:
        changed: any of them is another now.
    """

    changed = Signal()

    def __init__(self, recognizer: Recognizer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recognizer = recognizer
        self._ink = Ink()
        self._picked: dict[str, str] = {}
        self._soon: Latest[bool] = Latest(lambda __: self.changed.emit(), _INTERVAL, self)
        self.reading: Reading | None = None
        recognizer.recognized.connect(self._see)

    @property
    def has_drawing(self) -> bool:
        """Whether there is anything on the canvas."""
        return bool(self._ink)

    def set_ink(self, ink: Ink) -> None:
        """What is on the canvas now."""
        self._ink = ink
        self._soon.offer(True)

    def pick(self, of: str, words: str) -> None:
        """A picture or a neuron was chosen on its page, in words."""
        self._picked[of] = words
        self._soon.offer(True)

    def words(self, of: str) -> str:
        """What was picked last, in words; empty for nothing."""
        return self._picked.get(of, "")

    def picked(self, of: str) -> Picked | None:
        """What was picked last, as an answer."""
        return Picked(self._picked[of]) if of in self._picked else None

    def drawn(self) -> Drawn | None:
        """The drawing as an answer."""
        return Drawn(self._ink, self.reading) if self._ink else None

    def _see(self, recognition: Recognition) -> None:
        probabilities = recognition.probabilities
        if not recognition.is_about_drawing or probabilities is None:
            self.reading = None
        else:
            best = int(probabilities.argmax())
            self.reading = Reading(self._recognizer.network.info.class_names[best], float(probabilities[best]))
        self._soon.offer(True)
