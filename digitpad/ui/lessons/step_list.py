"""The steps of a lesson that is being made: choose one, add one, move it, remove it."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QVBoxLayout, QWidget

from digitpad.lessons.reading import MAX_STEPS
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import allow, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from collections.abc import Sequence


class StepList(QWidget):
    """Only shows and asks; whoever has the steps does what is asked, and shows them again.

    Signals:
        chosen: another step is to be in front: its index.
        add_wanted: the present settings are to become a step.
        move_wanted: the chosen step is to go up (-1) or down (1).
        settings_wanted: the chosen step is to have the present settings.
        remove_wanted: the chosen step is to go.
    """

    chosen = Signal(int)
    add_wanted = Signal()
    move_wanted = Signal(int)
    settings_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = named(QListWidget(), "stepsList", _("Steps"), _("The arrow keys choose the step to change."))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        self._add = named(
            QPushButton(_("&Add this as another step")), "addStepButton", _("Add this as another step"),
            _("The settings that the page Train has now become one more step."),
        )
        self._settings = named(
            QPushButton(_("Renew the settin&gs")), "stepSettingsButton", _("Renew the settings"),
            _("The chosen step gets the settings that the page Train has now; what is fixed stays fixed."),
        )
        self._up = named(QPushButton(_("&Up")), "stepUpButton", _("Move the step up"), _("It comes earlier."))
        self._down = named(QPushButton(_("Do&wn")), "stepDownButton", _("Move the step down"), _("It comes later."))
        self._remove = named(
            QPushButton(_("&Remove")), "removeStepButton", _("Remove the step"), _("It is gone from the lesson.")
        )
        row = FlowRow()
        for button in (self._add, self._settings, self._up, self._down, self._remove):
            button.setAutoDefault(False)
            row.add(button)
        label = PlainLabel(_("Ste&ps"))
        label.setBuddy(self._list)
        column = theme.spaced(QVBoxLayout(self))
        for widget in (label, self._list, row):
            column.addWidget(widget)
        self._list.currentRowChanged.connect(self.chosen)
        self._add.clicked.connect(lambda: self.add_wanted.emit())
        self._settings.clicked.connect(lambda: self.settings_wanted.emit())
        self._up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self._down.clicked.connect(lambda: self.move_wanted.emit(1))
        self._remove.clicked.connect(lambda: self.remove_wanted.emit())

    def show_steps(self, titles: Sequence[str], index: int) -> None:
        """Show these, with one of them chosen."""
        self._list.blockSignals(True)
        shown = [
            _("{number}. {title}").format(number=number, title=title) for number, title in enumerate(titles, start=1)
        ]
        if len(shown) != self._list.count():
            self._list.clear()
            self._list.addItems(shown)
        for row, text in enumerate(shown):
            self._list.item(row).setText(text)
        self._list.setCurrentRow(index)
        self._list.blockSignals(False)
        allow(self._add, "" if len(titles) < MAX_STEPS else _("A lesson has no more steps than that."))
        allow(self._up, "" if index > 0 else _("This is the first step."))
        allow(self._down, "" if index < len(titles) - 1 else _("This is the last step."))
        allow(self._remove, "" if len(titles) > 1 else _("A lesson has one step at least."))
