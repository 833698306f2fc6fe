"""Save the drawing on the canvas as a labelled sample, as a command that can be undone."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoCommand

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.translation import N_, _
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.label_row import LabelRow
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from digitpad.samples.sample import Sample
    from digitpad.ui.answer.recognizer import Recognition

_VERY_SURE = 0.9
"""Lead of the best class from which on the network may doubt the label."""

_ELSEWHERE = N_("The answer is about another picture now; draw, or leave this page, to say what the drawing shows.")
_NOT_KEPT = N_("The drawing was not kept: the answer is about another picture now.")

_NO_KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


@guarded
class SampleRecorder(QObject):
    """Save what is on the canvas as a sample of the class that a click or a key chooses.

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
        sample_stored: this `Sample` is on the disk, and `take_back_last` would delete it.
        sample_taken_back: this `Sample` was not written, or is deleted again.
        failed: a sentence that says why something was not kept, or not taken back.
    """

    sample_kept = Signal(object)
    sample_stored = Signal(object)
    sample_taken_back = Signal(object)
    failed = Signal(str)

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
        self._failed: set[str] = set()  # ids of samples that never came to the disk
        self.failed.connect(row.say_problem)
        row.labelled.connect(lambda label: self.keep(label))
        row.taken_back.connect(self.take_back_last)
        canvas.ink_changed.connect(self._show_ready)
        canvas.installEventFilter(self)

    def set_answer(self, answer: Recognition | None) -> None:
        """Take the answer that is shown; None while it is about another picture, when nothing can be kept."""
        self._answer = answer
        if self._elsewhere is not (answer is None):
            self._elsewhere = answer is None
            self._row.forget_problem()
            self._show_ready()

    def doubt(self, label: int) -> str | None:
        """The other class that the network is very sure to see in the drawing; None where there is none."""
        values = None if self._answer is None or self._answer.digits else self._answer.probabilities
        if values is None or len(values) != len(self._row.class_names):
            return None
        second, best = sorted(range(len(values)), key=values.__getitem__)[-2:]
        sure = float(values[best] - values[second]) > _VERY_SURE
        return self._row.class_names[best] if sure and best != label else None

    def _show_ready(self, *args: object) -> None:
        drawn = bool(self._canvas.ink)
        self._row.set_ready(drawn and not self._elsewhere, _(_ELSEWHERE) if drawn and self._elsewhere else "")

    def keep(self, label: int, *, whole: bool = False) -> bool:
        """Keep the drawing as this class and take it off the canvas, as one step to undo; False if nothing is drawn.

        Of several digits only the selected one is kept, and the others stay; unless it is said that the whole canvas
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
        stack.beginMacro(_("Keep as {name}").format(name=self._row.class_names[label]))
        kept = {id(stroke) for stroke in digit.strokes}
        self._canvas.set_ink(Ink(tuple(stroke for stroke in ink.strokes if id(stroke) not in kept)))
        stack.push(_Keep(self, sample))
        stack.endMacro()
        return True

    def add(self, sample: Sample) -> None:
        """Keep a sample; the step to undo calls this."""
        self._failed.discard(sample.id)
        self._row.say("")
        self.sample_kept.emit(sample)
        self._store.change(
            lambda samples: samples.add(sample), lambda __: self._finish(sample),
            lambda sentence: self._not_kept(sample, sentence),
        )

    def take_back(self, sample: Sample) -> None:
        """Keep it no longer; the step to undo calls this."""
        if sample.id in self._failed:
            return
        if self._last is sample:
            self._last = None
            self._row.say(_("Not kept"))
        self.sample_taken_back.emit(sample)
        self._store.change(
            lambda samples: samples.delete((sample.id,)), lambda __: None,
            lambda sentence: self._not_taken_back(sample, sentence),
        )

    def _finish(self, sample: Sample) -> None:
        self._last = sample
        self._row.say(_("Kept as {name}").format(name=sample.class_names[sample.label]), undo=True)
        self.sample_stored.emit(sample)

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
        """Keep no longer what was kept last, and give the drawing back if nothing was drawn since."""
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
        return any(isinstance(step, _Keep) and step.sample is sample for step in steps)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that is a class' name, while the canvas has the focus and the row is not put aside for a question."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._row.isVisible():
            label = label_of(event, self._row.class_names)
            if label is not None and not event.isAutoRepeat():
                if not self._elsewhere:
                    self.keep(label)
                elif self._canvas.ink:
                    self._row.say_problem(_(_NOT_KEPT))
                return True
        return super().eventFilter(watched, event)


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


@guarded
class _Keep(QUndoCommand):
    """An undo command that adds a sample to the collection; the canvas has a command of its own."""

    def __init__(self, recorder: SampleRecorder, sample: Sample) -> None:
        super().__init__()
        self.sample = sample
        self._recorder = recorder

    def redo(self) -> None:
        """Keep it; Qt also calls this when the step is made."""
        self._recorder.add(self.sample)

    def undo(self) -> None:
        """Take it back."""
        self._recorder.take_back(self.sample)
