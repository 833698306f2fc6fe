"""The form for one step of a lesson: texts, ticks, what is asked, and what has to be reached."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from digitpad.lessons.lock import CONTROLS, PAGES
from digitpad.training.setting_names import SETTING_NAMES
from digitpad.training.settings_text import value_text
from digitpad.translation import _
from digitpad.ui.lessons.draft_checks import DraftChecks
from digitpad.ui.lessons.draft_questions import DraftQuestions
from digitpad.ui.lessons.lesson_draft import draft_step
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from digitpad.lessons.lesson import Step


class StepForm(QWidget):
    """Shows a step to type and tick in, and gives what became of it.

    Args:
        titles: of the pages, by their names.
        new_id: gives what the program calls a question that is added.

    Signals:
        edited: the step is another now.
    """

    edited = Signal()

    def __init__(self, titles: Mapping[str, str], new_id: Callable[[], str]) -> None:
        super().__init__()
        self._step: Step | None = None
        self._pages_here = {name: titles[name] for name in PAGES if name in titles and name != "lessons"}
        self._title = named(
            QLineEdit(), "stepTitleEdit", _("Title of the step"), _("Empty for that of the lesson.")
        )
        self._text = named(
            QPlainTextEdit(), "stepTextEdit", _("What to do"),
            _("What pupils do in the step; *emphasis*, **strong**, and “- ” or “1. ” before the entries of a list."),
        )
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(4 * self.fontMetrics().height())
        self._pages = self._ticks("lessonPagesList", _("Pages that stay visible"))
        self._controls = self._ticks("lessonControlsList", _("What stays free"))
        self._fixed = self._ticks("lessonFixedList", _("Settings that cannot be changed"))
        self._questions = DraftQuestions(new_id)
        self._checks = DraftChecks()
        self._form = form = QFormLayout()
        form.setSpacing(theme.GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, widget in (
            (_("Title of the st&ep"), self._title), (_("What to &do"), self._text),
            (_("Pages that stay &visible"), self._pages), (_("What stays &free"), self._controls),
            (_("Settings that cannot be &changed"), self._fixed),
        ):
            form.addRow(words, widget)
        column = theme.spaced(QVBoxLayout(self))
        column.addLayout(form)
        column.addWidget(self._questions)
        column.addWidget(self._checks)
        self._title.textEdited.connect(lambda __: self.edited.emit())
        self._text.textChanged.connect(self.edited)
        for ticks in (self._pages, self._controls, self._fixed):
            ticks.itemChanged.connect(lambda __: self.edited.emit())
        self._questions.edited.connect(self.edited)
        self._checks.edited.connect(self.edited)

    def _ticks(self, name: str, spoken: str) -> QListWidget:
        ticks = named(QListWidget(), name, spoken, _("Space ticks a line, or takes the tick away."))
        ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ticks.setWordWrap(True)
        ticks.setFixedHeight(6 * self.fontMetrics().lineSpacing())
        return ticks

    def show_step(self, step: Step) -> None:
        """Show a step; whatever the form does not show stays as it is."""
        self.blockSignals(True)
        self._step, lock = step, step.lock
        self._title.setText(step.title)
        self._text.setPlainText(step.text)
        _fill(self._pages, self._pages_here, {name for name in PAGES if lock.shows_page(name)})
        _fill(self._controls, {name: _(words) for name, words in CONTROLS.items()},
              {name for name in CONTROLS if lock.allows(name)})  # fmt: skip
        values = {
            name: lock.fixed[name] if step.plan is None else getattr(step.plan, name)
            for name in SETTING_NAMES if step.plan is not None or name in lock.fixed
        }
        _fill(self._fixed, {
            name: _("{setting}: {value}").format(setting=_(SETTING_NAMES[name]), value=value_text(name, value))
            for name, value in values.items()
        }, lock.fixed)  # fmt: skip
        self._form.setRowVisible(self._fixed, bool(values))
        self._questions.show_questions(step.questions)
        self._checks.show_checks(step.checks)
        self.blockSignals(False)

    def step(self) -> Step:
        """The step as it was typed and ticked; its title and text may be empty.

        Raises:
            DigitpadError: something is missing or does not go together.
        """
        assert self._step is not None
        return draft_step(
            self._step, self._title.text(), self._text.toPlainText(), self._pages_here, _ticked(self._pages),
            _ticked(self._controls), _ticked(self._fixed), self._questions.questions(), self._checks.checks(),
        )


def _fill(ticks: QListWidget, words: Mapping[str, str], ticked: Collection[str]) -> None:
    ticks.clear()
    for key, text in words.items():
        item = QListWidgetItem(text, ticks)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)


def _ticked(ticks: QListWidget) -> set[str]:
    items = (ticks.item(row) for row in range(ticks.count()))
    return {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked}
