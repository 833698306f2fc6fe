"""Make this a lesson: the present settings become a step; what stays free is ticked, questions are typed."""

from __future__ import annotations  # the types are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.lock import CONTROLS, PAGES
from digitpad.lessons.state import StepState
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.training.settings_text import value_text
from digitpad.translation import _
from digitpad.ui.lessons.draft_questions import DraftQuestions
from digitpad.ui.lessons.lesson_draft import draft_questions, draft_step, name_of, save_lesson
from digitpad.ui.lessons.lesson_step import Here, StepBox
from digitpad.ui.lessons.question_box import QuestionBox
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from digitpad.data.catalogue import Catalogue
    from digitpad.training.plan import TrainingPlan
    from digitpad.ui.background.jobs import Jobs

_PAUSE = 200
"""Milliseconds after the last letter until the preview follows."""


class LessonEditor(QDialog):
    """A form at the left, and at the right the step as pupils will see it.

    Args:
        plan: the present settings.
        titles: of the pages, by their names.
        folder: where the teacher's own lessons are.
        catalogue: the datasets.
        jobs: where the file is written.
        parent: the main window.

    Signals:
        saved: a lesson is in its file now, a `Path`.
    """

    saved = Signal(object)

    def __init__(
        self, plan: TrainingPlan, titles: Mapping[str, str], folder: Path, catalogue: Catalogue, jobs: Jobs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lessonEditorDialog")
        self.setAccessibleName(_("Make this a lesson"))
        self.setWindowTitle(_("Make this a lesson"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._plan, self._folder, self._catalogue, self._jobs = plan, folder, catalogue, jobs
        self._titles = tuple(titles.values())
        self.title = named(QLineEdit(), "lessonTitleEdit", _("Title"), _("What the lesson is called."))
        self.look_for = named(
            QPlainTextEdit(), "lookForEdit", _("What to look for"), _("A few sentences before the step.")
        )
        self.text = named(QPlainTextEdit(), "stepTextEdit", _("What to do"), _("What pupils do in the step."))
        self.pages = self._ticks("lessonPagesList", _("Pages that stay visible"), {
            name: titles[name] for name in PAGES if name in titles and name != "lessons"
        })
        self.controls = self._ticks("lessonControlsList", _("What stays free"), {
            name: _(words) for name, words in CONTROLS.items()
        })
        self.fixed = self._ticks("lessonFixedList", _("Settings that cannot be changed"), {
            name: _("{setting}: {value}").format(setting=_(words), value=value_text(name, getattr(plan, name)))
            for name, words in SETTING_NAMES.items()
        }, ticked=False)
        self.questions = DraftQuestions()
        self._problem = mark(
            named(Note(), "editorProblem", _("Problem"), _("What is missing, or does not go together.")), problem=True
        )
        self._save = named(
            QPushButton(_("&Save the lesson")), "saveLessonButton", _("Save the lesson"),
            _("Writes a file into the folder of your lessons; it is in the list at once."),
        )
        mark(self._save, primary=True)
        self._preview = QWidget()
        self._beside = QVBoxLayout()
        self._lay_out()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_PAUSE)
        self._due.timeout.connect(self._show)
        self.title.textEdited.connect(self._edited)
        for edit in (self.look_for, self.text):
            edit.setTabChangesFocus(True)
            edit.textChanged.connect(self._edited)
        for ticks in (self.pages, self.controls, self.fixed):
            ticks.itemChanged.connect(self._edited)
        self.questions.edited.connect(self._edited)
        self._save.clicked.connect(lambda: self._write())
        self._show()

    def _ticks(self, name: str, spoken: str, words: Mapping[str, str], *, ticked: bool = True) -> QListWidget:
        ticks = named(QListWidget(), name, spoken, _("Space ticks a line, or takes the tick away."))
        for key, text in words.items():
            item = QListWidgetItem(text, ticks)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ticks.setWordWrap(True)
        ticks.setFixedHeight(6 * self.fontMetrics().lineSpacing())
        return ticks

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        for edit in (self.look_for, self.text):
            edit.setFixedHeight(4 * em)
        form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, widget in (
            (_("&Title"), self.title), (_("What to &look for"), self.look_for), (_("What to &do"), self.text),
            (_("Pages that stay &visible"), self.pages), (_("What stays &free"), self.controls),
            (_("Settings that cannot be &changed"), self.fixed),
        ):
            form.addRow(words, widget)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(form)
        column.addWidget(self.questions)
        column.addStretch()
        right = QWidget()
        self._beside = QVBoxLayout(right)
        self._beside.setContentsMargins(*(3 * theme.GRID // 2,) * 4)
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self._save.setAutoDefault(False)
        room = self.screen().availableSize()
        self.resize(min(em * 56, room.width() - 80), min(em * 40, room.height() - 80))

    # What was typed

    def _edited(self, *__: object) -> None:
        self._due.start()

    def lesson(self) -> Lesson:
        """What was typed and ticked, as a lesson.

        Raises:
            DigitpadError: something does not go together.
        """
        title = " ".join(self.title.text().split()) or _("Untitled")
        look_for = self.look_for.toPlainText().strip() or title
        step = draft_step(
            title, self.text.toPlainText().strip() or title, self._plan, set(_ticked(self.pages)),
            set(_ticked(self.controls)), set(_ticked(self.fixed)), draft_questions(self.questions.drafts(), 1),
        )
        return Lesson(name_of(title), title, (" ".join(look_for.split()),), (step,))

    def _show(self) -> None:
        """Show the step as it is now, or what is wrong with it."""
        try:
            step = self.lesson().steps[0]
        except DigitpadError as error:
            self._say(str(error))
            return
        self._say("")
        preview = self._box(step)
        self._beside.replaceWidget(self._preview, preview)
        self._preview.setParent(None)
        self._preview.deleteLater()
        self._preview = preview

    def _box(self, step: Step) -> QWidget:
        box = StepBox(1, step, Here(self._plan, "", possible=True, lock=step.lock), self._titles)
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        for question in step.questions:
            asked = QuestionBox(question)
            asked.show_state(StepState(), None)
            column.addWidget(asked)
        box.put_tasks(around if step.questions else None, None)
        return box

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    # Saving

    def _write(self) -> None:
        if not self.title.text().strip():
            self._say(_("Give the lesson a title."))
            self.title.setFocus()
            return
        try:
            lesson = self.lesson()
        except DigitpadError as error:
            self._say(str(error))
            return
        self._jobs.start(partial(save_lesson, lesson, self._folder, self._catalogue), self._written, self._say)

    def _written(self, file: Path) -> None:
        self.saved.emit(file)
        self.close()


def _ticked(ticks: QListWidget) -> Iterable[str]:
    items = (ticks.item(row) for row in range(ticks.count()))
    return (item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked)
