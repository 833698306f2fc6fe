"""Open the windows of the menu Lesson: the report of the lesson in front, and the reports of a class."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from digitpad.system import paths
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.translation import _
from digitpad.ui.widgets.dialogs import bring_to_front, show_problem
from digitpad.ui.widgets.file_dialogs import choose_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from digitpad.lessons.collected import LessonReports, ReportFileError
    from digitpad.lessons.report import Matrix
    from digitpad.ui.lessons.lesson_page import LessonPage
    from digitpad.ui.workbench import Workbench


class LessonWindows(QObject):
    """Opens each when it is asked for.

    Args:
        workbench: its jobs read and write, its datasets say how a lesson is here.
        page: has the lesson in front.
        matrix: of the network that answers now; None where Examine has counted none.
        window: the main window.
        clock: tells the date.
    """

    def __init__(
        self, workbench: Workbench, page: LessonPage, matrix: Callable[[], Matrix | None], window: QWidget,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        super().__init__(window)
        self._workbench, self._page, self._matrix = workbench, page, matrix
        self._window, self._clock = window, clock

    def show_report(self) -> None:
        """Show what was done in the lesson in front."""
        lesson = self._page.lesson
        if lesson is None or self._page.log.state(lesson.name) is None:
            sentence = _("Nothing was done in this lesson yet: begin one on the page Lessons.")
            show_problem(self._window, _("No report yet"), sentence)
            return
        self._page.log.flush()
        here = partial(lesson.here, self._workbench.catalogue)  # looks at the disk
        self._workbench.jobs.start(here, self._show_report, self._failed)

    def _show_report(self, lesson: object) -> None:
        from digitpad.lessons.lesson import Lesson
        from digitpad.ui.lessons.report_dialog import ReportDialog

        assert isinstance(lesson, Lesson)
        state = self._page.log.state(lesson.name)
        if state is not None:
            today, jobs = self._clock.today(), self._workbench.jobs
            bring_to_front(ReportDialog(lesson, state, self._matrix(), today, jobs, self._window))

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
