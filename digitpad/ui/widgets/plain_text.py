"""The one way in which texts reach labels and tips: as they are, whatever they look like.

Qt takes a text that looks like HTML for HTML, and opens the files that it names. Names of classes, networks and files
come from anywhere.
"""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtText  # the part of that namespace that knows of rich text
from PySide6.QtWidgets import QLabel, QMenu

from digitpad.formatting import visible


class HasTip(Protocol):
    """A widget, an action, or a cell of a table."""

    def setToolTip(self, tip: str, /) -> None: ...


class PlainLabel(QLabel):
    """A label that never shows HTML."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(visible(text))

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(visible(text))


def tip(text: str) -> str:
    """What Qt is to be given for a tip that says this: where Qt would see HTML, HTML that shows the text as it is."""
    text = visible(text)
    if not QtText.mightBeRichText(text):
        return text
    return QtText.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)


def set_tip(target: HasTip, text: str) -> None:
    """Explain something in a tip."""
    target.setToolTip(tip(text))


def give_back_tip(target: HasTip, tip_before: str) -> None:
    """Explain something again as it was explained before: by what was read from it, which is fit for Qt already."""
    target.setToolTip(tip_before)


def add_menu(menu: QMenu, name: str) -> QMenu:
    """Append a menu to a menu that is called as it is, without a letter to press."""
    return menu.addMenu(visible(name).replace("&", "&&"))


def add_entry(menu: QMenu, name: str) -> QAction:
    """Append an entry to a menu that is called as it is, without a letter to press."""
    action = menu.addAction(visible(name).replace("&", "&&"))
    set_tip(action, name)  # Qt would take the text
    return action
