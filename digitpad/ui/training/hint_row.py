"""The row of hints below the curves: one sentence, and a button that takes the advice."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.explanation import how_button
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from digitpad.training.hints.hint import Hint

_HOW = N_(
    "After every epoch seventeen rules look at the run: at its curves, at its settings, and at what each hidden "
    "layer does with 300 of the training pictures. What stops a run from learning is said while it goes on, what "
    "could be better when it is over. Where no rule has anything to say, there is no hint.\n\n"
    "The loss of guessing is the natural logarithm of the number of classes, 2.30 for ten. A first epoch above 1.3 "
    "times that, or an epoch whose training loss rose by more than 8 %, is a sign of a learning rate that is too high; "
    "a loss that stays above half of it and falls by less than 15 % an epoch, of one that is too low. At 0.97 of it or "
    "more, with accuracy as by guessing after 200 steps, nothing was learnt. (A. Karpathy, “A Recipe for Training "
    "Neural Networks”, 2019; L. N. Smith, “A disciplined approach to neural network hyper-parameters”, 2018.)\n\n"
    "Overfitting is a validation loss 15 % above its smallest, two epochs later or more, while the training loss fell "
    "(L. Prechelt, “Early Stopping – But When?”, 1998). Training pictures that are learnt while new ones are guessed "
    "are what a network makes of labels that do not belong to them (C. Zhang et al., “Understanding deep learning "
    "requires rethinking generalization”, 2017). The loss itself always fits the labels: Digitpad chooses it.\n\n"
    "A neuron of ReLU is dead if it gives 0 for all 300 pictures; 40 % of a layer are a hint (L. Lu et al., “Dying "
    "ReLU and Initialization”, 2019). An answer of sigmoid or tanh is saturated where the slope is below a twentieth "
    "of the steepest; half of a layer's answers are a hint. The error fades where a step moves the first layer's "
    "weights by less than 3 % of what it moves the output's (X. Glorot and Y. Bengio, “Understanding the difficulty of "
    "training deep feedforward neural networks”, 2010).\n\n"
    "All bounds were measured on the included digits and clothes: with runs that show each fault, and with healthy "
    "ones, which get no hint."
)


@guarded
class HintRow(QFrame):
    """Is not there while there is nothing to say.

    Signals:
        advice_taken: somebody wants what this `Hint` advises.
        pointed: the hint that is shown is about this place in the curves (a `Sign`), or about none (None).
    """

    advice_taken = Signal(object)
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "hintRow", _("Hints"), _("What the figures of the run say about its settings."))
        mark(self, hint=True)
        self._hints: tuple[Hint, ...] = ()
        self._taken: set[str] = set()  # keys; nobody is told the same twice in a run
        self._place = 0
        self._sentence = named(
            Note(), "hintSentence", _("Hint"), _("What the figures of the run say about its settings.")
        )
        self._button = named(QPushButton(), "hintButton", _("Take the advice"), _("Changes this setting."))
        self._next = named(
            QPushButton(), "otherHintsButton", _("Other hints"), _("Shows the next of the hints for this run.")
        )
        self._button.clicked.connect(self._take)
        self._next.clicked.connect(self._turn)
        self._buttons = FlowRow()
        how = how_button("howHintsButton", _("Hints"), _(_HOW))
        self._words = {self._button: "", self._next: "", how: how.text()}
        for button in self._words:
            self._buttons.add(button)
        layout = theme.spaced(QVBoxLayout(self), theme.GRID, theme.GRID // 2)
        layout.addWidget(self._sentence)
        layout.addWidget(self._buttons)
        self.hide()

    @property
    def hint(self) -> Hint | None:
        """The one that is shown."""
        return self._hints[self._place] if self._hints else None

    def forget(self) -> None:
        """Another run began: everything may be said again."""
        self._taken.clear()
        self.show_hints(())

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show the first of these whose advice was not taken yet, or stay with the one that is shown."""
        shown = self.hint
        self._hints = tuple(hint for hint in hints if hint.key not in self._taken)
        keys = [hint.key for hint in self._hints]
        self._place = keys.index(shown.key) if shown is not None and shown.key in keys else 0
        self._show()

    def say(self, sentence: str) -> None:
        """Say what became of an advice, in the place of the hint; the next hints take its place."""
        self._sentence.setText(sentence)
        self._buttons.show_button(self._button, False)
        self.pointed.emit(None)

    def done(self, hint: Hint, sentence: str) -> None:
        """The advice of a hint was taken: not to be told again, and this is what becomes of it."""
        self._taken.add(hint.key)
        self._hints = tuple(each for each in self._hints if each.key != hint.key)
        self._place = -1
        self._show_next()
        self.say(sentence)

    def _show(self) -> None:
        hint = self.hint
        self.setVisible(hint is not None)
        if hint is not None:
            self._sentence.setText(hint.sentence)
            self._words[self._button] = hint.advice
            self._button.setAccessibleName(hint.advice or _("Take the advice"))
            self._buttons.show_button(self._button, bool(hint.changes))
            self._show_next()
        self.pointed.emit(None if hint is None else hint.sign)

    def _show_next(self) -> None:
        count = len(self._hints)
        text = _("Next hint ({number} of {count})").format(number=self._place + 1, count=count)
        self._words[self._next] = text if self._place >= 0 else _("Next hint")
        self._fit_buttons()
        self._buttons.show_button(self._next, count > (self._place >= 0))

    def _fit_buttons(self) -> None:
        """In two lines where one is too narrow for the words; a button does not wrap them by itself."""
        for button, words in self._words.items():
            button.setText(words)
            if button.sizeHint().width() > self._buttons.width():
                button.setText(in_two_lines(words))

    def _take(self) -> None:
        if (hint := self.hint) is not None:
            self.advice_taken.emit(hint)

    def _turn(self) -> None:
        self._place = (self._place + 1) % len(self._hints)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for the buttons' words, or not."""
        super().resizeEvent(event)
        self._fit_buttons()


def in_two_lines(text: str) -> str:
    """Broken at the space that is nearest to the middle, if there is one."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1:]}"
