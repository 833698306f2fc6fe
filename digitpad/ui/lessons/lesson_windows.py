"""Open the windows of the menu Lesson: the report of the lesson in front, and the reports of a class."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.system import paths
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.translation import _
from digitpad.ui.lessons.lesson_packing import LessonPacking
from digitpad.ui.lessons.unsaved_lesson import forget_unsaved, keep_unsaved, read_unsaved
from digitpad.ui.widgets.dialogs import bring_to_front, show_problem
from digitpad.ui.widgets.file_dialogs import choose_file, choose_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from digitpad.data.catalogue import Catalogue
    from digitpad.lessons.collected import LessonReports, ReportFileError
    from digitpad.lessons.lesson import Lesson
    from digitpad.lessons.report import Matrix
    from digitpad.lessons.state import LessonState
    from digitpad.training.plan import TrainingPlan
    from digitpad.ui.lessons.lesson_draft import OpenedLesson
    from digitpad.ui.lessons.lesson_editor import LessonEditor
    from digitpad.ui.lessons.lesson_page import LessonPage
    from digitpad.ui.workbench import Workbench


class LessonWindows(QObject):
    """Opens each when it is asked for.

    Args:
        workbench: its jobs read and write, its datasets say how a lesson is here.
        page: has the lesson in front.
        window: the main window.
        clock: tells the date.

    Attributes:
        packing: makes one file of a lesson.
    """

    def __init__(
        self, workbench: Workbench, page: LessonPage, window: QWidget, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        super().__init__(window)
        self._workbench, self._page = workbench, page
        self._window, self._clock = window, clock
        self.packing = LessonPacking(workbench, window)
        self._unsaved: OpenedLesson | None = None  # as it was when Digitpad ended
        workbench.jobs.start(
            partial(read_unsaved, workbench.data_dir, workbench.catalogue), self._find_unsaved, self._not_opened
        )
        self._editor: LessonEditor | None = None  # with a lesson that is being written

    def show_report(self) -> None:
        """Show what was done in the lesson in front."""
        lesson = self._page.lesson
        state = None if lesson is None else self._page.log.state(lesson.name)
        if lesson is None or state is None:
            sentence = _("Nothing was done in this lesson yet: begin one on the page Lessons.")
            show_problem(self._window, _("No report yet"), sentence)
            return
        work = partial(_prepare, lesson, state, self._workbench.data_dir, self._workbench.catalogue)
        self._workbench.jobs.start(work, self._show_report, self._failed)

    def _show_report(self, prepared: tuple[Lesson, LessonState, Matrix | None]) -> None:
        from digitpad.ui.lessons.report_dialog import ReportDialog

        today, jobs = self._clock.today(), self._workbench.jobs
        bring_to_front(ReportDialog(*prepared, today, jobs, self._window))

    def show_guide(self) -> None:
        """Show the teacher's guides; not while a lesson is under way, since the answers are in them."""
        from digitpad.ui.lessons.guide_dialog import GuideDialog

        lessons, lesson = self._page.lessons, self._page.lesson
        if self._workbench.locking.is_on:
            show_problem(
                self._window, _("For teachers"), _("The guide has the answers: leave the lesson under way first.")
            )
        elif lessons and lesson is not None:
            bring_to_front(GuideDialog(lessons, lesson.name, self._workbench.jobs, self._window))

    def make_lesson(self, plan_now: Callable[[], TrainingPlan], titles: Mapping[str, str]) -> None:
        """Let a teacher make a lesson of the present settings, or go on with the one that is being written.

        Args:
            plan_now: gives the settings of the page Train, or raises why they make no plan.
            titles: those of the pages, by their names.
        """
        if self._editor is not None:
            bring_to_front(self._editor)
        else:
            self._edit(plan_now, titles, self._unsaved)

    def change_lesson(self, plan_now: Callable[[], TrainingPlan], titles: Mapping[str, str]) -> None:
        """Ask for a lesson of the teacher's own, and let it be changed; the arguments are those of `make_lesson`."""
        title, own = _("Change a lesson of yours"), self._own_folder()
        if self._workbench.locking.is_on:
            show_problem(self._window, title, _("The file has the answers: leave the lesson under way first."))
        elif self._editor is not None or self._unsaved is not None:
            self._edit(plan_now, titles, self._unsaved)
            assert self._editor is not None
            self._editor.say(_("Save this lesson or throw it away first."))
        else:
            choose_file(
                self._window, title, own, partial(self._open, plan_now, titles), _("Lessons (*.toml)")
            )

    def pack_lesson(self) -> None:
        """Pack the lesson in front."""
        lesson = self._page.lesson
        if lesson is not None:
            self.packing.pack(lesson.name)

    def _own_folder(self) -> Path:
        from digitpad.lessons.reading import folders

        return folders(self._workbench.data_dir)[-1]

    def _open(self, plan_now: Callable[[], TrainingPlan], titles: Mapping[str, str], file: Path) -> None:
        from digitpad.ui.lessons.lesson_draft import open_lesson

        self._workbench.jobs.start(
            partial(open_lesson, file, self._own_folder(), self._workbench.catalogue),
            partial(self._edit, plan_now, titles),
            self._not_opened,
        )

    def _not_opened(self, sentence: str) -> None:
        show_problem(self._window, _("Change a lesson of yours"), sentence)

    def _edit(
        self, plan_now: Callable[[], TrainingPlan], titles: Mapping[str, str], opened: OpenedLesson | None
    ) -> None:
        from digitpad.ui.lessons.lesson_editor import LessonEditor

        bench = self._workbench
        if self._editor is None:
            self._editor = LessonEditor(
                plan_now, titles, self._own_folder(), bench.catalogue, bench.jobs, self._window, opened
            )
            self._editor.saved.connect(self._page.read_and_show)
            self._editor.typed.connect(self._keep)
            self._editor.pack_wanted.connect(self.packing.pack)
            self._editor.ended.connect(self._forget)
        bring_to_front(self._editor)

    def _find_unsaved(self, unsaved: OpenedLesson | None) -> None:
        if self._editor is None:
            self._unsaved = unsaved

    def _keep(self, written: OpenedLesson) -> None:
        bench = self._workbench
        bench.jobs.start(partial(keep_unsaved, bench.data_dir, written), lambda __: None, self._not_kept)

    def _not_kept(self, sentence: str) -> None:
        if self._editor is not None:
            self._editor.say(sentence)

    def _forget(self) -> None:
        self._editor = self._unsaved = None
        bench = self._workbench
        bench.jobs.start(partial(forget_unsaved, bench.data_dir), lambda __: None, self._not_opened)

    def collect(self) -> None:
        """Ask for a folder with reports, and show them together."""
        choose_folder(self._window, _("Folder with reports"), paths.where_dialogs_begin(), self.collect_in)

    def collect_in(self, folder: Path) -> None:
        """Show the reports of a folder together."""
        from digitpad.lessons.collected import collect

        self._workbench.jobs.start(partial(collect, folder), self._show_collected, self._failed)

    def _show_collected(
        self, found: tuple[tuple[LessonReports, ...], tuple[ReportFileError, ...]]
    ) -> None:
        from digitpad.ui.lessons.collected_dialog import CollectedDialog

        bring_to_front(CollectedDialog(*found, self._workbench.jobs, self._window))

    def _failed(self, sentence: str) -> None:
        show_problem(self._window, _("No reports"), sentence)


def _prepare(
    lesson: Lesson, state: LessonState, data_dir: Path, catalogue: Catalogue
) -> tuple[Lesson, LessonState, Matrix | None]:
    """What a report needs from the disk. In the jobs' thread."""
    from digitpad.lessons.last_matrix import last_matrix

    return lesson.here(catalogue), state, last_matrix(state, data_dir, catalogue)
