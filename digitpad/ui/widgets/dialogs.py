"""Non-blocking message boxes: show a problem, explain something, ask before something is lost."""

from __future__ import annotations  # dialogs are imported when they are shown, not at the start

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from digitpad.formatting import visible

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

    Choices = tuple[tuple[str, QMessageBox.ButtonRole, Callable[[], None]], ...]

_ABOUT_EMS, _ABOUT_SHARE = 28, 0.7
"""How wide the text about the program is, in text heights, and at most of the window."""

_log = logging.getLogger(__name__)


def show_problem(parent: QWidget, title: str, sentence: str) -> QMessageBox:
    """Say in one sentence what went wrong. The error that is being handled, if one is, goes to the log."""
    _log.info("shown: %s", title, exc_info=sys.exception())
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, title, visible(sentence), QMessageBox.StandardButton.Ok, parent)
    box.setObjectName("problemDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names come from files; they are shown, never obeyed
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()
    return box


def show_about(window: QWidget, title: str, text: str) -> QMessageBox:
    """Say what the program is, beside its icon; the text is the program's own and may be HTML."""
    from PySide6.QtWidgets import QLabel, QMessageBox

    box = QMessageBox(window)
    box.setObjectName("aboutDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(title)
    box.setIconPixmap(window.windowIcon().pixmap(4 * window.fontMetrics().height()))
    box.setText(text)
    for label in box.findChildren(QLabel, "qt_msgbox_label"):  # else large text makes it higher than a small screen
        label.setMinimumWidth(min(_ABOUT_EMS * window.fontMetrics().height(), round(window.width() * _ABOUT_SHARE)))
    box.open()
    return box


def bring_to_front(dialog: QDialog) -> None:
    """Show a window that is not modal, before the others."""
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def ask_choice(parent: QWidget, title: str, question: str, choices: Choices) -> QMessageBox:
    """Ask, and call what belongs to the button that was pressed; Escape presses the one that changes nothing.

    Args:
        parent: the window.
        title: of the dialog.
        question: one or two sentences.
        choices: text, role and action of each button; the first is the one that Enter presses.
    """
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Question, title, visible(question), QMessageBox.StandardButton.NoButton, parent)
    box.setObjectName("questionDialog")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    actions = {}
    for text, role, action in choices:
        button = box.addButton(text, role)
        actions[button] = action
        if role is QMessageBox.ButtonRole.RejectRole:
            box.setEscapeButton(button)
    box.setDefaultButton(next(iter(actions)))
    box.buttonClicked.connect(lambda button: actions[button]())
    box.open()
    return box
