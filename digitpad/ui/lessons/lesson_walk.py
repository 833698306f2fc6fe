"""Going through a lesson that hides and fixes things: begin it, step by step, and leave it."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import Note, allow, faint_label, mark, named

if TYPE_CHECKING:
    from digitpad.lessons.lesson import Lesson


def is_walked(lesson: Lesson) -> bool:
    """Whether a lesson is gone through step by step: one that hides or fixes anything, asks, or checks."""
    return any(step.lock or step.questions or step.checks for step in lesson.steps)


def is_locking(lesson: Lesson) -> bool:
    """Whether a lesson hides or fixes anything."""
    return any(step.lock for step in lesson.steps)


class LessonWalk(QWidget):
    """Before the lesson a button to begin it; meanwhile where one is, and the buttons Back, Next and Leave.

    Attributes:
        name: of the lesson under way; empty while none is.
        number: of the step under way, from 1.

    Signals:
        moved: another step is under way, or the lesson has begun or ended.
        left: the lesson of that name was left before or after its end.
        begun: the lesson of that name has begun, or somebody came back to it.
    """

    moved = Signal()
    left = Signal(str)
    begun = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name, self.number = "", 0
        self._lesson: Lesson | None = None
        self._first = 1
        self._begin = mark(
            named(
                QPushButton(_("&Begin the lesson")), "beginLessonButton", _("Begin the lesson"),
                _("Shows the first step; what the lesson does not need is hidden or fixed until you leave it."),
            ),
            primary=True,
        )
        self._where = named(
            Note(), "lessonWhere", _("Where you are"), _("Which step is under way, and how many there are.")
        )
        self._back = named(
            QPushButton(_("Bac&k")), "lessonBackButton", _("The step before"), _("Shows the step before this one.")
        )
        self._next = named(
            QPushButton(_("Ne&xt")), "lessonNextButton", _("The next step"), _("Shows the step after this one.")
        )
        self._leave = named(
            QPushButton(_("Lea&ve the lesson")), "leaveLessonButton", _("Leave the lesson"),
            _("Brings everything back; that you left, and when, stays written down."),
        )
        self._about = faint_label("")
        self._row = FlowRow()
        for button in (self._back, self._next, self._leave):
            self._row.add(button)
        layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self._about)
        layout.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._where)
        layout.addWidget(self._row)
        self._begin.clicked.connect(lambda: self._start())
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self._leave.clicked.connect(lambda: self.leave())
        self._show_state()

    @property
    def is_on(self) -> bool:
        """Whether a lesson is under way."""
        return bool(self.name)

    def offer(self, lesson: Lesson | None, first: int = 1) -> None:
        """Show what can be done with a lesson that is in front, which begins with that step."""
        self._lesson, self._first = lesson, first
        self._show_state()

    def resume(self, name: str, number: int) -> None:
        """A lesson was under way when the program ended; it goes on as soon as it is in front."""
        self.name, self.number = name, max(1, number)
        self._show_state()

    def set_free(self, free: bool) -> None:
        """Whether a run can be started, or one is under way that the lesson could hide."""
        allow(self._begin, "" if free else _("Wait until the run under way has ended."))

    def leave(self) -> None:
        """End the lesson under way, if there is one."""
        if self.is_on:
            name, self.name, self.number = self.name, "", 0
            self._show_state()
            self.left.emit(name)
            self.moved.emit()

    def _start(self) -> None:
        if self._lesson is not None and not self.is_on:
            self.name, self.number = self._lesson.name, self._first
            self._show_state()
            self.begun.emit(self.name)
            self.moved.emit()

    def _go(self, steps: int) -> None:
        self.number += steps
        self._show_state()
        self.moved.emit()

    def _show_state(self) -> None:
        lesson = self._lesson
        walked = lesson is not None and is_walked(lesson)
        self.setVisible(walked)
        if lesson is None or not walked:
            return
        on, count = self.is_on, len(lesson.steps)
        self.number = min(self.number, count)
        for widget, shown in ((self._about, not on), (self._begin, not on), (self._where, on), (self._row, on)):
            widget.setVisible(shown)
        self._about.setText(
            _("This lesson shows only what it needs. Lesson > Leave the lesson brings everything back at any time; "
              "that is noted.")
            if is_locking(lesson) else _("This lesson goes step by step, and keeps what you answer.")
        )
        self._where.setText(_("Step {number} of {count}").format(number=self.number, count=count))
        allow(self._back, "" if self.number > 1 else _("This is the first step."))
        allow(self._next, "" if self.number < count else _("This is the last step."))
