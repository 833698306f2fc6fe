"""The runs of a lesson's steps, as rows in the log: from their beginning, since a guess counts only before."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.training.run import FAILED, FINISHED, STOPPED, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from digitpad.lessons.state import LessonState
    from digitpad.system.clock import Clock
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.progress import Outcome
    from digitpad.ui.lessons.lesson_log import LessonLog
    from digitpad.ui.training.training_session import TrainingSession


class LessonRuns(QObject):
    """Follows the session, and writes down the runs that belong to a step.

    Args:
        session: what trains.
        log: where the rows go.
        clock: tells when a run begins.
        place: gives the lesson and the step that a run which begins now belongs to; None for no step.
    """

    def __init__(
        self, session: TrainingSession, log: LessonLog, clock: Clock,
        place: Callable[[], tuple[str, int] | None], parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._log, self._clock, self._place = log, clock, place
        self._session = session
        self._row: tuple[str, int, Run] | None = None
        session.started.connect(self._begin)
        session.ended.connect(self._end)
        session.tested.connect(self._end)
        session.gave_up.connect(self._give_up)

    def _begin(self, plan: TrainingPlan) -> None:
        place = self._place()
        self._row = None
        if place is not None and not self._session.is_fine_tuning:
            count = len(self._log.of(*place).runs) + 1
            now = self._clock.now()
            self._keep((*place, Run(f"{now:%Y-%m-%d-%H%M%S}-{count}", str(count), plan)))

    def _keep(self, row: tuple[str, int, Run]) -> None:
        """Keep the row in place of the one before, which may have another name: only at the end it has that of disk."""
        before, self._row = self._row, row
        lesson, number, run = row
        name = run.name if before is None else before[2].name
        self._log.change(lesson, lambda state: _renamed(state, number, name, run.name).with_run(number, run))

    def _end(self, outcome: Outcome) -> None:
        if self._row is None:
            return
        lesson, number, row = self._row
        if outcome.run is not None:
            row = outcome.run
        else:
            row = replace(
                row, state=STOPPED if outcome.stopped else FINISHED, history=outcome.history, test=outcome.test,
                class_names=outcome.network.info.class_names,
            )
        self._keep((lesson, number, row))

    def _give_up(self) -> None:
        if self._row is not None:
            lesson, number, row = self._row
            self._keep((lesson, number, replace(row, state=FAILED)))
        self._row = None


def _renamed(state: LessonState, number: int, before: str, name: str) -> LessonState:
    """The state in which a run of a step has another name."""
    step = state.of(number)
    if before == name or number not in state.steps:
        return state
    runs = tuple(replace(run, name=name) if run.name == before else run for run in step.runs if run.name != name)
    return replace(state, steps={**state.steps, number: replace(step, runs=runs)})
