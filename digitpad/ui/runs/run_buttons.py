"""The buttons for the selected runs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from digitpad.training.run import RUNNING
from digitpad.translation import N_, _
from digitpad.ui.runs.runs_table import RunsTableRow
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import allow, named

_WAIT = N_("Wait until the run under way has ended.")


class RunButtons(FlowRow):
    """Each button is enabled while it makes sense for the rows that are selected, and says why when it does not."""

    def __init__(self) -> None:
        super().__init__()
        self.put_live = self._make(
            _("Use this network"), "putLiveButton", _("Answer what is drawn with the network of the selected run.")
        )
        self.compare = self._make(
            _("Compare live"), "compareButton",
            _("Let two networks answer the same drawing: those of two selected runs, or one and the present network."),
        )
        self.end_compare = self._make(
            _("End comparison"), "endCompareButton", _("Go back to the network that was in use before.")
        )
        self.go_on = self._make(
            _("Continue"), "continueRunButton", _("Train the selected run for one more epoch, from where it ended.")
        )
        self.rename = self._make(
            _("Rename"), "renameRunButton", _("Change the title of the selected run (F2, or a double click on it).")
        )
        self.delete = self._make(
            _("Delete…"), "deleteRunButton", _("Delete the selected runs and their networks permanently.")
        )
        self.export = self._make(
            _("Export table…"), "exportRunsButton",
            _("Save all settings and figures of the selected runs, or of all, for a spreadsheet (CSV)."),
        )
        self.save_curves = self._make(
            _("Export image…"), "saveCurvesButton", _("Save the curves that are shown as a picture (PNG).")
        )

    def _make(self, text: str, name: str, tip: str) -> QPushButton:
        button = named(QPushButton(text), name, text.removesuffix("…"), tip)
        self.add(button)
        return button

    def show_state(self, rows: Sequence[RunsTableRow], *, any_runs: bool, training: bool, comparing: bool) -> None:
        """Enable what can be done.

        Args:
            rows: those that are selected.
            any_runs: whether there are runs at all.
            training: whether a run is under way; it owns its row, and its network is in use.
            comparing: whether two networks answer now.
        """
        wait = _(_WAIT) if training else ""
        only_one = "" if len(rows) == 1 else _("Select one run.")
        network = "" if all(row.has_network for row in rows) else _("There is no network of this run.")
        checkpoint = "" if all(row.has_checkpoint for row in rows) else _("There is nothing of this run to go on from.")
        allow(self.put_live, only_one or network or wait)
        one_or_two = "" if len(rows) in (1, 2) else _("Select one run or two.")
        allow(self.compare, one_or_two or network or (wait if len(rows) == 2 else ""))
        self.show_button(self.end_compare, comparing)
        allow(self.go_on, only_one or checkpoint or wait)
        allow(self.rename, only_one)
        some = "" if rows else _("Select one run or several.")
        allow(self.delete, some or (wait if any(row.run.state == RUNNING for row in rows) else ""))
        allow(self.export, "" if any_runs else _("There are no runs yet."))
