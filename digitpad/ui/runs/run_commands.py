"""What can be done with the selected runs: use their networks, compare, continue, rename, delete, export."""

from __future__ import annotations  # runs and networks are named in signatures

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from digitpad.translation import _, ngettext
from digitpad.ui.runs.runs_files import picture_to_png, read_networks, write_csv
from digitpad.ui.widgets.dialogs import ask_choice, show_problem
from digitpad.ui.widgets.file_dialogs import choose_target, folder_used_last

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from digitpad.model.network import Network
    from digitpad.training.run import Run
    from digitpad.training.runs import Runs
    from digitpad.ui.background.jobs import Jobs
    from digitpad.ui.runs.run_curves import RunCurves
    from digitpad.ui.runs.runs_table import RunsTable


class RunCommands(QObject):
    """Does it in the background, and says on the page what did not work.

    Args:
        runs: what is on disk.
        jobs: the background.
        table: knows which runs are selected.
        curves: of these runs.
        page: where all of that is.

    Signals:
        network_chosen: a `Run` and its `Network` are to be used.
        comparison_chosen: networks that are to answer the same drawing: a tuple of one or two pairs of a `Run` and its
            `Network`; one is compared with the network in use.
        continue_requested: this `Run` is to go on from its checkpoint.
        deleted: this `Run` is gone, and its network with it.
        changed: the runs on disk are others now.
    """

    network_chosen = Signal(object, object)
    comparison_chosen = Signal(object)
    continue_requested = Signal(object)
    deleted = Signal(object)
    changed = Signal()

    def __init__(self, runs: Runs, jobs: Jobs, table: RunsTable, curves: RunCurves, page: QWidget) -> None:
        super().__init__(page)
        self._runs, self._jobs, self._table, self._curves, self._page = runs, jobs, table, curves, page

    def put_live(self) -> None:
        """Let the selected run's network answer."""
        self._read_networks(lambda pairs: self.network_chosen.emit(*pairs[0]))

    def compare(self) -> None:
        """Let the networks of the selected runs answer beside each other."""
        self._read_networks(self.comparison_chosen.emit)

    def _read_networks(self, then: Callable[[tuple[tuple[Run, Network], ...]], None]) -> None:
        runs = [row.run for row in self._table.selected]
        self._jobs.start(
            partial(read_networks, self._runs, runs), then, partial(self._problem, _("This network cannot be read"))
        )

    def go_on(self) -> None:
        """Let the selected run go on from its checkpoint."""
        for row in self._table.selected:
            self.continue_requested.emit(row.run)

    def rename(self, run: Run, title: str) -> None:
        """Give a run another title."""
        self._jobs.start(
            partial(self._runs.rename, run, title),
            lambda __: self.changed.emit(),
            self._failed(_("The title was not changed")),
        )

    def ask_to_delete(self) -> None:
        """Delete the selected runs, after a question."""
        runs = [row.run for row in self._table.selected]
        if len(runs) == 1:
            question = _("Delete “{title}” with curves and network? This cannot be undone.").format(title=runs[0].title)
        else:
            question = ngettext(
                "Delete {count} run with curves and network? This cannot be undone.",
                "Delete {count} runs with curves and network? This cannot be undone.",
                len(runs),
            ).format(count=len(runs))
        role = QMessageBox.ButtonRole
        ask_choice(
            self._page,
            _("Delete?"),
            question,
            (
                (_("Keep"), role.RejectRole, lambda: None),
                (_("Delete"), role.DestructiveRole, lambda: self._delete(runs)),
            ),
        )

    def _delete(self, runs: list[Run]) -> None:
        gone: list[Run] = []

        def work() -> None:
            for run in runs:
                self._runs.delete(run)
                gone.append(run)

        def over() -> None:
            for run in gone:
                self.deleted.emit(run)
            self.changed.emit()

        self._jobs.start(work, lambda __: over(), self._failed(_("Not everything was deleted"), over))

    def export(self) -> None:
        """Write the selected rows, or all of them, as a table."""
        rows = self._table.selected or tuple(reversed(self._table.rows))
        runs = [row.run for row in rows]
        self._choose_file(
            _("Export table"), "runs", "csv", _("Tables (*.csv)"), lambda path: partial(write_csv, path, runs)
        )

    def save_curves(self) -> None:
        """Write the curves as a picture."""
        # As it is now: a dialog is open for a while.
        picture = self._curves.picture()
        self._choose_file(
            _("Export image"), "curves", "png", _("Pictures (*.png)"),
            lambda path: partial(picture_to_png, path, picture)
        )

    def _choose_file(
        self, title: str, name: str, suffix: str, kind: str, work: Callable[[Path], Callable[[], None]]
    ) -> None:
        """Ask for a file, without stopping the window, and write it in the background."""
        start = folder_used_last() / f"{name}.{suffix}"

        def write(path: Path) -> None:
            self._jobs.start(work(path), lambda __: None, partial(self._problem, _("Not saved")))

        choose_target(self._page, title, start, write, kind, suffix)

    def _failed(self, title: str, then: Callable[[], None] | None = None) -> Callable[[str], None]:
        def failed(sentence: str) -> None:
            self._problem(title, sentence)
            (then or self.changed.emit)()

        return failed

    def _problem(self, title: str, sentence: str) -> None:
        show_problem(self._page, title, sentence)
