"""A step that is being made, as pupils will see it."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.lessons.results import check_step
from digitpad.lessons.state import StepState
from digitpad.ui.lessons.check_list import CheckList
from digitpad.ui.lessons.lesson_step import Here, StepBox
from digitpad.ui.lessons.question_box import QuestionBox
from digitpad.ui.widgets import theme

if TYPE_CHECKING:
    from collections.abc import Collection

    from digitpad.lessons.lesson import Step
    from digitpad.ui.lessons.lesson_picture import LessonPictures


class StepPreview(QWidget):
    """The real step with its questions and checks, in which nothing was done yet.

    Args:
        number: of the step, from 1.
        step: what to show.
        titles: of all pages of the window.
        pictures: reads those of its text; without it, their words stand for them.
    """

    def __init__(
        self, number: int, step: Step, titles: Collection[str], pictures: LessonPictures | None = None
    ) -> None:
        super().__init__()
        box = StepBox(number, step, Here(step.plan, "", possible=True, lock=step.lock), titles, pictures)
        around = QWidget()
        column = theme.spaced(QVBoxLayout(around), gap=2 * theme.GRID)
        for question in step.questions:
            asked = QuestionBox(question)
            asked.show_state(StepState(), None)
            column.addWidget(asked)
        checks = CheckList(number, len(step.checks))
        checks.show_results(check_step(step, StepState()))
        box.put_tasks(around if step.questions else None, checks if step.checks else None)
        layout = theme.spaced(QVBoxLayout(self), gap=None)
        layout.addWidget(box)
