"""The prompt under the canvas that asks for the next drawing in large letters, with its buttons."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.translation import _
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.save_question import SaveQuestion
from digitpad.ui.samples.class_words import draw
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel
from digitpad.ui.widgets.following import FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark, named
from digitpad.ui.widgets.plain_text import set_tip

_SIZE = 1.8
"""Size of the prompt in text sizes."""

_UNDO_EMS = 14
"""In less width, the button Undo takes room only while it is there."""


@guarded
class CollectPrompt(FollowsTheme, QWidget):
    """The prompt with the buttons Next, Skip and Stop, and Undo for the last sample; Enter on the canvas presses Next.

    It stays visible when only the canvas and the bars are shown.

    Signals:
        next_wanted, skip_wanted, stop_wanted, undo_wanted: the buttons were pressed.
        answered: whether the drawing is to be saved, as was asked.
    """

    next_wanted = Signal()
    skip_wanted = Signal()
    stop_wanted = Signal()
    undo_wanted = Signal()
    answered = Signal(bool)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self.setObjectName("collectPromptRow")
        self._canvas = canvas
        self._asking = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._prompt = named(ShrinkingLabel(), "collectPrompt", _("What to draw"), _("What is to be drawn now."))
        self._line = mark(
            named(ElidedLabel(), "collectTold", _("Progress"), _("How many are missing, or what to do.")), faint=True
        )
        self._result = mark(
            named(ElidedLabel(), "collectedLabel", _("What was saved"), _("What became of the last drawing.")),
            faint=True,
        )
        self._undo = named(
            QToolButton(), "undoCollectedButton", _("Do not save it"),
            _("Takes back what was saved last; it is asked for again."),
        )
        self._undo.setText(_("Undo"))
        self._next = named(
            QPushButton(_("Next")), "nextDigitButton", _("Next"),
            _("Saves the drawing and asks for the next one (Enter).")
        )
        self._skip = named(
            QPushButton(_("Skip")), "skipDigitButton", _("Skip"), _("Asks for another one; this one comes later.")
        )
        self._stop = named(QPushButton(_("Stop")), "stopCollectingButton", _("Stop collecting"),
                           _("Ends the collecting; everything that was saved stays saved."))
        mark(self._next, primary=True)
        for button, signal in ((self._next, self.next_wanted), (self._skip, self.skip_wanted),
                               (self._stop, self.stop_wanted), (self._undo, self.undo_wanted)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keys stay with the canvas
            button.clicked.connect(lambda _checked, signal=signal: signal.emit())
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.GRID)
        lines.setVerticalSpacing(theme.GRID // 4)
        lines.setColumnStretch(0, 1)
        lines.addWidget(self._line, 0, 0)
        lines.addWidget(self._result, 1, 0)
        lines.addWidget(self._undo, 0, 1, 2, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for button in (self._next, self._skip, self._stop):
            button.setMinimumWidth(1)
            row.addWidget(button)
        usual = QWidget()
        layout = theme.spaced(QVBoxLayout(usual), gap=theme.GRID // 2)
        layout.addWidget(self._prompt)
        layout.addLayout(lines)
        layout.addLayout(row)
        self._question = SaveQuestion("collect")
        self._question.answered.connect(self.answered)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(usual)
        self._stack.addWidget(self._question)
        self._apply_style()
        self.show_result("")
        canvas.has_ink_changed.connect(lambda drawn: self._next.setEnabled(drawn and self._asking))
        canvas.take_keys(self._take_key)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The buttons in the order of the Tab key; none has a mnemonic, since the pages need all letters."""
        return self._undo, self._next, self._skip, self._stop, *self._question.controls

    def begin(self) -> None:
        """Wipe the canvas for the first drawing; Undo brings back what was there."""
        if self._canvas.ink:
            self._canvas.clear()
        self.show_result("")

    def ask(self, sentence: str) -> None:
        """Ask whether the drawing is to be saved all the same; an empty sentence takes the question back."""
        self._question.ask(sentence)
        self._stack.setCurrentIndex(1 if sentence else 0)

    def ask_for(self, name: str | None, line: str) -> None:
        """Ask for a drawing.

        Args:
            name: the class to draw; None when the set is full.
            line: shown below it.
        """
        self._asking = name is not None
        self._prompt.setText(_("Thank you!") if name is None else draw(name))
        self._line.setText(line)
        set_tip(self._line, line)  # in large text it may be cut
        self._next.setEnabled(self._asking and bool(self._canvas.ink))
        self._skip.setEnabled(self._asking)

    def show_result(self, text: str) -> None:
        """Show what became of the last drawing."""
        self._result.setText(text)
        self._undo.hide()

    def offer_undo(self) -> None:
        """Show the button that takes the last sample back."""
        self._undo.show()

    def _take_key(self, event: QKeyEvent) -> bool:
        """Let Enter on the canvas press Next while drawings are asked for, and nothing else is."""
        if (
            event.type() is QEvent.Type.KeyPress and self._next.isVisible()
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        ):
            if self._asking:
                self.next_wanted.emit()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room for the button Undo, nothing moves when something is saved."""
        super().resizeEvent(event)
        policy, wide = self._undo.sizePolicy(), event.size().width() >= _UNDO_EMS * self.fontMetrics().height()
        if policy.retainSizeWhenHidden() is not wide:
            policy.setRetainSizeWhenHidden(wide)
            self._undo.setSizePolicy(policy)

    def _apply_style(self) -> None:
        least = self.font().pointSizeF()
        self._prompt.set_sizes(least * _SIZE, least)
        self._prompt.setFixedHeight(round(self.fontMetrics().height() * _SIZE))

