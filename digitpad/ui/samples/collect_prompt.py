"""What is to be drawn now, in large letters right under the canvas: also seen when pen and bars are alone."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.translation import _
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel
from digitpad.ui.widgets.helpers import Note, mark, named

_SIZE = 1.9
"""Size of the prompt in text sizes."""

_VOWELS = ("8", "11", "18")


class CollectPrompt(QWidget):
    """The prompt with the buttons Next, Skip, Stop, and Undo for what was kept last; Enter on the canvas presses Next.

    Signals:
        next_wanted, skip_wanted, stop_wanted, undo_wanted: the buttons were pressed.
    """

    next_wanted = Signal()
    skip_wanted = Signal()
    stop_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._factor = 1.0
        self._canvas = canvas
        self._asking = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._prompt = named(ShrinkingLabel(), "collectPrompt", _("What to draw"), _("What is to be drawn now."))
        self._told = mark(
            named(Note(), "collectTold", _("Progress"), _("How many are missing, or what to do.")), faint=True
        )
        self._said = mark(
            named(ElidedLabel(), "collectedLabel", _("What was kept"), _("What became of the last drawing.")),
            faint=True,
        )
        self._undo = named(
            QToolButton(), "undoCollectedButton", _("Do not keep it"),
            _("Takes back what was kept last; it is asked for again."),
        )
        self._undo.setText(_("Undo"))
        policy = self._undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when something is kept
        self._undo.setSizePolicy(policy)
        self._next = named(
            QPushButton(_("Next")),
            "nextDigitButton",
            _("Next"),
            _("Keeps the drawing and asks for the next one (Enter)."),
        )
        self._skip = named(
            QPushButton(_("Skip")), "skipDigitButton", _("Skip"), _("Asks for another one; this one comes later.")
        )
        self._stop = named(QPushButton(_("Stop")), "stopCollectingButton", _("Stop collecting"),
                           _("Ends the collecting; everything that was kept stays kept."))
        mark(self._next, primary=True)
        for button, signal in ((self._next, self.next_wanted), (self._skip, self.skip_wanted),
                               (self._stop, self.stop_wanted), (self._undo, self.undo_wanted)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keys stay with the canvas
            button.clicked.connect(lambda _checked, signal=signal: signal.emit())
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.GRID)
        lines.setVerticalSpacing(theme.GRID // 4)
        lines.setColumnStretch(0, 1)
        lines.addWidget(self._told, 0, 0)
        lines.addWidget(self._said, 1, 0)
        lines.addWidget(self._undo, 0, 1, 2, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for button in (self._next, self._skip, self._stop):
            button.setMinimumWidth(1)
            row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self._prompt)
        layout.addLayout(lines)
        layout.addLayout(row)
        self._dress()
        self.say("")
        canvas.ink_changed.connect(lambda ink: self._next.setEnabled(bool(ink) and self._asking))
        canvas.installEventFilter(self)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in its order. None has a letter of its own: the pages beside it need them all."""
        return self._undo, self._next, self._skip, self._stop

    def ask_for(self, name: str | None, told: str) -> None:
        """Show what is to be drawn; None when the set is full.

        Args:
            name: the class.
            told: a line below it.
        """
        self._asking = name is not None
        self._prompt.setText(_("Thank you!") if name is None else _("Draw {article}").format(article=article(name)))
        self._told.setText(told)
        self._next.setEnabled(self._asking and bool(self._canvas.ink))
        self._skip.setEnabled(self._asking)

    def say(self, text: str) -> None:
        """Say quietly what became of the last drawing."""
        self._said.setText(text)
        self._undo.hide()

    def offer_undo(self) -> None:
        """What was kept last can be taken back."""
        self._undo.show()

    def set_enlarged(self, factor: float) -> None:
        """Show the prompt larger than the rest of the window, for a projector; 1 is as large as the rest."""
        self._factor = factor
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the canvas is Next, while somebody collects."""
        if (
            event.type() is QEvent.Type.KeyPress and self.isVisible() and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        ):
            if self._asking:
                self.next_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._dress()

    def _dress(self) -> None:
        least = self.font().pointSizeF()
        self._prompt.set_sizes(least * _SIZE * self._factor, least)
        self._prompt.setFixedHeight(round(self.fontMetrics().height() * _SIZE * self._factor))


def article(name: str) -> str:
    """A class with its article: “a 4”, “an 8”; names of more than two characters speak for themselves."""
    if len(name) > 2:
        return f"“{name}”"
    return f"an {name}" if name in _VOWELS or name.lower() in "aefhilmnorsx" else f"a {name}"
