"""The dialog Check this computer: a report of what Digitpad needs, to copy."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from digitpad.computer_check import examine, failed_trial, trial
from digitpad.computer_report import Check, CheckVerdict, Report
from digitpad.formatting import visible
from digitpad.system.screens import smallest_screen
from digitpad.training.plan import TrainingPlan
from digitpad.training.runtime import why_not_trainable
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark, named

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset
    from digitpad.training.progress import Outcome
    from digitpad.training.worker import TrainingWorker

_LOOKING = N_("Looking…")
_TRIAL = TrainingPlan(epochs=3, validation_share=0.0)
_TRIAL_PICTURES = 4_000
_STOP_MILLISECONDS = 10_000


@guarded
class ComputerDialog(QDialog):
    """A window of its own beside the main one, which goes on working.

    Args:
        data_dir: the user's data folder.
        jobs: looks in the background.
        window: the main window.
    """

    def __init__(self, data_dir: Path, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("checkPage")
        self.setAccessibleName(_("Check this computer"))
        self.setWindowTitle(_("Check this computer"))
        self._data_dir = data_dir
        self._jobs = jobs
        self._looking = False
        self._worker: TrainingWorker | None = None  # of a trial
        self._report: Report | None = None
        self._headline = mark(
            named(Note(), "checkHeadline", _("Outcome"), _("Whether Digitpad will work here.")), heading=True
        )
        self._text = named(
            QTextBrowser(), "checkReport", _("Report"),
            _("What was looked at, what was found, and what to do about it.")
        )
        self._text.setOpenLinks(False)
        self._copy = named(
            QPushButton(_("&Copy the report")), "copyReportButton", _("Copy the report"),
            _("Puts the report on the clipboard as plain text; no name is in it."),
        )
        self._again = named(
            QPushButton(_("Check &again")), "checkAgainButton", _("Check again"), _("Looks at everything once more.")
        )
        self._try = named(
            QPushButton(_("&Try training")), "tryTrainingButton", _("Try training"),
            _("Trains a small network for some seconds and says how long an epoch takes here; nothing of it is kept."),
        )
        close = named(QPushButton(_("C&lose")), "closeCheckButton", _("Close"), _("Closes this window."))
        self._copy.clicked.connect(lambda: self.copy())
        self._again.clicked.connect(lambda: self.look())
        self._try.clicked.connect(lambda: self.try_training())
        close.clicked.connect(self.close)
        buttons = FlowRow()
        for button in (self._copy, self._again, self._try, close):
            button.setAutoDefault(False)  # Enter presses what has the focus
            buttons.add(button)
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN)
        layout.addWidget(self._headline)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        self._show_report(None)
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(em * 38, room.width() - 80), min(em * 40, room.height() - 80))

    def look(self) -> None:
        """Look at everything, in the background."""
        if self._looking or self._worker is not None:
            return
        self._looking = True
        self._show_report(None)
        self._jobs.start(partial(examine, self._data_dir, smallest_screen()), self._looked, self._failed)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.text())

    def try_training(self) -> None:
        """Train for some seconds, in a thread of its own; a run under way goes first."""
        from digitpad.training.worker import TrainingWorker

        if self._worker is not None or self._report is None:
            return
        self._worker = worker = TrainingWorker(_TRIAL, partial(_load, self._data_dir))
        worker.progressed.connect(lambda progress: self._headline.setText(str(progress.message())))
        worker.succeeded.connect(self._tried)
        worker.failed.connect(lambda sentence: self._add(failed_trial(sentence)))
        worker.finished.connect(self._trial_ended)
        self._show_report(self._report)
        worker.start()

    def stop(self, milliseconds: int = _STOP_MILLISECONDS) -> bool:
        """End a trial under way, for closing the window; whether it has ended in time."""
        if self._worker is None:
            return True
        self._worker.stop()
        return self._worker.wait(milliseconds)

    def _tried(self, outcome: Outcome) -> None:
        if outcome.history:
            self._add(trial(_TRIAL_PICTURES, min(epoch.seconds for epoch in outcome.history)))

    def _add(self, check: Check) -> None:
        if self._report is not None:
            self._report = self._report.with_check(check)

    def _trial_ended(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.deleteLater()
        self._show_report(self._report)
        self._text.moveCursor(QTextCursor.MoveOperation.End)  # where its row is

    def _looked(self, report: Report) -> None:
        self._looking = False
        self._show_report(report)

    def _failed(self, sentence: str) -> None:
        self._looking = False
        self._show_report(None)
        self._headline.setText(sentence)

    def _show_report(self, report: Report | None) -> None:
        self._report = report
        mark(self._headline, problem=report is not None and bool(report.problems))
        self._headline.setText(_(_LOOKING) if report is None else report.sentence())
        self._text.setHtml("" if report is None else _html(report))
        self._copy.setEnabled(report is not None)
        self._again.setEnabled(not self._looking and self._worker is None)
        self._try.setEnabled(report is not None and self._worker is None and why_not_trainable() is None)

    def changeEvent(self, event: QEvent) -> None:
        """The colours in the text follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._report is not None:
            self._text.setHtml(_html(self._report))


def _load(data_dir: Path) -> Dataset:
    """In the trial's thread."""
    from digitpad.data.catalogue import Catalogue

    return Catalogue(data_dir).load(_TRIAL.dataset)


def _html(report: Report) -> str:
    return f"<table cellspacing='0' cellpadding='{theme.GRID // 2}'>{''.join(map(_row, report.checks))}</table>"


def _row(check: Check) -> str:
    c = theme.colours()
    colour = {CheckVerdict.FINE: c.faint, CheckVerdict.NOTE: c.validation, CheckVerdict.PROBLEM: c.problem}[
        check.verdict
    ]
    advice = f"<br><span style='color:{c.faint}'>→ {escape(visible(check.advice))}</span>" if check.advice else ""
    return (
        f"<tr><td style='color:{colour}'>{_(check.verdict).capitalize()}&nbsp;</td>"
        f"<td><b>{escape(_(check.name))}</b><br>{escape(visible(check.sentence))}{advice}</td></tr>"
    )
