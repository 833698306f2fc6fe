"""What was done in the lessons: in memory for whoever asks, and in files, written in the background."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.lessons.state import LessonState, StepState
from digitpad.lessons.state_file import write_state
from digitpad.ui.background.throttle import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from digitpad.lessons.state import AnswerValue
    from digitpad.system.clock import Clock
    from digitpad.ui.background.jobs import Jobs

_INTERVAL = 1000
"""Milliseconds that pass at least between two files: somebody types a text letter by letter."""


class LessonLog(QObject):
    """Keeps a state for each lesson that was begun; what is newest is written soon, and at the latest with `flush`.

    Args:
        jobs: where files are written.
        data_dir: the user's data folder.
        clock: tells when something was done.

    Signals:
        changed: something was done in the lesson of that name.
        failed: it cannot be kept: why, as a sentence.
    """

    changed = Signal(str)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, data_dir: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._data_dir, self._clock = jobs, data_dir, clock
        self._states: dict[str, LessonState] = {}
        self._unwritten: dict[str, LessonState] = {}
        self._due: Latest[bool] = Latest(self._write, _INTERVAL, self)

    def take(self, states: Mapping[str, LessonState]) -> None:
        """What was read; what was done since then counts more."""
        self._states = {**states, **self._states}

    def state(self, lesson: str) -> LessonState | None:
        """What was done in the lesson of that name; None where nothing was."""
        return self._states.get(lesson)

    def of(self, lesson: str, number: int) -> StepState:
        """What was done in a step of it, by its number."""
        state = self._states.get(lesson)
        return StepState() if state is None else state.of(number)

    def change(self, lesson: str, how: Callable[[LessonState], LessonState]) -> None:
        """Something is done: the state that `how` makes of the one before counts from now on."""
        before = self._states.get(lesson) or LessonState(lesson, self._clock.now())
        after = how(before)
        if after is self._states.get(lesson):
            return
        self._states[lesson] = self._unwritten[lesson] = after
        self._due.offer(True)
        self.changed.emit(lesson)

    def answer(self, lesson: str, number: int, question: str, value: AnswerValue) -> None:
        """A question of a step is answered."""
        now = self._clock.now()
        self.change(lesson, lambda state: state.with_answer(number, question, value, now))

    def leave(self, lesson: str) -> None:
        """The lesson is left."""
        now = self._clock.now()
        self.change(lesson, lambda state: state.with_leaving(now))

    def enter(self, lesson: str) -> None:
        """The lesson is begun, or somebody comes back to it."""
        now = self._clock.now()
        self.change(lesson, lambda state: state.with_return(now))

    def flush(self) -> None:
        """Hand over what is not written yet, for closing the window."""
        self._due.drop()
        self._write(True)

    def _write(self, _due: bool) -> None:
        unwritten, self._unwritten = self._unwritten, {}
        for state in unwritten.values():
            self._jobs.start(partial(write_state, self._data_dir, state), lambda __: None, self.failed.emit)
