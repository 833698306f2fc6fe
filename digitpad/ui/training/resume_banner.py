"""The banner that offers to continue a run that a crash interrupted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from digitpad.training.run import Run
from digitpad.translation import _
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
        self.setObjectName("resumeBanner")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setVisible(False)
        self._run: Run | None = None
        self._text = named(Note(), "unfinishedRunText", _("Interrupted run"), _("A run that was cut off."))
        go_on = named(
            QPushButton(_("Continue")), "continueButton", _("Continue the interrupted run"),
            _("Go on after the last finished epoch; the result is that of a run without the interruption."),
        )
        discard = named(
            QPushButton(_("Discard")),
            "discardRunButton",
            _("Discard the interrupted run"),
            _("Delete this run permanently."),
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
            _("“{title}” was interrupted after epoch {count} of {epochs}. Continue training?").format(
                title=run.title, count=len(run.history), epochs=run.plan.epochs
            )
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
