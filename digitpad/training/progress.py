"""Progress and outcome of a training run as plain data."""

from dataclasses import dataclass
from enum import Enum

from digitpad.errors import DigitpadError
from digitpad.formatting import percent
from digitpad.model.network import Network
from digitpad.training.epoch import Epoch, Score
from digitpad.training.film import Film
from digitpad.training.live_changes import Change
from digitpad.training.run import Run
from digitpad.translation import N_, Message, N_plural


class Phase(Enum):
    """Where a run is; what people read of it is in `Progress.message`."""

    LOADING = "loading"
    IMPORTING = "importing"
    PREPARING = "preparing"
    COMPILING = "compiling"
    TRAINING = "training"
    PAUSED = "paused"
    VALIDATING = "validating"
    TESTING = "testing"


class FlewOffError(DigitpadError):
    """A run was given up since its loss was no number any more, or exploded."""


_READY = N_("Getting ready (only the first time takes longer)…")
_MAKING = N_("Preparing the network…")
_PHASES = {
    Phase.LOADING: _READY,
    Phase.IMPORTING: _READY,
    Phase.PREPARING: _MAKING,
    Phase.COMPILING: _MAKING,
    Phase.TRAINING: N_("Training: epoch {epoch} of {epochs}"),
    Phase.PAUSED: N_("Paused in epoch {epoch} of {epochs}"),
    Phase.VALIDATING: N_("Checking with validation pictures…"),
    Phase.TESTING: N_("Checking with test pictures…"),
}

_ENDS = {
    (False, False): N_plural("Finished after {count} epoch.", "Finished after {count} epochs."),
    (False, True): N_plural(
        "Finished after {count} epoch: {right} of the test pictures right, loss {loss:.3f}.",
        "Finished after {count} epochs: {right} of the test pictures right, loss {loss:.3f}.",
    ),
    (True, False): N_plural("Stopped after {count} epoch.", "Stopped after {count} epochs."),
    (True, True): N_plural(
        "Stopped after {count} epoch: {right} of the test pictures right, loss {loss:.3f}.",
        "Stopped after {count} epochs: {right} of the test pictures right, loss {loss:.3f}.",
    ),
}
"""How a run ends: whether it was stopped, and whether it was tried on the test pictures."""

_TESTING = N_plural(
    "Stopped after {count} epoch; checking with test pictures…",
    "Stopped after {count} epochs; checking with test pictures…",
)


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes:
        phase: what is being done.
        epoch: the epoch under way, from 1; 0 before the first.
        epochs: epochs of the plan.
        batch: batches done in this epoch.
        batches: batches of an epoch; 0 while unknown.
        training: loss and accuracy so far in this epoch.
        history: the finished epochs.
        seconds_left: a guess for the whole run, once there is something to guess from.
        network: a snapshot of the network as it is now, from time to time.
        film: what the network was so far; None where no film is taken.
    """

    phase: Phase
    epoch: int = 0
    epochs: int = 0
    batch: int = 0
    batches: int = 0
    training: Score | None = None
    history: tuple[Epoch, ...] = ()
    seconds_left: float | None = None
    network: Network | None = None
    film: Film | None = None

    @property
    def epoch_share(self) -> float:
        """How much of this epoch is done, 0..1."""
        return self.batch / self.batches if self.batches else 0.0

    @property
    def run_share(self) -> float:
        """How much of the whole run is done, 0..1."""
        if not (self.batches and self.epochs):
            return 0.0
        return (max(self.epoch - 1, 0) + self.epoch_share) / self.epochs

    def message(self) -> Message:
        """One line for people, without the time left."""
        return Message(_PHASES[self.phase], epoch=self.epoch, epochs=self.epochs)


@dataclass(frozen=True)
class Outcome:
    """What came of a run that ended by itself or was stopped.

    Attributes:
        network: the trained network, with its test accuracy in its info when it was measured.
        history: the finished epochs.
        test: the score on the dataset's test part; None when there was no time for it.
        is_being_tested: whether its network is being tested now; what comes of it is told later.
        stopped: whether somebody stopped it before the plan was done.
        changes: what was changed while it went on, in the order of time.
        run: the row that keeps the network on disk; None when none does.
        film: what the network was on the way; None where no film was taken.
    """

    network: Network
    history: tuple[Epoch, ...]
    test: Score | None
    stopped: bool
    changes: tuple[Change, ...] = ()
    run: Run | None = None
    is_being_tested: bool = False
    film: Film | None = None

    def message(self) -> Message:
        """One line for people."""
        key, count = _ENDS[self.stopped, self.test is not None], len(self.history)
        if self.test is not None:
            figures = {"right": percent(self.test.accuracy), "loss": self.test.loss}
            if self.history:
                return Message(key, count=count, **figures)
            return Message(N_("Stopped in epoch 1: {right} of the test pictures right, loss {loss:.3f}."), **figures)
        if not self.history:
            return Message(N_("Stopped in epoch 1; the network has not learnt much yet."))
        return Message(_TESTING if self.is_being_tested else key, count=count)

