"""What can be read on the Train page."""

from typing import Any

from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from digitpad.ui.training.training_session import TrainingSession
from helpers.windows import find


def status(page: QWidget) -> str:
    """The line below the page, with spaces where none may be broken."""
    return find(page, "trainingStatus", QLabel).text().replace("\N{NO-BREAK SPACE}", " ")


def bars(page: QWidget) -> list[float]:
    """How full this epoch's and the whole run's bar are, 0..1."""
    both = find(page, "epochProgress", QProgressBar), find(page, "trainingProgress", QProgressBar)
    return [bar.value() / bar.maximum() for bar in both]


def finish(session: TrainingSession, qtbot: Any) -> None:
    """Wait for the end of the run."""
    qtbot.waitUntil(lambda: not session.is_running)
