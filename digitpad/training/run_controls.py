"""Live settings of a run: plain values that the window sets and the trainer reads between calls."""

import threading
import time
from collections.abc import Callable

from digitpad.training.live_changes import Change, values_after
from digitpad.training.plan import TrainingPlan

_LOOK_AGAIN = 0.02
"""Seconds between two looks while a run is paused."""


class RunControl:
    """The live settings of one run. Every attribute may be set from any thread at any time.

    Args:
        plan: what the run begins with.
        changes: what was changed before, when it goes on after a break.

    Attributes:
        learning_rate: the size of a step from now on.
        dropout: the share of each hidden layer switched off from now on.
        epochs: when the run is done; may grow while it goes on.
        keep_best: whether the network with the best validation loss is kept at the end, not the last one.
        seconds_per_batch: slow motion: how long a batch is to take at least; 0 for full speed.
        changes: what was changed so far and took effect; the run writes it.
    """

    def __init__(self, plan: TrainingPlan, changes: tuple[Change, ...] = ()) -> None:
        values = values_after(plan, changes)
        self.learning_rate = values["learning_rate"]
        self.dropout = values["dropout"]
        self.changes = changes
        self.epochs = plan.epochs
        self.keep_best = False
        self.seconds_per_batch = 0.0
        self._stop = threading.Event()
        self._leave = threading.Event()
        self._paused = threading.Event()

    def stop(self) -> None:
        """Ask the run to end; what it has learnt is kept."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Whether the run was asked to end."""
        return self._stop.is_set()

    def leave_untested(self) -> None:
        """Ask a run that was stopped to leave out the test of its network, or to break it off."""
        self._leave.set()

    def is_left_untested(self) -> bool:
        """Whether it was asked to."""
        return self._leave.is_set()

    def pause(self) -> None:
        """Hold the run between two calls."""
        self._paused.set()

    def resume(self) -> None:
        """Let it go on."""
        self._paused.clear()

    @property
    def is_paused(self) -> bool:
        """Whether the run is held."""
        return self._paused.is_set()

    def wait(self, when_paused: Callable[[], None] = lambda: None) -> None:
        """Called by the run between two calls: returns when it may go on or was stopped.

        Args:
            when_paused: called once when there is something to wait for.
        """
        if self.is_paused and not self.is_stopped():
            when_paused()
            while self.is_paused and not self.is_stopped():
                time.sleep(_LOOK_AGAIN)

    def slow_down(self, seconds: float) -> None:
        """Sleep for slow motion, at most the given seconds, and no longer than until the run is stopped."""
        self._stop.wait(seconds)
