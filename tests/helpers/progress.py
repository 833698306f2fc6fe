"""A run that tells how it goes without being one."""

from digitpad.training.epoch import Epoch, Score
from digitpad.training.progress import Phase, Progress
from digitpad.ui.training.training_session import TrainingSession, TrainingState

HISTORY = tuple(
    Epoch(number, Score(1 / number, 0.9), Score(1.2 / number, 0.88), 1.0) for number in range(1, 4)
)


def in_epoch(epoch: int, epochs: int = 6) -> Progress:
    """In the middle of an epoch, from 1."""
    return Progress(
        Phase.TRAINING, epoch, epochs, 50, 100, Score(0.5, 0.9), HISTORY[: epoch - 1], seconds_left=42.0
    )


def tell(session: TrainingSession, progress: Progress) -> None:
    """Let everybody who listens to the session know, as if a run were under way."""
    session.state = TrainingState.RUNNING
    session.state_changed.emit(session.state)
    session.progress = progress
    session.progressed.emit(progress)


def end(session: TrainingSession) -> None:
    """Nothing is under way any more."""
    session.state = TrainingState.IDLE
    session.state_changed.emit(session.state)
