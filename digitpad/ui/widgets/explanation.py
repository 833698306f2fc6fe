"""The button “How is this computed?”, and the dialog that it opens."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from digitpad.formatting import visible
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

_WIDTH_EMS, _HEIGHT_EMS = 34, 26


class ExplanationDialog(QDialog):
    """A window of its own beside the main one, with a text that can be copied.

    Args:
        title: what is explained.
        text: formula and source, in paragraphs.
        parent: the window.
    """

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("explanationDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._text = named(
            QPlainTextEdit(), "explanationText", _("How is this computed?"), _("The formula, and where it comes from.")
        )
        self._text.setReadOnly(True)
        self._text.setPlainText(visible(text))
        close = named(QPushButton(_("C&lose")), "closeExplanationButton", _("Close"), _("Closes this window."))
        close.clicked.connect(self.close)
        layout = theme.spaced(QVBoxLayout(self), theme.DIALOG_MARGIN)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        em, room = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(_WIDTH_EMS * em, room.width() - 80), min(_HEIGHT_EMS * em, room.height() - 80))


def how_button(name: str, title: str, text: str) -> QPushButton:
    """A button that opens an explanation.

    Args:
        name: the object name of the button.
        title: what is explained, the title of the dialog.
        text: formula and source, in paragraphs.
    """
    button = named(
        QPushButton(_("How is this computed?")), name, _("How is this computed? {title}").format(title=title),
        _("The formula, and where it comes from."),
    )
    button.clicked.connect(lambda: ExplanationDialog(title, text, button.window()).show())
    return button
