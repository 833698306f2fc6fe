"""The dialog with the user's settings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.settings.settings import Settings
from digitpad.ui.settings.settings_page import SettingsPage
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.dialogs import bring_to_front
from digitpad.ui.widgets.helpers import named
from digitpad.ui.widgets.scrolled import VerticalScroll

_WIDTH_EMS, _HEIGHT_EMS = 34, 26


class PreferencesDialog(QDialog):
    """A window of its own beside the main one, which shows at once what each choice does."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setAccessibleName(_("Preferences"))
        self.setWindowTitle(_("Preferences"))
        close = named(QPushButton(_("C&lose")), "closePreferencesButton", _("Close"), _("Closes this window."))
        close.clicked.connect(self.close)
        layout = theme.spaced(QVBoxLayout(self), (0, 0, theme.GRID, theme.GRID), None)
        layout.addWidget(VerticalScroll(SettingsPage(settings)), 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def bring(self) -> None:
        """Show it in front, as large as its text needs and the screen allows."""
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(_WIDTH_EMS * em, room.width() - 80), min(_HEIGHT_EMS * em, room.height() - 80))
        bring_to_front(self)
