"""The text of one lesson and those of its steps that are shown, each with its Run button and its tasks."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.lesson_locking import FIXED
from digitpad.ui.lessons.lesson_introduction import LessonIntroduction
from digitpad.ui.lessons.lesson_step import StepBox
from digitpad.ui.lessons.step_tasks import StepTasks
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import faint_label

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from digitpad.lessons.lesson import Lesson, Step
    from digitpad.ui.lessons.lesson_log import LessonLog
    from digitpad.ui.lessons.lesson_picture import LessonPictures
    from digitpad.ui.lessons.lesson_step import Here
    from digitpad.ui.lessons.step_runner import Place
    from digitpad.ui.lessons.task_sources import TaskSources


class LessonSteps(QWidget):
    """Made anew for each lesson and each step under way.

    Args:
        lesson: the one that is shown.
        here: how each step runs on this computer.
        numbers: of the steps that are shown, from 1.
        page_titles: of the pages that are to be seen; where the text names one, it is a link.
        pictures: reads those of its texts.
        is_on: whether the lesson is under way, with what it fixes.

    Signals:
        asked: a step is to be run: its number and its plan.
        page_wanted: a page that the lesson speaks of is to be opened, by its title.
    """

    asked = Signal(int, object)
    page_wanted = Signal(str)

    def __init__(
        self, lesson: Lesson, here: Mapping[Place, Here], numbers: Collection[int], page_titles: Collection[str],
        pictures: LessonPictures, *, is_on: bool,
    ) -> None:
        super().__init__()
        self._lesson, self._here, self._page_titles, self._is_on = lesson, here, page_titles, is_on
        self._pictures = pictures
        self._boxes: dict[int, StepBox] = {}
        self._tasks: dict[int, StepTasks] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        text = QVBoxLayout()
        text.setSpacing(theme.GRID)
        if not is_on or 1 in numbers:  # later it would push what is asked down
            text.addWidget(LessonIntroduction(lesson, pictures))
        about = {here[lesson.name, number].sentence for number, __ in enumerate(lesson.steps, start=1)}
        in_common = next(iter(about)) if len(about) == 1 else ""
        if in_common:
            text.addWidget(faint_label(in_common))
        layout.addLayout(text)
        for number, step in enumerate(lesson.steps, start=1):
            if number in numbers:
                self._boxes[number] = box = self._box(number, step, tell_dataset=not in_common)
                layout.addWidget(box)

    def _box(self, number: int, step: Step, *, tell_dataset: bool) -> StepBox:
        here = self._here[self._lesson.name, number]
        box = StepBox(number, step, here, self._page_titles, self._pictures, tell_dataset=tell_dataset)
        if self._is_on and "epochs" in here.lock.fixed:
            box.fix_epochs(_(FIXED))
        box.asked.connect(partial(self.asked.emit, number))
        box.page_wanted.connect(self.page_wanted)
        return box

    def add_tasks(self, log: LessonLog, sources: TaskSources) -> None:
        """Ask the questions of each step, and look at its checks."""
        for number, box in self._boxes.items():
            step = self._lesson.steps[number - 1]
            shown = replace(step, checks=self._here[self._lesson.name, number].checks)
            self._tasks[number] = tasks = StepTasks(self._lesson.name, number, shown, log, sources, box)
            box.put_tasks(tasks.guesses, tasks.others)

    @property
    def shown(self) -> Collection[int]:
        """The numbers of the steps that are shown."""
        return self._boxes.keys()

    def why_not_run(self, number: int) -> str:
        """Why a step cannot be run before something was guessed; empty if it can."""
        return self._tasks[number].why_not_run() if number in self._tasks else ""

    def set_free(self, free: bool) -> None:
        """Whether a run can be started, or one is under way."""
        for number, box in self._boxes.items():
            box.set_free(free, self.why_not_run(number))

    def say(self, number: int, text: str, *, problem: bool = False) -> None:
        """Tell how the run of a step goes, beside it."""
        if number in self._boxes:
            self._boxes[number].say(text, problem=problem)

    def hold(self, number: int, run: QWidget) -> bool:
        """Put buttons and curves of a run to its step; whether that step is shown."""
        if number in self._boxes:
            self._boxes[number].hold(run)
        return number in self._boxes
