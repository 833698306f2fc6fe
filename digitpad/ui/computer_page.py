"""Check this computer: what Digitpad needs and whether it is here, as a report to copy."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from digitpad.computer import Check, Report, Screen, Verdict, examine
from digitpad.ui import theme
from digitpad.ui.button_flow import ButtonFlow
from digitpad.ui.jobs import Jobs
from digitpad.ui.widgets import Note, mark, named

_LOOKING = "Looking …"


class ComputerPage(QDialog):
    """A window of its own beside the main one, which goes on working.

    Args:
        data_dir: the user's data folder.
        jobs: looks in the background.
        window: the main window.
    """

    def __init__(self, data_dir: Path, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("checkPage")
        self.setAccessibleName("Check this computer")
        self.setWindowTitle("Check this computer")
        self._data_dir = data_dir
        self._jobs = jobs
        self._looking = False
        self._report: Report | None = None
        self._headline = mark(
            named(Note(), "checkHeadline", "Outcome", "Whether Digitpad will work here."), heading=True
        )
        self._text = named(
            QTextBrowser(), "checkReport", "Report", "What was looked at, what was found, and what to do about it."
        )
        self._text.setOpenLinks(False)
        self._copy = named(
            QPushButton("&Copy the report"), "copyReportButton", "Copy the report",
            "Puts the report on the clipboard as plain text; no name is in it.",
        )
        self._again = named(
            QPushButton("Check &again"), "checkAgainButton", "Check again", "Looks at everything once more."
        )
        close = named(QPushButton("C&lose"), "closeCheckButton", "Close", "Closes this window.")
        self._copy.clicked.connect(lambda: self.copy())
        self._again.clicked.connect(lambda: self.look())
        close.clicked.connect(self.close)
        buttons = ButtonFlow()
        for button in (self._copy, self._again, close):
            button.setAutoDefault(False)  # Enter presses what has the focus
            buttons.add(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self._headline)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        self._show_report(None)
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(em * 38, room.width() - 80), min(em * 40, room.height() - 80))

    def look(self) -> None:
        """Look at everything, in the background."""
        if self._looking:
            return
        self._looking = True
        self._show_report(None)
        self._jobs.start(partial(examine, self._data_dir, _smallest_screen()), self._looked, self._failed)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.text())

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
        self._headline.setText(_LOOKING if report is None else report.sentence())
        self._text.setHtml("" if report is None else _html(report))
        self._copy.setEnabled(report is not None)
        self._again.setEnabled(not self._looking)

    def changeEvent(self, event: QEvent) -> None:
        """The colours in the text follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._report is not None:
            self._text.setHtml(_html(self._report))


def _smallest_screen() -> Screen:
    """The one with the least room, since the window may be on any."""
    screens = (
        Screen(each.size().width(), each.size().height(), each.devicePixelRatio()) for each in QGuiApplication.screens()
    )
    return min(screens, key=lambda screen: screen.width * screen.height)


def _html(report: Report) -> str:
    return f"<table cellspacing='0' cellpadding='{theme.GRID // 2}'>{''.join(map(_row, report.checks))}</table>"


def _row(check: Check) -> str:
    c = theme.colours()
    colour = {Verdict.FINE: c.faint, Verdict.NOTE: c.validation, Verdict.PROBLEM: c.problem}[check.verdict]
    advice = f"<br><span style='color:{c.faint}'>→ {escape(check.advice)}</span>" if check.advice else ""
    return (
        f"<tr><td style='color:{colour}'>{check.verdict.capitalize()}&nbsp;</td>"
        f"<td><b>{escape(check.name)}</b><br>{escape(check.sentence)}{advice}</td></tr>"
    )
