"""Train the plan of a lesson's step, and keep what its run said and measured."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from digitpad.formatting import percent
from digitpad.lessons.table import measure, measure_epochs
from digitpad.translation import _
from digitpad.ui.lessons.lesson_run import LessonRun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from digitpad.lessons.lesson import Lesson
    from digitpad.lessons.table import Measured
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.progress import Outcome, Progress
    from digitpad.ui.lesson_locking import LessonLocking
    from digitpad.ui.training.live_curves import LiveCurves
    from digitpad.ui.training.training_session import TrainingSession

Place = tuple[str, int]
"""A step: the name of its lesson, and its number from 1."""


class StepRunner(QObject):
    """Starts runs of steps, follows them, and remembers what each step's last run gave.

    Args:
        session: what trains.
        locking: has the values that cannot be changed.
        curves: of the run.
        parent: the page; it has the view while no step has it.

    Attributes:
        view: buttons and curves of the run.
        place: of the run under way, if it is a step's; None for none.
        held: of the run that was started last.

    Signals:
        said: how the run of a step goes: its place, a sentence, and whether that is a problem.
        measured: the run of a step has new figures: the lesson's name.
        started: a run was started.
    """

    said = Signal(object, str, bool)
    measured = Signal(str)
    started = Signal()

    def __init__(
        self, session: TrainingSession, locking: LessonLocking, curves: LiveCurves, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._locking, self._page = session, locking, parent
        self.view = LessonRun(session, curves)
        self.view.setParent(parent)
        self.place: Place | None = None
        self.held: Place | None = None
        self._tested: Place | None = None  # the step whose run was stopped and is being tested
        self._epochs_shown = 0  # of the run under way, in the table
        self._tells_train = True  # whether a result speaks of the page Train
        self._measured: dict[str, dict[int, dict[tuple[int, str], float]]] = {}
        self._texts: dict[Place, tuple[str, bool]] = {}
        session.progressed.connect(self._show_progress)
        session.ended.connect(self._show_outcome)
        session.tested.connect(self._show_test)
        session.gave_up.connect(self._show_failure)

    def text(self, place: Place) -> tuple[str, bool]:
        """What was said last of a step's run, and whether it was a problem."""
        return self._texts.get(place, ("", False))

    def figures(self, lesson: str) -> Mapping[int, Measured]:
        """What the runs of a lesson's steps gave, by the step's number."""
        return self._measured.get(lesson, {})

    def put_away(self) -> None:
        """Take the view out of the step that it is in."""
        self.view.hide()
        self.view.setParent(self._page)

    def run(self, lesson: Lesson, number: int, plan: TrainingPlan, *, sees_train: bool) -> None:
        """Train a step's plan, unless a run is under way.

        Args:
            lesson: of the step.
            number: of the step, from 1.
            plan: its plan, or what was made of it.
            sees_train: whether the page Train is visible in the step.
        """
        if self._session.is_running:
            return
        place = self.place = lesson.name, number
        step = lesson.steps[number - 1]
        title = _("{lesson}: {step}").format(lesson=lesson.title, step=step.title)
        self.view.curves.clear()
        self._epochs_shown, self._tested, self._tells_train = 0, None, sees_train
        if not self._session.start(self._locking.fix(plan), title, test_every_epoch=step.test_every_epoch):
            self._show_message(place, _("This cannot be run now; the Train page says why."), problem=True)
            self.place = None
            return
        self.held = place
        self.started.emit()

    def _show_message(self, place: Place, text: str, *, problem: bool = False) -> None:
        self._texts[place] = (text, problem)
        self.said.emit(place, text, problem)

    def _show_progress(self, progress: Progress) -> None:
        if self.place is not None:
            self._show_message(self.place, str(progress.message()))
            control = self._session.control
            self.view.curves.show_progress(progress, control.changes if control is not None else ())
            if len(progress.history) > self._epochs_shown and progress.history[-1].test is not None:
                self._epochs_shown = len(progress.history)
                self._measure(self.place, measure_epochs(progress.history))

    def _measure(self, place: Place, measured: Measured) -> None:
        name, number = place
        self._measured.setdefault(name, {}).setdefault(number, {}).update(measured)
        self.measured.emit(name)

    def _show_outcome(self, outcome: Outcome) -> None:
        if self.place is not None:
            self._show_result(self.place, outcome)
        self._tested, self.place = self.place, None

    def _show_test(self, outcome: Outcome) -> None:
        place, self._tested = self._tested, None
        if place is not None and not self._session.is_running:
            self._show_result(place, outcome)

    def _show_result(self, place: Place, outcome: Outcome) -> None:
        self._show_message(place, _result(outcome, tells_train=self._tells_train))
        self._measure(place, measure(outcome))

    def _show_failure(self) -> None:
        if self.place is not None:
            self._show_message(self.place, _("This run gave no result; the Train page says why."), problem=True)
        self.place = None


def _result(outcome: Outcome, *, tells_train: bool) -> str:
    """Both numbers, where there are both: of the pictures that were learnt from, and of the test pictures."""
    text = str(outcome.message())
    if not outcome.history:
        return text
    sentence = (
        _("{result} In training it got {share} right. The Train page has the settings of this step now.")
        if tells_train else _("{result} In training it got {share} right.")
    )
    return sentence.format(result=text, share=percent(outcome.history[-1].training.accuracy))
