"""The Lessons page: text, a Run button for each step, and published results."""

from __future__ import annotations  # the types are for the reader, not for the start

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.lessons.lesson import Lesson
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.training.plan import TrainingPlan
from digitpad.translation import _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.lessons.lesson_choice import LessonChoice
from digitpad.ui.lessons.lesson_log import LessonLog
from digitpad.ui.lessons.lesson_picture import LessonPictures
from digitpad.ui.lessons.lesson_results_table import LessonResultsTable
from digitpad.ui.lessons.lesson_runs import LessonRuns
from digitpad.ui.lessons.lesson_shelf import Shelf, look
from digitpad.ui.lessons.lesson_steps import LessonSteps
from digitpad.ui.lessons.lesson_walk import LessonWalk, is_walked
from digitpad.ui.lessons.step_runner import StepRunner
from digitpad.ui.lessons.task_sources import TaskSources
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll
from digitpad.ui.widgets.tab_order import tab_through
from digitpad.ui.workbench import Workbench

if TYPE_CHECKING:
    from digitpad.ui.training.live_curves import LiveCurves


@guarded
class LessonPage(QWidget):
    """Shows a lesson and has its plans trained.

    Args:
        workbench: its jobs read the lessons, its session runs the steps.
        folders: where lessons are; the last one is the teacher's own.
        curves: of the run of a step.
        page_titles: gives the titles of all pages of the window that are to be seen.
        clock: tells when a lesson is left.

    Signals:
        page_wanted: a page that a lesson speaks of is to be opened, by its title.
    """

    page_wanted = Signal(str)

    def __init__(
        self, workbench: Workbench, folders: Sequence[Path], curves: LiveCurves,
        page_titles: Callable[[], Collection[str]], clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        super().__init__()
        self._catalogue = workbench.catalogue
        self._folders = tuple(folders)
        self._page_titles = page_titles
        self._session = session = workbench.session
        self._settings, self._locking = workbench.settings, workbench.locking
        self._shelf = Shelf()
        self._walk = LessonWalk()
        self._walk.resume(*self._settings.lesson)
        self.log = LessonLog(workbench.jobs, workbench.data_dir, clock, self)
        self.sources = TaskSources(workbench.recognizer, self)
        self._runner = StepRunner(session, self._locking, curves, self)
        self._runs = LessonRuns(session, self.log, clock, self._place, self)
        self._data_dir = workbench.data_dir
        self._look: LatestJob[Shelf] = LatestJob(
            workbench.jobs, self._found, lambda sentence: self._show_problems((sentence,)), self
        )
        self._wanted = ""  # the lesson to show when it is found
        self._steps: LessonSteps | None = None
        self._table = LessonResultsTable()
        self._pictures = LessonPictures(workbench.jobs)
        self._choice = LessonChoice()
        self._left = named(
            faint_label(""), "lessonLeft", _("Left"), _("When the lesson was left before its end; the report says so.")
        )
        self._left.hide()
        self._problems = named(
            Note(),
            "lessonProblems",
            _("Problems with lessons"),
            _("Files in your folder of lessons that cannot be read."),
        )
        self._problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark(self._problems, problem=True).hide()
        self._lay_out()
        self._choice.chosen.connect(self._show_lesson)
        self._walk.moved.connect(self._move)
        self._walk.left.connect(self.log.leave)
        self._walk.begun.connect(self.log.enter)
        self.log.changed.connect(self._show_log)
        self.log.failed.connect(lambda sentence: self._show_problems((sentence,)))
        session.state_changed.connect(self._show_free)
        self._runner.said.connect(self._say)
        self._runner.measured.connect(self._show_figures)
        self._runner.started.connect(self._place_run)
        self.read()

    def _lay_out(self) -> None:
        content = QWidget()
        self._scroll = VerticalScroll(content)
        self._content = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._choice)
        layout.addWidget(self._scroll, 1)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.GRID, 0)
        self._column.setSpacing(2 * theme.GRID)
        self._column.addWidget(self._problems)
        self._column.addWidget(self._content)
        self._column.addWidget(self._left)
        self._column.addWidget(self._walk)
        self._column.addWidget(self._table)
        # Lines may break after the names of folders.
        folder = re.sub(r"([/\\])", "\\1\N{ZERO WIDTH SPACE}", str(self._folders[-1]))
        own = _("A lesson of your own is a file in this folder, made like those that come with Digitpad: {folder}")
        self._own = faint_label(own.format(folder=folder))
        self._column.addWidget(self._own)
        self._column.addStretch()
        self._table.hide()

    @property
    def lesson(self) -> Lesson | None:
        """The one that is shown."""
        return next((lesson for lesson in self._shelf.lessons if lesson.name == self._choice.name), None)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Those that are on this computer."""
        return self._shelf.lessons

    # Reading

    def read(self) -> None:
        """Look for lessons, in the background."""
        self._look.ask(partial(look, self._folders, self._catalogue, self._data_dir))

    def read_and_show(self, file: Path) -> None:
        """Look for lessons again, and show that of a file, unless one is under way."""
        self._wanted = file.stem
        self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """A teacher may have added a file, or a dataset may have arrived, since the page was last seen."""
        super().showEvent(event)
        self.read()

    def _found(self, shelf: Shelf) -> None:
        self._show_problems(shelf.problems)
        self.log.take(shelf.states)
        wanted, self._wanted = self._wanted, ""
        if (shelf.lessons, shelf.here) == (self._shelf.lessons, self._shelf.here):
            if not self._walk.is_on:
                self._choice.choose(wanted)
            return
        self._shelf = shelf
        self._choice.offer(shelf.lessons, self._walk.name or wanted or self._choice.name)
        if self._walk.is_on:
            self._move()
        else:
            self._show_lesson()

    def _show_problems(self, problems: Sequence[str]) -> None:
        self._problems.setText("\n".join(problems))
        self._problems.setVisible(bool(problems))

    # A lesson that hides and fixes things

    def leave(self) -> None:
        """End the lesson under way, if there is one."""
        self._walk.leave()

    def _move(self) -> None:
        """Another step is under way, or none; a lesson that is gone, or hides nothing any more, is over."""
        walk, lesson = self._walk, self.lesson
        if walk.is_on and (lesson is None or lesson.name != walk.name or not is_walked(lesson)):
            walk.leave()
            return
        self._settings.lesson = walk.name, walk.number
        if walk.is_on:
            number = walk.number
            self.log.change(
                walk.name, lambda state: state if state.step == number else state.with_step_in_front(number)
            )
        if lesson is not None and walk.is_on:
            self._locking.enter(self._shelf.here[lesson.name, walk.number].lock)
        else:
            self._locking.leave()
        self._choice.fix(walk.is_on)
        self._own.setVisible(not walk.is_on)
        self._show_lesson()

    def _place(self) -> tuple[str, int] | None:
        """The step that a run which begins now belongs to, wherever somebody starts it."""
        return self._runner.place or ((self._walk.name, self._walk.number) if self._walk.is_on else None)

    def count_samples(self, count: int) -> None:
        """Drawings were saved, or with a negative number taken back, wherever somebody did."""
        name, number = self._walk.name, self._walk.number
        if self._walk.is_on:
            self.log.change(name, lambda state: state.with_sample(number, count))

    def _show_log(self, name: str) -> None:
        if self.lesson is not None and self.lesson.name == name:
            self._show_left(self.lesson)
            self._show_free()

    def _show_left(self, lesson: Lesson) -> None:
        state = self.log.state(lesson.name)
        left = f"{state.left[-1].left:%Y-%m-%d %H:%M}" if state is not None and state.left else ""
        self._left.setText(_("You left this lesson before its end: {when}.").format(when=left))
        self._left.setVisible(bool(left))

    # Showing

    def _show_lesson(self) -> None:
        lesson = self.lesson
        self._runner.put_away()  # out of the step that goes
        self._steps = steps = None if lesson is None else self._steps_of(lesson)
        if lesson is not None:
            self._show_table(lesson)
            self._show_left(lesson)
        state = self.log.state(lesson.name) if lesson is not None else None
        self._walk.offer(lesson, 1 if state is None else max(1, state.step))
        self._show_free()
        self._place_run()
        self._table.setVisible(lesson is not None and self._has_figures(lesson))
        content = steps or QWidget()
        self._column.replaceWidget(self._content, content)
        self._content.setParent(None)  # at once: for a moment there would be two buttons of each name
        self._content.deleteLater()
        self._content = content
        tab_through(self._choice, content, self._walk, self._table)
        self._scroll.verticalScrollBar().setValue(0)

    def _steps_of(self, lesson: Lesson) -> LessonSteps:
        self._pictures = self._pictures.of(lesson.folder)
        steps = LessonSteps(
            lesson, self._shelf.here, self._numbers(lesson), self._page_titles(), self._pictures,
            is_on=self._walk.is_on,
        )
        if is_walked(lesson):
            steps.add_tasks(self.log, self.sources)
        for number in steps.shown:
            text, problem = self._runner.text((lesson.name, number))
            steps.say(number, text, problem=problem)
        steps.asked.connect(partial(self._run, lesson))
        steps.page_wanted.connect(self.page_wanted)
        return steps

    def _numbers(self, lesson: Lesson) -> Collection[int]:
        """Of the steps that are shown: all, or of a lesson that hides and fixes things the one under way."""
        if not is_walked(lesson):
            return range(1, len(lesson.steps) + 1)
        return (self._walk.number,) if self._walk.is_on else ()

    def _has_figures(self, lesson: Lesson) -> bool:
        """Whether the table is of any use: in a step that hides things, only when it was run, or it would tell all."""
        return not is_walked(lesson) or bool(self._runner.figures(lesson.name).keys() & set(self._numbers(lesson)))

    def _show_table(self, lesson: Lesson) -> None:
        self._table.show_figures(lesson, self._runner.figures(lesson.name), self._numbers(lesson))

    # Running

    def _run(self, lesson: Lesson, number: int, plan: TrainingPlan) -> None:
        lock = self._shelf.here[lesson.name, number].lock
        self._runner.run(lesson, number, plan, sees_train=lock.shows_page("training"))

    def _say(self, place: tuple[str, int], text: str, problem: bool) -> None:
        """Tell how the run of a step goes, beside it."""
        name, number = place
        if (steps := self._steps_in_front(name)) is not None:
            steps.say(number, text, problem=problem)

    def _place_run(self) -> None:
        """Put buttons and curves of the run to the step that was run last, while its lesson is shown."""
        name, number = self._runner.held or ("", 0)
        steps = self._steps_in_front(name)
        if steps is None or not steps.hold(number, self._runner.view):
            self._runner.put_away()

    def _steps_in_front(self, name: str) -> LessonSteps | None:
        """The steps of the lesson of that name, while it is shown."""
        return self._steps if self.lesson is not None and self.lesson.name == name else None

    def _show_figures(self, name: str) -> None:
        """A run of this page fills the table."""
        if self.lesson is not None and self.lesson.name == name:
            self._show_table(self.lesson)
            self._table.setVisible(self._has_figures(self.lesson))

    def _show_free(self) -> None:
        self._runner.view.show_state()
        free = not self._session.is_running
        self._walk.set_free(free)
        if self._steps is not None:
            self._steps.set_free(free)
            if self._walk.is_on:
                self._locking.hold_runs(self._steps.why_not_run(self._walk.number))

    def minimumSizeHint(self) -> QSize:
        """The choice of a lesson and some of its text; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)
