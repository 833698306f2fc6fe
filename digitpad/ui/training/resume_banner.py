"""The offer to go on with a run that a crash or a power cut interrupted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from digitpad.training.runs import Run
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, named


class ResumeBanner(QFrame):
    """Shown at the top of the training page while there is something to offer.

    Signals:
        continued: the user wants to go on with this `Run`.
        discarded: the user does not want this `Run` any more.
    """

    continued = Signal(object)
    discarded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setVisible(False)
        self._run: Run | None = None
        self._text = named(Note(), "unfinishedRunText", "Interrupted run", "A run that was cut off.")
        go_on = named(
            QPushButton("Continue"), "continueButton", "Continue the interrupted run",
            "Go on after the last finished epoch; the result is that of a run without the interruption.",
        )
        discard = named(
            QPushButton("Discard"), "discardRunButton", "Discard the interrupted run", "Remove this run for good."
        )
        go_on.clicked.connect(self._continue)
        discard.clicked.connect(self._discard)
        buttons = QHBoxLayout()
        buttons.addWidget(go_on)
        buttons.addWidget(discard)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._text)
        layout.addLayout(buttons)

    def offer(self, run: Run) -> None:
        """Offer to go on with a run."""
        self._run = run
        self._text.setText(
            f"“{run.title}” was interrupted after epoch {len(run.history)} of {run.plan.epochs}. Go on with it?"
        )
        self.show()

    def _continue(self) -> None:
        self.hide()
        if self._run is not None:
            self.continued.emit(self._run)

    def _discard(self) -> None:
        self.hide()
        if self._run is not None:
            self.discarded.emit(self._run)
