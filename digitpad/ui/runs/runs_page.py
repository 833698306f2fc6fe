"""The Runs page: the table of runs, the curves of the selected ones, and buttons."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from digitpad.training.runs import Runs
from digitpad.training.settings_text import compare
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.runs.run_buttons import RunButtons
from digitpad.ui.runs.run_commands import RunCommands
from digitpad.ui.runs.run_curves import RunCurves
from digitpad.ui.runs.runs_files import read_rows
from digitpad.ui.runs.runs_table import RunsTable, RunsTableRow
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.empty_page import EmptyPage
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, allow, mark, named
from digitpad.ui.widgets.scrolled import VerticalScroll

if TYPE_CHECKING:

    from PySide6.QtGui import QShowEvent


_NO_RUNS = N_(
    "No runs yet. Every run is saved here, with its settings, curves and network. The button opens the page Train; "
    "nothing starts before you press Train there."
)

_HOW_TO_TEST = N_("Ctrl+click a second run to compare.")


@guarded
class RunsPage(QWidget):
    """A table of all runs; below it the curves of the selected ones and what can be done with them.

    Attributes:
        commands: what the buttons do with the selected runs.

    Signals:
        comparison_ended: only one network is to answer again.
        training_wanted: somebody wants to see where a run is started.
        one_selected: the one `Run` that is selected; None while none or several are.
    """

    comparison_ended = Signal()
    training_wanted = Signal()
    one_selected = Signal(object)

    def __init__(self, runs: Runs, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("runsPage")
        self.setAccessibleName(_("Runs"))
        self._runs = runs
        self._jobs = jobs
        self._stale = True  # whether the table is to be read again
        self._training = False
        self._comparing = False
        self.table = RunsTable()
        self.curves = RunCurves()
        self._badge = named(
            Note(), "fairTestBadge", _("Fair test"),
            _("What differs between the two selected runs; in a fair test it is exactly one setting."),
        )
        self._accuracy, self._loss = self._make_switch()
        self._note = mark(ElidedLabel(), faint=True)
        self.buttons = RunButtons()
        self.commands = RunCommands(runs, jobs, self.table, self.curves, self)
        self._lay_out()
        self._connect()
        self._show_chosen()

    def _make_switch(self) -> tuple[QRadioButton, QRadioButton]:
        accuracy = named(
            QRadioButton(_("Accuracy, %")), "accuracyCurvesButton", _("Accuracy"),
            _("Show the share of right answers by epoch.")
        )
        loss = named(
            QRadioButton(_("Loss")), "lossCurvesButton", _("Loss"), _("Show the loss by epoch; lower is better.")
        )
        accuracy.setChecked(True)
        group = QButtonGroup(self)
        for button in (accuracy, loss):
            group.addButton(button)
        accuracy.toggled.connect(lambda __: self._show_curves())
        return accuracy, loss

    def _connect(self) -> None:
        self.table.chosen.connect(self._show_chosen)
        self.table.renamed.connect(self.commands.rename)
        self.commands.changed.connect(self.refresh)
        self.table.itemDelegate().closeEditor.connect(self._catch_up)
        for button, slot in (
            (self.buttons.put_live, self.commands.put_live),
            (self.buttons.compare, self.commands.compare),
            (self.buttons.end_compare, self.comparison_ended.emit),
            (self.buttons.go_on, self.commands.go_on),
            (self.buttons.rename, self.table.edit_title),
            (self.buttons.delete, self.commands.ask_to_delete),
            (self.buttons.export, self.commands.export),
            (self.buttons.save_curves, self.commands.save_curves),
        ):
            button.clicked.connect(lambda _checked, slot=slot: slot())

    def _lay_out(self) -> None:
        switch = FlowRow()
        for part in (self._accuracy, self._loss, self._note):
            switch.add(part)
        lower = QWidget()
        below = theme.spaced(QVBoxLayout(lower), (0, theme.GRID // 2, 0, 0), theme.GRID // 2)
        below.addWidget(self._badge)
        below.addWidget(switch)
        below.addWidget(self.curves, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(lower)
        for place in (0, 1):  # in halves; a short table leaves the curves more
            splitter.setStretchFactor(place, 1)
        content = QWidget()
        self._content = inside = theme.spaced(QVBoxLayout(content))
        inside.addWidget(splitter, 1)
        inside.addWidget(self.buttons)
        empty = EmptyPage(
            "runs", _(_NO_RUNS), _("Train a net&work"), "openTrainButton",
            _("Opens the page Train, where a run is started."),
        )
        empty.begun.connect(self.training_wanted)
        self._stack = QStackedLayout(self)
        margin = 3 * theme.GRID // 2
        self.setContentsMargins(margin, margin, margin, margin)
        self._stack.addWidget(VerticalScroll(empty))
        self._stack.addWidget(VerticalScroll(content))

    def put_below(self, widget: QWidget) -> None:
        """Show something that belongs to the selected run below its curves and buttons."""
        self._content.addWidget(widget)

    # What is on disk

    def refresh(self) -> None:
        """Read the runs again: now, or when the page is shown next."""
        self._stale = True
        self._catch_up()

    def _catch_up(self, *__: object) -> None:
        if not self._stale or not self.isVisible() or self.table.is_editing:
            return
        self._stale = False
        self._jobs.start(partial(read_rows, self._runs), self._show_rows, self._cannot_read)

    def _show_rows(self, rows: tuple[RunsTableRow, ...]) -> None:
        if self.table.is_editing:
            self._stale = True  # a title is being typed; the rows change when it is done
            return
        self._stack.setCurrentIndex(1 if rows else 0)
        self.table.show_rows(rows)
        self._show_chosen()

    def _cannot_read(self, sentence: str) -> None:
        show_problem(self, _("The runs cannot be read"), sentence)

    # What goes on elsewhere in the window

    def set_training(self, training: bool) -> None:
        """A run is under way now, or no longer; meanwhile some things have to wait."""
        self._training = training
        self._show_chosen()

    def set_comparing(self, comparing: bool) -> None:
        """Two networks answer now, or one again."""
        self._comparing = comparing
        self._show_chosen()

    # What is shown

    def _show_chosen(self) -> None:
        """Badge, curves and buttons for the selected rows."""
        rows = self.table.selected
        verdict = compare(rows[0].run, rows[1].run) if len(rows) == 2 else None
        fair = verdict.fair if verdict is not None else None
        self._badge.setText(verdict.sentence if verdict is not None else _(_HOW_TO_TEST))
        mark(self._badge, faint=verdict is None, heading=verdict is not None, problem=fair is False)
        any_runs = bool(self.table.rows)
        self.buttons.show_state(rows, any_runs=any_runs, training=self._training, comparing=self._comparing)
        self._show_curves()
        self.one_selected.emit(rows[0].run if len(rows) == 1 else None)

    def _show_curves(self) -> None:
        quantity = "accuracy" if self._accuracy.isChecked() else "loss"
        self.curves.show_runs([row.run for row in self.table.selected], quantity)
        self._note.setText(f"({self.curves.note})" if self.curves.note else "")
        allow(self.buttons.save_curves, _("Select a run that has a curve.") if self.curves.is_empty else "")

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Runs are read when somebody looks at them."""
        super().showEvent(event)
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """Some rows and small curves; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 11, em * 12)
