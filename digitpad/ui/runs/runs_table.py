"""The table of runs: its columns, one row a run, the newest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from digitpad.formatting import percent
from digitpad.training.epoch import Score
from digitpad.training.run import FAILED, FINISHED, RUNNING, STOPPED, Run, tidy_title
from digitpad.training.settings_text import changes_text, value_text
from digitpad.translation import N_, _
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.plain_text import set_tip

_STATES = {RUNNING: N_("Unfinished"), FINISHED: N_("Finished"), STOPPED: N_("Stopped"), FAILED: N_("Failed")}
_NO_VALUE = "–"


@dataclass(frozen=True)
class RunsTableRow:
    """A run and what is there of it on disk: its network, and a checkpoint to go on from."""

    run: Run
    has_network: bool
    has_checkpoint: bool


def _accuracy(score: Score | None) -> str:
    return percent(score.accuracy) if score is not None else _NO_VALUE


def _optimizer(run: Run) -> str:
    text = f"{value_text('optimizer', run.plan.optimizer)} {run.plan.learning_rate:g}"
    rates = [change.value for change in run.changes if change.setting == "learning_rate"]
    return f"{text} → {rates[-1]:g}" if rates else text


def _details(run: Run) -> str:
    changes = _("Changed during the run: {changes}.").format(changes=changes_text(run.changes)) if run.changes else ""
    return " ".join(filter(None, (run.sentence, changes)))


class _Column(NamedTuple):
    """Heading and text; whether it is a number, and whether somebody chose it, or it is what came of a run."""

    heading: str
    text: Callable[[Run], str]
    is_number: bool = False
    is_setting: bool = False


# What tells runs apart comes first: a narrow window shows the rest when it is scrolled.
_COLUMNS = (
    _Column(N_("Title"), lambda run: run.title),
    _Column(N_("Validation"), lambda run: _accuracy(run.validation), is_number=True),
    _Column(N_("Test"), lambda run: _accuracy(run.test), is_number=True),
    _Column(N_("Network"), lambda run: run.layers, is_setting=True),
    _Column(N_("Optimizer"), _optimizer, is_setting=True),
    _Column(N_("Batch"), lambda run: str(run.plan.batch_size), is_number=True, is_setting=True),
    _Column(N_("Epochs"), lambda run: str(len(run.history)), is_number=True),
    _Column(N_("Dataset"), lambda run: tidy_title(run.plan.dataset), is_setting=True),
    _Column(N_("Started"), lambda run: run.started),
    _Column(N_("State"), lambda run: _(_STATES[run.state])),
)

# Without room at either side a number touches the text after it.
_STYLE = """
QTableView::item { padding: 0 6px; }
QHeaderView { background: palette(window); }
QHeaderView::section {
    background: palette(window); color: palette(window-text); border: none; border-bottom: 1px solid palette(mid);
    padding: 2px 8px;
}
"""

_TITLE_SHARE = 0.42
"""Of the table's width, at most, until somebody draws the column wider."""

_LINES = 4
"""So many lines are seen at least, the headings among them."""


@guarded
class RunsTable(QTableWidget):
    """Any number of rows can be selected; a title is changed where it stands.

    Signals:
        chosen: other rows are selected.
        renamed: a `Run` and the title that it is to have.
    """

    chosen = Signal()
    renamed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(0, len(_COLUMNS))
        named(
            self, "runsTable", _("Runs"),
            _("One row a run; select several with Ctrl or Shift, change a title with F2 or a double click."),
        )
        self._rows: tuple[RunsTableRow, ...] = ()
        for place, column in enumerate(_COLUMNS):
            item = QTableWidgetItem(_(column.heading))
            item.setTextAlignment(_alignment(column.is_number))
            self.setHorizontalHeaderItem(place, item)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)  # Tab leads to the next control, arrows through the rows
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # many titles differ at their end only
        self.setShowGrid(False)
        self.setStyleSheet(_STYLE)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fitting = self._columns_are_drawn = False
        header.sectionResized.connect(self._column_resized)
        self.itemSelectionChanged.connect(self.chosen)
        self.itemSelectionChanged.connect(self._show_difference)
        self.itemChanged.connect(self._edited)

    @property
    def rows(self) -> tuple[RunsTableRow, ...]:
        """All rows, the newest first."""
        return self._rows

    @property
    def selected(self) -> tuple[RunsTableRow, ...]:
        """The selected rows, the oldest first."""
        places = {index.row() for index in self.selectionModel().selectedRows()}
        return tuple(self._rows[place] for place in sorted(places, reverse=True))

    @property
    def is_editing(self) -> bool:
        """Whether somebody is typing a title."""
        return any(edit.isVisible() for edit in self.viewport().findChildren(QLineEdit))

    def show_rows(self, rows: Sequence[RunsTableRow]) -> None:
        """Show these runs, given oldest first; those that were selected stay so."""
        newest_first = tuple(reversed(rows))
        if newest_first == self._rows:
            return
        before = {row.run.name for row in self.selected}
        current = self._rows[self.currentRow()].run.name if self.currentRow() >= 0 else None
        newest = {row.run.name for row in newest_first[:1]}
        if newest.isdisjoint(row.run.name for row in self._rows) and before <= {row.run.name for row in self._rows[:1]}:
            # What was just trained is what people want to see, unless they have chosen something else.
            before, current = newest, next(iter(newest), None)
        with QSignalBlocker(self):
            self._rows = newest_first
            self.setRowCount(len(newest_first))
            self.clearSelection()
            for place, row in enumerate(newest_first):
                self._fill(place, row)
            self._select(before, current)
        self._fit_columns()
        self._fit_rows()
        self.chosen.emit()

    def _fit_rows(self) -> None:
        """No higher than its rows, so that the curves have what a short table leaves."""
        self.resizeRowsToContents()
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + bar
        self.setMaximumHeight(max(height + 2 * self.frameWidth(), self.minimumSizeHint().height()))

    def _fit_columns(self) -> None:
        """As wide as what they hold, unless somebody has drawn one wider or narrower."""
        if self._columns_are_drawn:
            return
        self._fitting = True
        self.resizeColumnsToContents()
        # One long title must not push the figures off the page.
        self.setColumnWidth(0, min(self.columnWidth(0), round(self.viewport().width() * _TITLE_SHARE)))
        self._fitting = False

    def _column_resized(self, *__: int) -> None:
        self._columns_are_drawn = self._columns_are_drawn or not self._fitting

    def _show_difference(self) -> None:
        """Scroll to the first setting in which the selected runs differ."""
        runs = [row.run for row in self.selected]
        if len(runs) > 1:
            for place, column in enumerate(_COLUMNS):
                if column.is_setting and len({column.text(run) for run in runs}) > 1:
                    self.scrollTo(self.model().index(self.currentRow(), place))
                    return

    def edit_title(self) -> None:
        """Let somebody type another title for the selected run."""
        rows = self.selectionModel().selectedRows()
        if self.state() == QAbstractItemView.State.EditingState:  # Qt would warn; a menu leaves the editor open
            for edit in self.viewport().findChildren(QLineEdit):
                edit.setFocus()
        elif len(rows) == 1:
            self.setFocus()
            self.setCurrentIndex(rows[0].siblingAtColumn(0))
            self.edit(rows[0].siblingAtColumn(0))

    def _fill(self, place: int, row: RunsTableRow) -> None:
        for number, column in enumerate(_COLUMNS):
            item = QTableWidgetItem(column.text(row.run))
            item.setTextAlignment(_alignment(column.is_number))
            set_tip(item, _details(row.run) if number else _("Press F2 or double-click to change the title."))
            if number:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(place, number, item)

    def _select(self, names: set[str], current: str | None) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        for place, row in enumerate(self._rows):
            index = self.model().index(place, 0)
            if row.run.name == current:
                model.setCurrentIndex(index, flags.NoUpdate)
            if row.run.name in names:
                model.select(index, flags.Select | flags.Rows)

    def _edited(self, item: QTableWidgetItem) -> None:
        run = self._rows[item.row()].run
        title = tidy_title(item.text())
        with QSignalBlocker(self):
            item.setText(title or run.title)
        if title and title != run.title:
            self.renamed.emit(run, title)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rowCount():
            self._fit_columns()
            self._fit_rows()

    def minimumSizeHint(self) -> QSize:
        """Some rows; the rest scrolls."""
        em = self.fontMetrics().height()
        return QSize(em * 10, round(em * 1.6 * _LINES))

    def sizeHint(self) -> QSize:
        """A few more rows."""
        em = self.fontMetrics().height()
        return QSize(em * 30, round(em * 1.6 * 2 * _LINES))


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
