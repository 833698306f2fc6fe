"""The report of a lesson: a name that is typed for it and kept nowhere, a preview, HTML and PDF."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from digitpad.lessons.report import report_html
from digitpad.lessons.report_facts import MAX_NAME
from digitpad.translation import _
from digitpad.ui.lessons.page_dialog import PageDialog
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import faint_label, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from digitpad.lessons.lesson import Lesson
    from digitpad.lessons.report import Matrix
    from digitpad.lessons.state import LessonState
    from digitpad.ui.background.jobs import Jobs

_PAUSE = 250
"""Milliseconds after the last letter of the name until the preview shows it."""


class ReportDialog(PageDialog):
    """Shows what was done in a lesson, as it was when this was opened.

    Args:
        lesson: as it is on this computer.
        state: what was done in it.
        matrix: of the network of the last run, if there is one.
        today: the date.
        jobs: where files are written.
        parent: the main window.
    """

    def __init__(
        self, lesson: Lesson, state: LessonState, matrix: Matrix | None, today: date, jobs: Jobs, parent: QWidget
    ) -> None:
        title = _("Report: {title}").format(title=lesson.title)
        super().__init__("report", title, f"{lesson.name}-report", jobs, parent)
        self._lesson, self._state, self._matrix, self._today = lesson, state, matrix, today
        self.name = named(
            QLineEdit(), "reportNameEdit", _("Name"), _("Stands in this report only; Digitpad does not keep it.")
        )
        self.name.setMaxLength(MAX_NAME)
        label = PlainLabel(_("&Name"))
        label.setBuddy(self.name)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        self.column.insertLayout(0, row)
        self.column.insertWidget(1, faint_label(_("The name stands in this report only; Digitpad does not keep it.")))
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self.refresh)
        self.name.textEdited.connect(lambda __: self._due.start())
        self.refresh()

    def refresh(self) -> None:
        """Show the report with the name as it is now."""
        self._due.stop()
        # Nothing of the dialog: the page may be made in the jobs' thread.
        facts, matrix = (self._lesson, self._state, self.name.text(), self._today), self._matrix

        def make(picture: Callable[[str], str]) -> str:
            return report_html(*facts, matrix=matrix, picture=picture)

        self.show_page(make)

    def _save(self, suffix: str) -> None:
        self._take_last_letters()
        super()._save(suffix)

    def preview_pages(self) -> None:
        """Show the report on paper, with the name as it is now."""
        self._take_last_letters()
        super().preview_pages()

    def _take_last_letters(self) -> None:
        if self._due.isActive():
            self.refresh()
