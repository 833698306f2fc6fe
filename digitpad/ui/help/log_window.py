"""Help > Show log: the newest part of the log file, to read and copy."""

import os
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.errors import DigitpadError, reason_of
from digitpad.system.log_file import NAME
from digitpad.translation import N_, _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow
from digitpad.ui.widgets.helpers import named

_SHOWN_BYTES = 100_000


class LogWindow(QDialog):
    """A read-only window beside the main one.

    Args:
        data_dir: the user's data folder, where the log is.
        jobs: reads the file in the background.
        parent: the main window.
    """

    def __init__(self, data_dir: Path, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("logWindow")
        self.setAccessibleName(_("Log"))
        self.setWindowTitle(_("Log"))
        self._path = data_dir / NAME
        self._jobs = jobs
        self._text = named(
            QPlainTextEdit(), "logText", _("Log"),
            _("What went wrong, the newest at the end; names and drawings are not in it."),
        )
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy = named(
            QPushButton(_("&Copy the log")), "copyLogButton", _("Copy the log"),
            _("Puts the log on the clipboard as plain text."),
        )
        close = named(QPushButton(_("C&lose")), "closeLogButton", _("Close"), _("Closes this window."))
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        close.clicked.connect(self.close)
        buttons = FlowRow()
        for button in (self._copy, close):
            button.setAutoDefault(False)
            buttons.add(button)
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN)
        layout.addWidget(self._text, 1)
        layout.addWidget(buttons)
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(em * 50, room.width() - 80), min(em * 30, room.height() - 80))

    def read(self) -> None:
        """Show what is in the file now, read in the background."""
        self._copy.setEnabled(False)
        self._text.setPlainText(_("Reading…"))
        self._jobs.start(partial(_read_end, self._path), self._show_text, self._text.setPlainText)

    def _show_text(self, text: str) -> None:
        self._text.setPlainText(text or _("The log is empty: nothing has gone wrong."))
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._copy.setEnabled(bool(text))


def _read_end(path: Path) -> str:
    """The last whole lines of the file; an empty text where there is none."""
    try:
        with path.open("rb") as file:
            skipped = max(0, file.seek(0, os.SEEK_END) - _SHOWN_BYTES)
            file.seek(skipped)
            content = file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise DigitpadError(N_("The log cannot be read ({reason})."), reason=reason_of(error)) from error
    if skipped:
        content = content.partition(b"\n")[2]
    return content.decode(errors="replace")
