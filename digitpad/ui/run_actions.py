"""The buttons for what can be done with the selected runs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from digitpad.training.run import RUNNING
from digitpad.ui.button_flow import ButtonFlow
from digitpad.ui.runs_table import Row
from digitpad.ui.widgets import named


class RunActions(ButtonFlow):
    """Each button is enabled while it makes sense for the rows that are selected."""

    def __init__(self) -> None:
        super().__init__()
        self.put_live = self._make(
            "Put under the pen", "putLiveButton", "Answer what is drawn with the network of the selected run."
        )
        self.compare = self._make(
            "Compare live", "compareButton",
            "Let two networks answer the same drawing: those of two selected runs, or one and the present network.",
        )
        self.end_compare = self._make("End comparison", "endCompareButton", "Go back to one network under the pen.")
        self.go_on = self._make(
            "Continue", "continueRunButton", "Train the selected run for one more epoch, from where it ended."
        )
        self.delete = self._make(
            "Delete …", "deleteRunButton", "Remove the selected runs and their networks for good."
        )
        self.export = self._make(
            "Export rows (CSV) …", "exportRunsButton",
            "Save all settings and figures of the selected runs, or of all, for a spreadsheet.",
        )
        self.save_curves = self._make(
            "Save curves (PNG) …", "saveCurvesButton", "Save the curves that are shown as a picture."
        )

    def _make(self, text: str, name: str, tip: str) -> QPushButton:
        button = named(QPushButton(text), name, text.removesuffix(" …"), tip)
        self.add(button)
        return button

    def show_state(self, rows: Sequence[Row], *, any_runs: bool, training: bool, comparing: bool) -> None:
        """Enable what can be done.

        Args:
            rows: those that are selected.
            any_runs: whether there are runs at all.
            training: whether a run is under way; it owns its row and the place under the pen.
            comparing: whether two networks answer now.
        """
        one, two = len(rows) == 1, len(rows) == 2
        networks = all(row.has_network for row in rows)
        free = not training or all(row.run.state != RUNNING for row in rows)
        self.put_live.setEnabled(one and networks and not training)
        self.compare.setEnabled(networks and (one or (two and not training)))
        self.end_compare.setEnabled(comparing)
        self.go_on.setEnabled(one and not training and all(row.has_checkpoint for row in rows))
        self.delete.setEnabled(bool(rows) and free)
        self.export.setEnabled(any_runs)
