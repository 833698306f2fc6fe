"""The dialog with the licences of Digitpad and of everything bundled."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.system import assets
from digitpad.translation import _
from digitpad.ui.background.jobs import Jobs
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

_LINE = 135  # characters


class LicencesDialog(QDialog):
    """A window of its own beside the main one."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("licencesDialog")
        self.setAccessibleName(_("Licences"))
        self.setWindowTitle(_("Licences"))
        self._text = named(
            QPlainTextEdit(), "licencesText", _("Licences"), _("The licences of Digitpad and of what comes with it.")
        )
        self._text.setReadOnly(True)
        self._text.setPlainText(_("Reading…"))
        close = named(QPushButton(_("C&lose")), "closeLicencesButton", _("Close"), _("Closes this window."))
        close.clicked.connect(self.close)
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        # As wide as the lines of most licences, so that they are not broken twice.
        room, metrics = self.screen().availableSize(), self.fontMetrics()
        self.resize(
            min(metrics.averageCharWidth() * _LINE, room.width() - 80), min(metrics.height() * 40, room.height() - 80)
        )
        jobs.start(_read, self._text.setPlainText, self._text.setPlainText)


def _read() -> str:
    """What the frozen program brings, with all texts; from source only what is included has come with Digitpad."""
    folder = assets.folder()
    texts = (folder / "LICENSE", folder.parent / "LICENSE", folder / "THIRD-PARTY-LICENCES.txt", folder / "LICENSES.md")
    return "\n\n".join(path.read_text(encoding="utf-8") for path in texts if path.is_file())
