"""What a teacher may want on paper: the guide to a lesson, and the pupils' sheet."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from digitpad.lessons.lesson_pictures import paper_pictures, pictures_of
from digitpad.lessons.sheet import guide_html, sheet_html
from digitpad.translation import _
from digitpad.ui.background.latest_job import LatestJob
from digitpad.ui.lessons.page_dialog import PageDialog
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from digitpad.lessons.lesson import Lesson
    from digitpad.lessons.sheet import Pictures
    from digitpad.ui.background.jobs import Jobs


class GuideDialog(PageDialog):
    """Shows the guide to any lesson, with its answers, or the sheet without them.

    Args:
        lessons: those that are on this computer; one at least.
        name: of the one to begin with.
        jobs: where files are written.
        parent: the main window.
    """

    def __init__(self, lessons: Sequence[Lesson], name: str, jobs: Jobs, parent: QWidget) -> None:
        super().__init__("guide", _("For teachers"), "lesson", jobs, parent)
        self._lessons = tuple(lessons)
        self._pictures: LatestJob[tuple[str, Pictures]] = LatestJob(jobs, self._show_pictures, parent=self)
        self._box = named(QComboBox(), "guideLessonBox", _("Lesson"), _("Which lesson the page is about."))
        for lesson in lessons:
            self._box.addItem(lesson.title, lesson.name)
        self._kind = named(
            QComboBox(), "guideKindBox", _("Kind of page"), _("The guide has the answers, the pupils' sheet has none.")
        )
        self._kind.addItems([_("Teacher's guide"), _("Pupils' sheet")])
        row = FlowRow()
        for words, box in ((_("Le&sson"), self._box), (_("&Kind of page"), self._kind)):
            label = PlainLabel(words)
            label.setBuddy(box)
            row.add_pair(label, box)
        self.column.insertWidget(0, row)
        self._box.setCurrentIndex(max(0, self._box.findData(name)))
        for box in (self._box, self._kind):
            box.currentIndexChanged.connect(lambda __: self._show_lesson())
        self._show_lesson()

    def _show_lesson(self) -> None:
        """The texts at once, and the pictures when they have been read."""
        lesson = self._lessons[self._box.currentIndex()]
        self._refresh(lesson, {})
        self._pictures.drop()
        if any(pictures_of(lesson)):
            self._pictures.ask(lambda: (lesson.name, paper_pictures(lesson)))

    def _show_pictures(self, found: tuple[str, Pictures]) -> None:
        name, pictures = found
        lesson = self._lessons[self._box.currentIndex()]
        if lesson.name == name:
            self._refresh(lesson, pictures)

    def _refresh(self, lesson: Lesson, pictures: Pictures) -> None:
        is_sheet = self._kind.currentIndex() == 1
        paper = self.paper  # the page may be made in the jobs' thread
        self.file = f"{lesson.name}-{'sheet' if is_sheet else 'guide'}"  # untranslated: the name of a file

        def make(picture: Callable[[str], str]) -> str:
            return (sheet_html if is_sheet else guide_html)(lesson, paper, picture, pictures)

        self.show_page(make)
