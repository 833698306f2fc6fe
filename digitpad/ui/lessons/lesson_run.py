"""The run of a step on the Lessons page: Pause, Stop, and the curves."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.translation import N_, _
from digitpad.ui.training.training_session import TrainingState
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from digitpad.ui.training.live_curves import LiveCurves
    from digitpad.ui.training.training_session import TrainingSession

_PAUSE_WORDS = (N_("Pause"), N_("Resume"))


class LessonRun(QWidget):
    """Moves from step to step; its buttons are there while the run of a step goes on, its curves stay afterwards.

    Args:
        session: what trains.
        curves: of the run under way; whoever makes the page shows the progress on them.
    """

    def __init__(self, session: TrainingSession, curves: LiveCurves) -> None:
        super().__init__()
        self.curves = curves
        self._session = session
        self._pause = named(
            QPushButton(_("Pause")), "lessonPauseButton", _("Pause or resume"),
            _("Hold the run where it is, or let it go on."),
        )
        self._stop = named(
            QPushButton(_("Stop")), "lessonStopButton", _("Stop"), _("End the run now and keep the network as it is.")
        )
        self._buttons = FlowRow()
        for button in (self._pause, self._stop):
            self._buttons.add(button)
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self._buttons)
        layout.addWidget(curves)
        self._pause.clicked.connect(session.pause_or_resume)
        self._stop.clicked.connect(session.stop)
        self.hide()

    def show_state(self) -> None:
        """Follow what the run does."""
        self._buttons.setVisible(self._session.is_running)
        for button in (self._pause, self._stop):
            button.setEnabled(self._session.is_interruptible)
        self._pause.setText(_(_PAUSE_WORDS[self._session.state is TrainingState.PAUSED]))
