"""What is asked and checked in one step, as two widgets: guesses before Run, everything else after it."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.lessons.questions import NumberGuess, must_come_before_run
from digitpad.lessons.results import check_step, guessed_figure, keep_reached, may_run
from digitpad.translation import _
from digitpad.ui.lessons.answer_fields import DrawingAnswer, PickAnswer
from digitpad.ui.lessons.check_list import CheckList
from digitpad.ui.lessons.question_box import QuestionBox
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.lessons.lesson import Step
    from digitpad.lessons.questions import Question
    from digitpad.lessons.state import AnswerValue
    from digitpad.ui.lessons.lesson_log import LessonLog
    from digitpad.ui.lessons.task_sources import TaskSources


class StepTasks(QObject):
    """Asks, keeps what is answered in the log, and shows what is in it.

    Args:
        lesson: its name.
        number: of the step, from 1.
        step: as it is on this computer.
        log: where answers are kept.
        sources: the drawing, what the network says of it, and what was picked on other pages.

    Attributes:
        guesses: what must be answered before Run; None for nothing.
        others: what is asked afterwards, and the checks; None for nothing.
    """

    def __init__(
        self, lesson: str, number: int, step: Step, log: LessonLog, sources: TaskSources, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._lesson, self._number, self._step = lesson, number, step
        self._log, self._sources = log, sources
        self._boxes = [self._ask(question) for question in step.questions]
        self._checks = CheckList(number, len(step.checks)) if step.checks else None
        first = [box for box in self._boxes if must_come_before_run(box.question)]
        rest = [box for box in self._boxes if box not in first]
        self.guesses = _column(first)
        self.others = _column([*rest, *([self._checks] if self._checks is not None else [])])
        log.changed.connect(self._follow)  # no lambda: nothing may reach widgets that are gone
        sources.changed.connect(self._look)
        self.show_state()

    def _ask(self, question: Question) -> QuestionBox:
        box = QuestionBox(question)
        name = box.question.id
        box.field.given.connect(partial(self._answer, name))
        box.field.wanted.connect(partial(self._fetch, box))
        box.hint_wanted.connect(
            lambda: self._log.change(self._lesson, lambda state: state.with_hint(self._number, name))
        )
        return box

    def why_not_run(self) -> str:
        """Why Run has to wait, as one sentence; empty when it need not."""
        if may_run(self._step, self._log.of(self._lesson, self._number)):
            return ""
        return _("Guess first: nobody can guess what is known already.")

    def _answer(self, question: str, value: AnswerValue) -> None:
        self._log.answer(self._lesson, self._number, question, value)

    def _fetch(self, box: QuestionBox) -> None:
        if isinstance(box.field, PickAnswer):
            value: AnswerValue | None = self._sources.picked(box.field.of)
        else:
            value = self._sources.drawn()
        if value is not None:
            self._answer(box.question.id, value)

    def _follow(self, lesson: str) -> None:
        if lesson == self._lesson:
            self.show_state()

    def show_state(self) -> None:
        """Show what is in the log."""
        done = self._log.of(self._lesson, self._number)
        for box in self._boxes:
            question = box.question
            box.show_state(done, guessed_figure(question, done) if isinstance(question, NumberGuess) else None)
        self._look()

    def _look(self) -> None:
        """Look at the drawing and at what was picked; a check that is fulfilled by a drawing stays so."""
        for box in self._boxes:
            if isinstance(box.field, DrawingAnswer):
                box.field.offer("" if self._sources.has_drawing else _("Draw something first."))
            elif isinstance(box.field, PickAnswer):
                box.field.offer_picked(self._sources.words(box.field.of))
        if self._checks is None:
            return
        done = self._log.of(self._lesson, self._number)
        results = check_step(self._step, done, self._sources.reading)
        self._checks.show_results(results)
        reached = keep_reached(results)
        if not reached <= done.reached:
            self._log.change(self._lesson, lambda state: state.with_reached(self._number, reached))


def _column(widgets: Sequence[QWidget]) -> QWidget | None:
    """Some widgets below each other; None for none."""
    if not widgets:
        return None
    column = QWidget()
    layout = theme.spaced(QVBoxLayout(column), gap=2 * theme.GRID)
    for widget in widgets:
        layout.addWidget(widget)
    return column
