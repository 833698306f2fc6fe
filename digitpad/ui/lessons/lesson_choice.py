"""The row at the top of the Lessons page: which lesson is in front."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.lesson_locking import FIXED
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.padlock import Padlock
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digitpad.lessons.lesson import Lesson


class LessonChoice(QWidget):
    """A box with the titles of all lessons; fixed while one is under way.

    Attributes:
        box: with the titles.

    Signals:
        chosen: somebody chose another lesson.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = named(QComboBox(), "lessonBox", _("Lesson"), _("Which lesson to show; your own files are here too."))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self._padlock = Padlock(self.box)
        label = PlainLabel(_("&Lesson"))
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addWidget(label)
        row.addWidget(self.box, 1)
        self.box.currentIndexChanged.connect(self.chosen)

    @property
    def name(self) -> str:
        """Of the lesson in front; empty while there is none."""
        return self.box.currentData() or ""

    def choose(self, name: str) -> None:
        """Bring the lesson of that name to the front, if it is there."""
        if (place := self.box.findData(name)) >= 0:
            self.box.setCurrentIndex(place)

    def offer(self, lessons: Sequence[Lesson], name: str) -> None:
        """Offer other lessons, with that of the given name, or else the first, in front; nothing is said of it."""
        self.box.blockSignals(True)
        self.box.clear()
        for lesson in lessons:
            self.box.addItem(lesson.title, lesson.name)
        self.box.setCurrentIndex(max(0, self.box.findData(name)))
        self.box.blockSignals(False)

    def fix(self, fixed: bool) -> None:
        """Let nobody choose, with a padlock, or let everybody choose again."""
        self._padlock.set(_(FIXED) if fixed else "")
