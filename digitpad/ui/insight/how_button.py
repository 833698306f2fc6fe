"""The button “How is this computed?”, and what it opens."""

from PySide6.QtWidgets import QPushButton

from digitpad.translation import _
from digitpad.ui.widgets.dialogs import show_explanation
from digitpad.ui.widgets.helpers import named


def how_button(name: str, title: str, text: str) -> QPushButton:
    """A button that opens an explanation.

    Args:
        name: the object name of the button.
        title: what is explained, the title of the dialog.
        text: formula and source.
    """
    button = named(
        QPushButton(_("How is this computed?")), name, _("How is this computed? {title}").format(title=title),
        _("The formula, and where it comes from."),
    )
    button.clicked.connect(lambda: show_explanation(button, title, text))
    return button
