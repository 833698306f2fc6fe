"""Save the drawing on the canvas as a labelled sample, as a command that can be undone."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoCommand

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.model.answer import UNKNOWN
from digitpad.translation import N_, _
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.label_row import LabelRow
from digitpad.ui.samples.class_words import save_it_all_the_same, saved_as
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.sample import Sample
    from digitpad.ui.answer.recognizer import Recognition

_VERY_SURE = 0.99
"""Probability of another class from which on the network asks before a drawing is saved."""

_ELSEWHERE = N_("The answer is about another picture now; draw, or leave this page, to say what the drawing shows.")
_NOT_SAVED = N_("The drawing was not saved: the answer is about another picture now.")

_ANSWERS = {Qt.Key.Key_Return: True, Qt.Key.Key_Enter: True, Qt.Key.Key_Escape: False}
"""The keys that answer the question whether a drawing is to be saved."""

_NO_KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@guarded
class SampleRecorder(QObject):
    """Save what is on the canvas as a sample of the class that a click or a key chooses.

    Where the network is very sure that it is another one, it asks before.

    Args:
        canvas: what is drawn on.
        digit_of: of a drawing of several digits, the strokes of the one that is meant.
        row: where the class is chosen and the result is shown.
        store: the collection.
        parent: whose object this is.

    Attributes:
        seat: where the drawings are made, 1 to 9999, or None.

    Signals:
        sample_kept: this `Sample` is being written.
        sample_stored: this `Sample` is on the disk, and `take_back_last` would delete it; and how many there are now.
        sample_taken_back: this `Sample` was not written, or is deleted again.
        failed: a sentence that says why something was not saved, or not taken back.
        asked: the question whether the drawing is to be saved; empty when it is over. `answer` answers it.
    """

    sample_kept = Signal(object)
    sample_stored = Signal(object, int)
    sample_taken_back = Signal(object)
    failed = Signal(str)
    asked = Signal(str)

    def __init__(
        self, canvas: Canvas, digit_of: Callable[[Ink], Ink], row: LabelRow, store: SampleStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat: int | None = None
        self._canvas = canvas
        self._digit_of = digit_of
        self._row = row
        self._store = store
        self._last: Sample | None = None  # what the row offers to take back
        self._answer: Recognition | None = None  # to the drawing
        self._elsewhere = False  # whether what is answered is not the drawing
        self._pending: tuple[int, bool, int] | None = None  # label, whole and selected digit that the question is about
        self._failed: set[str] = set()  # ids of samples that never came to the disk
        self.failed.connect(row.say_problem)
        row.labelled.connect(lambda label: self.propose(label))
        row.answered.connect(self.answer)
        row.taken_back.connect(self.take_back_last)
        self.asked.connect(row.ask)
        canvas.ink_changed.connect(self._forget_answer)
        canvas.take_keys(self._take_key)

    def set_answer(self, answer: Recognition | None) -> None:
        """Take the answer that is shown; None while it is about another picture, when nothing can be kept."""
        self._answer = answer
        if self._pending is not None and (answer is None or answer.selected != self._pending[2]):
            self.withdraw()
        if self._elsewhere is not (answer is None):
            self._elsewhere = answer is None
            self._row.forget_problem()
            self._show_ready(bool(self._canvas.ink))

    def doubt(self, label: int, *, whole: bool = False) -> str | None:
        """The other class that the network is very sure to see in what would be saved; None where there is none."""
        answer = self._answer
        if answer is None or answer.probabilities is None or (whole and answer.digits):
            return None
        best = answer.answer.best
        if best is None or best == label or answer.answer.text == UNKNOWN:
            return None
        if len(answer.probabilities) != len(self._row.class_names) or answer.probabilities[best] < _VERY_SURE:
            return None
        return self._row.class_names[best]

    def _forget_answer(self, ink: Ink) -> None:
        """The drawing has changed: the answer is about another one, and so is the question."""
        self._answer = None
        self.withdraw()
        self._show_ready(bool(ink))

    def _show_ready(self, drawn: bool) -> None:
        self._row.set_ready(drawn and not self._elsewhere, _(_ELSEWHERE) if drawn and self._elsewhere else "")

    def propose(self, label: int, *, whole: bool = False) -> bool:
        """Save the drawing as this class, after a question if it looks like another; False if nothing is drawn."""
        self.withdraw()
        other = self.doubt(label, whole=whole)
        if not self._canvas.ink or other is None:
            return self.save(label, whole=whole)
        self._pending = label, whole, 0 if self._answer is None else self._answer.selected
        self._canvas.setFocus()  # whose Enter and Escape answer
        self.asked.emit(save_it_all_the_same(other, self._row.class_names[label]))
        return True

    def answer(self, save: bool) -> None:
        """Save the drawing that was asked about, or wipe it so that it is drawn again."""
        if self._pending is not None:
            label, whole, _selected = self._pending
            self.withdraw()
            if save:
                self.save(label, whole=whole)
            else:
                self._canvas.clear()

    def withdraw(self) -> None:
        """Ask no longer; nothing is saved, and the drawing stays."""
        if self._pending is not None:
            self._pending = None
            self.asked.emit("")

    def save(self, label: int, *, whole: bool = False) -> bool:
        """Save the drawing as this class and take it off the canvas, as one step to undo; False if nothing is drawn.

        Of several digits only the selected one is saved, and the others stay; unless it is said that the whole canvas
        is one.
        """
        from digitpad.samples.sample import Sample

        ink = self._canvas.ink
        if not ink:
            return False
        try:
            digit = ink if whole else self._digit_of(ink)
            sample = Sample.of(digit, label, self._row.class_names, self.seat)
        except DigitpadError as error:
            self.failed.emit(str(error))
            return True
        stack = self._canvas.undo_stack
        stack.beginMacro(_("Save as {name}").format(name=self._row.class_names[label]))
        kept = {id(stroke) for stroke in digit.strokes}
        self._canvas.set_ink(Ink(tuple(stroke for stroke in ink.strokes if id(stroke) not in kept)))
        stack.push(_Save(self, sample))
        stack.endMacro()
        return True

    def add(self, sample: Sample) -> None:
        """Save a sample; the step to undo calls this."""
        self._failed.discard(sample.id)
        self._row.say("")
        self.sample_kept.emit(sample)
        self._store.change(
            partial(_add, sample=sample), lambda count: self._finish(sample, count),
            lambda sentence: self._not_kept(sample, sentence),
        )

    def take_back(self, sample: Sample) -> None:
        """Delete it again; the step to undo calls this."""
        if sample.id in self._failed:
            return
        if self._last is sample:
            self._last = None
            self._row.say(_("Not saved"))
        self.sample_taken_back.emit(sample)
        self._store.change(
            lambda samples: samples.delete((sample.id,)), lambda __: None,
            lambda sentence: self._not_taken_back(sample, sentence),
        )

    def _finish(self, sample: Sample, count: int) -> None:
        self._last = sample
        self._row.say(saved_as(sample.class_names[sample.label], count), undo=True)
        self.sample_stored.emit(sample, count)

    def _not_kept(self, sample: Sample, sentence: str) -> None:
        """Give the drawing back, if nothing else was drawn meanwhile; the canvas' Undo still has it otherwise."""
        self._failed.add(sample.id)
        self.sample_taken_back.emit(sample)
        if self._is_on_top(sample):
            self._canvas.undo_stack.undo()
        self.failed.emit(sentence)

    def _not_taken_back(self, sample: Sample, sentence: str) -> None:
        self.sample_kept.emit(sample)
        self.failed.emit(sentence)

    def take_back_last(self) -> None:
        """Delete what was saved last, and give the drawing back if nothing was drawn since."""
        if self._last is None:
            return
        if self._is_on_top(self._last):
            self._canvas.undo_stack.undo()
        else:
            self.take_back(self._last)  # what was drawn since stays
        self._canvas.setFocus()

    def _is_on_top(self, sample: Sample) -> bool:
        """Whether the step that kept this sample is the one that Undo would take back."""
        stack = self._canvas.undo_stack
        macro = stack.command(stack.index() - 1) if stack.index() else None
        steps = [macro.child(place) for place in range(macro.childCount())] if macro is not None else []
        return any(isinstance(step, _Save) and step.sample is sample for step in steps)

    def _take_key(self, event: QKeyEvent) -> bool:
        """While the canvas has the focus: keys that answer a question, or are a class' name where the row is seen."""
        if self._pending is not None and event.key() in _ANSWERS:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()  # else Escape would end the projector view
                return True
            if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.answer(_ANSWERS[Qt.Key(event.key())])
                return True
        if event.type() is QEvent.Type.KeyPress and self._row.isVisible():
            label = label_of(event, self._row.class_names)
            if label is not None and not event.isAutoRepeat():
                if not self._elsewhere:
                    self.propose(label)
                elif self._canvas.ink:
                    self._row.say_problem(_(_NOT_SAVED))
                return True
        return False


def label_of(event: QKeyEvent, class_names: tuple[str, ...]) -> int | None:
    """The class that a key stands for: that of its name, or that of its number where names are words."""
    key = event.text()
    if event.modifiers() not in _NO_KEYS or not key:
        return None
    if key in class_names:
        return class_names.index(key)
    if key in "0123456789" and not any(len(name) == 1 for name in class_names) and int(key) < len(class_names):
        return int(key)
    return None


def _add(samples: SampleCollection, sample: Sample) -> int:
    """Save a sample, and say how many there are now; in the store's thread."""
    samples.add(sample)
    return len(samples)


@guarded
class _Save(QUndoCommand):
    """An undo command that adds a sample to the collection; the canvas has a command of its own."""

    def __init__(self, recorder: SampleRecorder, sample: Sample) -> None:
        super().__init__()
        self.sample = sample
        self._recorder = recorder

    def redo(self) -> None:
        """Save it; Qt also calls this when the step is made."""
        self._recorder.add(self.sample)

    def undo(self) -> None:
        """Take it back."""
        self._recorder.take_back(self.sample)
