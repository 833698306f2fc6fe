"""Save what a tab shows: table, chart, report; and a button that says how it is computed."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QMenu, QPushButton

from digitpad.evaluation.tables import Row, to_csv
from digitpad.system.files import write_atomically
from digitpad.translation import N_, _
from digitpad.ui.evaluation.charts import Chart, to_pdf, to_png, to_svg
from digitpad.ui.widgets.dialogs import show_problem
from digitpad.ui.widgets.file_dialogs import choose_target, folder_used_last
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import named

if TYPE_CHECKING:
    from pathlib import Path

    from digitpad.ui.background.jobs import Jobs


class SavedReport(NamedTuple):
    """What can be saved of a tab.

    Attributes:
        name: what the file is called at first, without its ending.
        title: above all of it.
        sentences: the figures in words.
        rows: of the table.
        charts: what is painted.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    charts: tuple[Chart, ...]


_KINDS: dict[str, tuple[str, str, Callable[[SavedReport], bytes]]] = {
    "csv": (N_("Table as CSV…"), N_("Tables (*.csv)"), lambda report: to_csv(report.rows)),
    "png": (N_("Chart as PNG…"), N_("Pictures (*.png)"), lambda report: to_png(report.charts)),
    "svg": (N_("Chart as SVG…"), N_("Drawings (*.svg)"), lambda report: to_svg(report.charts)),
    "pdf": (N_("Report as PDF…"), N_("Reports (*.pdf)"),
            lambda report: to_pdf(report.title, report.sentences, report.charts)),
}  # fmt: skip


class ExportRow(FlowRow):
    """A button with a menu, and one that explains.

    Args:
        name: with which the object names of the buttons begin.
        jobs: where files are written.
        report: what can be saved now; None for nothing.
        how: says how it is computed.
    """

    def __init__(
        self, name: str, jobs: Jobs, report: Callable[[], SavedReport | None], how: QPushButton
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._report = report
        self.button = named(
            QPushButton(_("Save…")), f"{name}SaveButton", _("Save"),
            _("Saves the table, the chart or a report of what is shown."),
        )
        menu = QMenu(self.button)
        for suffix, (text, _kind, _content) in _KINDS.items():
            menu.addAction(_(text)).triggered.connect(partial(self.save, suffix))
        self.button.setMenu(menu)
        self.add(self.button)
        self.add(how)

    def save(self, suffix: str, *__: object) -> None:
        """Ask for a file and write it.

        Args:
            suffix: `csv`, `png`, `svg` or `pdf`.
        """
        report = self._report()
        if report is None:
            return
        title, kind, content_of = _KINDS[suffix]
        content = content_of(report)  # as it is now: a dialog is open for a while

        def write(path: Path) -> None:
            self._jobs.start(partial(write_atomically, path, content), lambda __: None, self._failed)

        start = folder_used_last() / f"{report.name}.{suffix}"
        choose_target(self.window(), _(title).removesuffix("…"), start, write, _(kind), suffix)

    def _failed(self, sentence: str) -> None:
        show_problem(self.window(), _("Not saved"), sentence)
