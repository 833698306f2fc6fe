"""Make this a lesson: the present settings become a step, and another one; texts are typed, what stays is ticked."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.lesson_text import sources
from digitpad.translation import _
from digitpad.ui.lessons.guide_form import GuideForm
from digitpad.ui.lessons.lesson_draft import OpenedLesson, lock_with, name_of, save_lesson, step_with
from digitpad.ui.lessons.lesson_picture import LessonPictures
from digitpad.ui.lessons.step_form import StepForm
from digitpad.ui.lessons.step_list import StepList
from digitpad.ui.lessons.step_preview import StepPreview
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import ask_choice
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from digitpad.data.catalogue import Catalogue
    from digitpad.training.plan import TrainingPlan
    from digitpad.ui.background.jobs import Jobs

_PAUSE = 200
"""Milliseconds after the last letter until the preview follows."""


class LessonEditor(QDialog):
    """A form at the left, and at the right the chosen step as pupils will see it. Closing it keeps what was typed.

    Args:
        plan_now: gives the present settings, or says why they make no plan.
        titles: of the pages, by their names.
        folder: where the teacher's own lessons are.
        catalogue: the datasets.
        jobs: where the file is written.
        parent: the main window.
        opened: the lesson to change; None for a new one of the present settings.

    Signals:
        saved: a lesson is in its file now, a `Path`.
        pack_wanted: it is saved, and is to be packed into one file: its name.
        typed: another lesson now than before, an `OpenedLesson` to keep.
        ended: nothing is to be kept: it was saved, or thrown away.
    """

    saved = Signal(object)
    pack_wanted = Signal(str)
    typed = Signal(object)
    ended = Signal()

    def __init__(
        self, plan_now: Callable[[], TrainingPlan], titles: Mapping[str, str], folder: Path, catalogue: Catalogue,
        jobs: Jobs, parent: QWidget, opened: OpenedLesson | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lessonEditorDialog")
        words = _("Make this a lesson") if opened is None or opened.text is None else _("Change a lesson")
        self.setAccessibleName(words)
        self.setWindowTitle(words)
        self._plan_now, self._folder, self._catalogue, self._jobs = plan_now, folder, catalogue, jobs
        self._titles, self._opened = tuple(titles.values()), opened
        self._steps = [Step("", "", plan_now())] if opened is None else list(opened.lesson.steps)
        self._index = 0
        self._pictures = LessonPictures(jobs)
        used = {question.id for step in self._steps for question in step.questions}
        self._ids = (name for name in (f"question-{number}" for number in count(1)) if name not in used)
        self._title = named(QLineEdit(), "lessonTitleEdit", _("Title"), _("What the lesson is called."))
        self._look_for = named(
            QPlainTextEdit(), "lookForEdit", _("What to look for"), _("A few sentences before the first step.")
        )
        if opened is not None:
            self._title.setText(opened.lesson.title)
            self._look_for.setPlainText("\n\n".join(opened.lesson.look_for))
        self._guide = GuideForm(opened.lesson.guide if opened is not None else TeachersGuide())
        self._list = StepList()
        self._form = StepForm(titles, lambda: next(self._ids))
        self._problem = mark(
            named(Note(), "editorProblem", _("Problem"), _("What is missing, or does not go together.")), problem=True
        )
        self._save = named(
            QPushButton(_("&Save the lesson")), "saveLessonButton", _("Save the lesson"),
            _("Writes a file into the folder of your lessons; it is in the list at once."),
        )
        mark(self._save, primary=True)
        self._pack = named(
            QPushButton(_("Save a&nd pack…")), "packLessonButton", _("Save and pack"),
            _("Saves it, and makes one file of it with what lies in the folder of its name, to hand around."),
        )
        self._throw_away = named(
            QPushButton(_("T&hrow away")), "throwLessonAwayButton", _("Throw away"),
            _("Forgets what was typed here; closing the window keeps it, and so does the end of Digitpad."),
        )
        self._preview = QWidget()
        self._beside = QVBoxLayout()
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self._show_typed)
        self._title.textEdited.connect(self._edited)
        self._look_for.setTabChangesFocus(True)
        self._look_for.textChanged.connect(self._edited)
        self._form.edited.connect(self._edited)
        self._guide.edited.connect(self._edited)
        self._list.chosen.connect(self._choose)
        self._list.add_wanted.connect(self._add)
        self._list.settings_wanted.connect(self._renew_settings)
        self._list.move_wanted.connect(self._move)
        self._list.remove_wanted.connect(self._remove)
        self._save.clicked.connect(lambda: self._write(self._written))
        self._pack.clicked.connect(lambda: self._write(self._pack_written))
        self._throw_away.clicked.connect(lambda: self._ask())
        self._show_step(0)

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._look_for.setFixedHeight(4 * em)
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(_("&Title"), self._title)
        form.addRow(_("What to &look for"), self._look_for)
        left = QWidget()
        column = theme.spaced(QVBoxLayout(left), (0, 0, theme.GRID, 0))
        column.addLayout(form)
        column.addWidget(self._list)
        column.addWidget(self._form)
        column.addWidget(self._guide)
        column.addStretch()
        right = QWidget()
        self._beside = theme.spaced(QVBoxLayout(right), theme.PAGE_MARGIN, None)
        self._beside.addWidget(faint_label(_("As pupils will see it:")))
        self._beside.addWidget(self._preview)
        self._beside.addStretch()
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        form_view = VerticalScroll(left)
        for around in (form_view, left):
            around.setBackgroundRole(QPalette.ColorRole.Window)  # as the dialog around it
        row.addWidget(form_view, 1)
        row.addWidget(VerticalScroll(right), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in (self._save, self._pack, self._throw_away):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN)
        layout.addLayout(row, 1)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)
        room = self.screen().availableSize()
        self.resize(min(em * 56, room.width() - 80), min(em * 40, room.height() - 80))

    # The steps

    def _take(self) -> bool:
        """Keep what was typed in the step in front; False where that makes no step yet, which is said."""
        try:
            self._steps[self._index] = self._form.step()
        except DigitpadError as error:
            self.say(str(error))
            self._show_list()
            return False
        return True

    def _show_step(self, index: int) -> None:
        self._index = index
        self._form.show_step(self._steps[index])
        self._show()

    def _show_list(self) -> None:
        self._list.show_steps([step.title or self._lesson_title() for step in self._steps], self._index)

    def _choose(self, index: int) -> None:
        if self._take():
            self._show_step(index)

    def _add(self) -> None:
        plan = self._new_plan()
        if plan is None:
            return
        lock = lock_with(plan, self._steps[self._index].lock)
        title = _("Step {number}").format(number=len(self._steps) + 1)
        self._steps.append(Step(title, "", plan, lock=lock))
        self._show_step(len(self._steps) - 1)
        self._keep()

    def _renew_settings(self) -> None:
        plan = self._new_plan()
        if plan is not None:
            self._steps[self._index] = step_with(plan, self._steps[self._index])
            self._show_step(self._index)
            self._keep()

    def _new_plan(self) -> TrainingPlan | None:
        """The settings of the page Train; None where they or the step in front make no sense, which is said."""
        if not self._take():
            return None
        try:
            return self._plan_now()
        except DigitpadError as error:
            self.say(str(error))
            return None

    def _move(self, by: int) -> None:
        if self._take():
            steps, index = self._steps, self._index
            steps[index], steps[index + by] = steps[index + by], steps[index]
            self._index = index + by
            self._show_typed()

    def _remove(self) -> None:
        del self._steps[self._index]
        self._show_step(min(self._index, len(self._steps) - 1))
        self._keep()

    # What was typed

    def _edited(self, *__: object) -> None:
        self._due.start()

    def _lesson_title(self) -> str:
        return " ".join(self._title.text().split()) or _("Untitled")

    def _lesson(self) -> Lesson | None:
        """The lesson as it was typed; None where that makes none yet, which is said."""
        if not self._take():
            return None
        title = self._lesson_title()
        look_for = sources(self._look_for.toPlainText()) or (title,)
        steps = tuple(
            replace(step, title=step.title or title, text=step.text or step.title or title) for step in self._steps
        )
        asked = {question.id for step in steps for question in step.questions}
        try:
            guide = self._guide.guide(asked)
        except DigitpadError as error:
            self.say(str(error))
            return None
        if self._opened is not None and self._opened.text is not None:
            return replace(self._opened.lesson, title=title, look_for=look_for, steps=steps, guide=guide)
        return Lesson(name_of(title), title, look_for, steps, guide=guide)

    def _show_typed(self) -> None:
        """Show what was typed, and have it kept if it goes together."""
        self._show()
        self._keep()

    def _keep(self) -> None:
        lesson = self._lesson()
        if lesson is not None:
            self.typed.emit(OpenedLesson(lesson, self._opened.text if self._opened is not None else None))

    def _show(self) -> None:
        """Show the step as it is now, or what is wrong with it."""
        lesson = self._lesson()
        if lesson is None:
            return
        self.say("")
        self._show_list()
        self._pictures = self._pictures.of(self._folder / lesson.name)
        preview = StepPreview(self._index + 1, lesson.steps[self._index], self._titles, self._pictures)
        self._beside.replaceWidget(self._preview, preview)
        self._preview.setParent(None)
        self._preview.deleteLater()
        self._preview = preview

    def say(self, sentence: str) -> None:
        """Tell what is wrong; an empty text tells nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    # Saving

    def _write(self, then: Callable[[Path], None]) -> None:
        if not self._title.text().strip():
            self.say(_("Give the lesson a title."))
            self._title.setFocus()
            return
        lesson = self._lesson()
        if lesson is None:
            return
        before = self._opened.text if self._opened is not None else None
        work = partial(save_lesson, lesson, self._folder, self._catalogue, before)
        self._jobs.start(work, then, self.say)

    def _written(self, file: Path) -> None:
        self.saved.emit(file)
        self._end()

    def _pack_written(self, file: Path) -> None:
        self._written(file)
        self.pack_wanted.emit(file.stem)

    def _ask(self) -> None:
        ask_choice(self, _("Throw away"), _("Throw away what was typed here? A file that was saved stays."), (
            (_("Keep it"), QMessageBox.ButtonRole.RejectRole, lambda: None),
            (_("Throw away"), QMessageBox.ButtonRole.DestructiveRole, self._end),
        ))  # fmt: skip

    def _end(self) -> None:
        self._due.stop()  # or what is forgotten would be kept again
        self.close()
        self.ended.emit()
        self.deleteLater()
