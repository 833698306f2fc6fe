"""The reports of a class on one page, for the teacher and the projector."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from digitpad.lessons.collected_pages import collected_csv, collected_html
from digitpad.translation import N_, _
from digitpad.ui.lessons.page_dialog import PageDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from digitpad.lessons.collected import LessonReports, ReportFileError
    from digitpad.ui.background.jobs import Jobs

_CSV = N_("Table (*.csv)")


class CollectedDialog(PageDialog):
    """Who reached what, all guesses as histograms, and which question was hard.

    Args:
        lessons: the reports, lesson by lesson.
        problems: what is wrong with files that are not counted.
        jobs: where files are written.
        parent: the main window.
    """

    def __init__(
        self, lessons: Sequence[LessonReports], problems: Sequence[ReportFileError], jobs: Jobs, parent: QWidget
    ) -> None:
        super().__init__("collected", _("Reports of the class"), "class", jobs, parent)
        self._lessons = tuple(lessons)
        self.add_button(
            "collectedCsvButton", _("Save ta&ble…"), _("Saves a row for each report, for a spreadsheet (CSV)."),
            lambda: self.ask_and_write(partial(collected_csv, self._lessons), "csv", _(_CSV)),
        )
        self.show_page(lambda picture: collected_html(lessons, problems, picture))
