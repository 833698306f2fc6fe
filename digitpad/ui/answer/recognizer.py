"""Recognize the newest drawing with the newest network, once per turn of the event loop."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from digitpad.ink.raster import SIZE, Picture, rasterize
from digitpad.ink.segment import split_ink, stroke_boxes
from digitpad.ink.stroke import Ink
from digitpad.model.answer import DEFAULT_MARGIN, NOTHING_DRAWN, UNKNOWN, Answer, decide, has_digit_classes
from digitpad.model.network import Network
from digitpad.translation import N_, Message, _
from digitpad.ui.widgets.guard import guarded


class Subject(NamedTuple):
    """What is recognized, for people.

    Attributes:
        one: where there is one digit, or none.
        several: the key of the sentence for one of several, with the placeholders `{number}` and `{count}`.
    """

    one: Message
    several: str = N_("Picture {number} of {count}")


DRAWING = Subject(Message(N_("Your drawing")), N_("Your drawing, digit {number} of {count}"))
NO_DIGIT_FOUND = Answer(UNKNOWN, Message(N_("No digit found")), None)

_BLANK = np.zeros((SIZE, SIZE), np.uint8)

_QUICK = 3_000_000
"""Weights up to which a network answers a point before it is painted, so that one paint shows both; the line does not
wait for a larger one."""

Frame = tuple[float, float, float, float]


@dataclass(frozen=True)
class Digit:
    """One of several digits: its picture, its probabilities, the answer, and where its strokes are on the canvas.

    `frame` is left, top, right and bottom in units of the canvas; None for a digit that was not drawn.
    """

    picture: Picture
    probabilities: npt.NDArray[np.float32]
    answer: Answer
    frame: Frame | None = None


@dataclass(frozen=True)
class Recognition:
    """What the network makes of the drawing: the picture it received, its probabilities (None if empty), the answer.

    Where there are several digits, `digits` has all of them in reading order, and the picture, the probabilities and
    the answer are those of the selected one.
    """

    picture: Picture
    probabilities: npt.NDArray[np.float32] | None
    answer: Answer
    digits: tuple[Digit, ...] = ()
    selected: int = 0
    subject: Subject = DRAWING

    @property
    def about(self) -> str:
        """What is recognized, for people."""
        if not self.digits:
            return str(self.subject.one)
        return _(self.subject.several).format(number=self.selected + 1, count=len(self.digits))

    @property
    def is_about_drawing(self) -> bool:
        """Whether the drawing is answered, not pictures that nobody drew."""
        return self.subject is DRAWING

    @property
    def text(self) -> str:
        """The answers to all digits, one after the other."""
        return "".join(digit.answer.text for digit in self.digits) or self.answer.text


@guarded
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
        self._subject = DRAWING  # unless the pictures were set, not drawn
        self._pictures: tuple[Picture, ...] | None = None  # of the present ink; None when they must be made again
        self._parts: tuple[Ink, ...] = ()  # the digits of the ink that the pictures are of
        self._drawn: list[tuple[Ink, Picture]] = []  # the digits drawn last and their pictures
        self._selected = 0
        self._margin = DEFAULT_MARGIN
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._answer)
        self._is_posted = False  # whether an event is on its way that has the drawing answered
        self._followed: Recognizer | None = None

    @property
    def network(self) -> Network:
        """The network that answers."""
        return self._network

    def set_ink(self, ink: Ink) -> None:
        """Answer another drawing; of several digits, the newest is selected."""
        self._ink = ink
        self._subject = DRAWING
        self._pictures = None
        if self._network.spec.parameter_count > _QUICK:
            self._due.start()
        elif not self._is_posted:
            self._is_posted = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))  # Qt paints when such events are through

    def set_pictures(self, pictures: tuple[Picture, ...], subject: Subject) -> None:
        """Answer pictures that nobody drew, or say that there is none, until the drawing changes.

        Args:
            pictures: the first of them is selected.
            subject: what they are.
        """
        self._subject = subject
        self._pictures, self._parts, self._selected = pictures, (), 0
        self._due.start()

    def digit_of(self, ink: Ink) -> Ink:
        """Of a drawing of several digits the strokes of the selected one; all of it where there is only one."""
        if len(self._parts) > 1 and self.is_about_drawing:
            part = self._parts[self._selected]
            drawn = {id(stroke) for stroke in ink.strokes}
            if all(id(stroke) in drawn for stroke in part.strokes):  # the drawing that was answered last
                return part
        return ink

    @property
    def is_about_drawing(self) -> bool:
        """Whether the drawing is what is answered, not pictures that nobody drew."""
        return self._subject is DRAWING

    @property
    def drawn(self) -> tuple[Ink, ...]:
        """The digits of the drawing that was answered last, in reading order; none of pictures that nobody drew."""
        return self._parts

    @property
    def selected(self) -> int:
        """Which of several digits is selected, counted from 0."""
        return max(0, min(self._selected, len(self._pictures or self._parts) - 1))

    def select(self, number: int) -> None:
        """Show another of several digits, counted from 0."""
        self._selected = number
        self._answer_again()

    def set_network(self, network: Network) -> None:
        """Answer with another network."""
        if self.is_about_drawing and has_digit_classes(network.info.class_names) != self._splits:
            self._pictures = None
        self._network = network
        self._answer_again()

    def set_margin(self, margin: float) -> None:
        """How far the best class must be ahead of the second, 0..1."""
        self._margin = margin
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
            self._is_posted = False
            other.recognized.connect(self._answer_too)
            self._answer_again()

    def _answer_again(self) -> None:
        (self._followed or self)._due.start()

    def customEvent(self, event: QEvent) -> None:
        """All points of this turn of the event loop are there."""
        if self._is_posted:
            self._due.stop()
            self._answer()

    @property
    def _splits(self) -> bool:
        return has_digit_classes(self._network.info.class_names)

    def _answer(self) -> None:
        self._is_posted = False
        if self._pictures is None:
            self._look()
        assert self._pictures is not None
        if not self._pictures:
            nothing = NOTHING_DRAWN if self.is_about_drawing else NO_DIGIT_FOUND
            self.recognized.emit(Recognition(_BLANK, None, nothing, subject=self._subject))
            return
        frames = [_frame(part) if len(self._parts) > 1 else None for part in self._parts]
        self._give(self._pictures, frames or [None] * len(self._pictures), self._selected, self._subject)

    def _look(self) -> None:
        """Make the pictures of the ink. A digit that did not change keeps its own, so only the newest costs time."""
        before = self._drawn
        self._parts = split_ink(self._ink) if self._splits else (self._ink,) if self._ink else ()
        self._drawn = []
        for part in self._parts:
            known = next((picture for ink, picture in before if _same(ink, part)), None)
            self._drawn.append((part, rasterize(part) if known is None else known))
        self._pictures = tuple(picture for __, picture in self._drawn)
        # The newest digit has the newest stroke, which is its last one too.
        newest = self._ink.strokes[-1:]
        self._selected = next((n for n, part in enumerate(self._parts) if part.strokes[-1] is newest[0]), 0)

    def _answer_too(self, recognition: Recognition) -> None:
        if recognition.probabilities is None:
            self.recognized.emit(recognition)
            return
        digits = recognition.digits
        pictures = tuple(digit.picture for digit in digits) or (recognition.picture,)
        frames = [digit.frame for digit in digits] or [None]
        self._give(pictures, frames, recognition.selected, recognition.subject)

    def _give(
        self, pictures: tuple[Picture, ...], frames: Sequence[Frame | None], selected: int, subject: Subject
    ) -> None:
        probabilities = self._network.probabilities(np.array(pictures))
        names = self._network.info.class_names
        digits = tuple(
            Digit(picture, values, decide(values, names, self._margin), frame)
            for picture, values, frame in zip(pictures, probabilities, frames, strict=True)
        )
        selected = min(selected, len(digits) - 1)
        chosen = digits[selected]
        several = digits if len(digits) > 1 else ()
        self.recognized.emit(
            Recognition(chosen.picture, chosen.probabilities, chosen.answer, several, selected, subject)
        )


def _same(first: Ink, second: Ink) -> bool:
    """Whether two drawings are made of the very same strokes."""
    return len(first.strokes) == len(second.strokes) and all(map(operator.is_, first.strokes, second.strokes))


def _frame(ink: Ink) -> Frame:
    boxes = stroke_boxes(ink)
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom
