"""The introduction of a lesson: its beginning, and the rest with Read more."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.lessons.lesson import Lesson
from digitpad.translation import _
from digitpad.ui.lessons.lesson_picture import LessonPictures
from digitpad.ui.lessons.lesson_text_view import LessonTextView
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named


class LessonIntroduction(QWidget):
    """The first paragraph, and a button for the others: on a small screen they would hide the first step."""

    def __init__(self, lesson: Lesson, pictures: LessonPictures | None = None) -> None:
        super().__init__()
        first, *others = lesson.look_for
        self._others = LessonTextView("lessonMore", others, pictures)
        self.button = named(
            QPushButton(), "lessonMoreButton", _("All that there is to look for"),
            _("Show or fold away the other paragraphs of what to look for."),
        )
        layout = theme.spaced(QVBoxLayout(self))
        for widget in (LessonTextView("lesson", (first,), pictures), self._others):
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda: self._show_others(not self._are_shown))
        self._show_others(False)
        self.button.setVisible(bool(others))

    def _show_others(self, visible: bool) -> None:
        self._are_shown = visible
        self._others.setVisible(visible)
        self.button.setText(_("Read less") if visible else _("Read more"))
