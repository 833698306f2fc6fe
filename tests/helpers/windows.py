"""Showing windows, finding what is in them, and putting them away."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad.ui.main_window import MainWindow
from helpers.patience import PATIENCE

W = TypeVar("W", bound=QWidget)


def shown(widget: W, qtbot: QtBot) -> W:
    """Show a widget alone and give it the keyboard; it goes away with the test."""
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
    return widget


@contextmanager
def opened(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int] | None = (1024, 600)
) -> Iterator[MainWindow]:
    """Show a main window; afterwards stop what runs, forget what is unsaved, and close it."""
    if size is not None:
        window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
    try:
        yield window
    finally:
        if shiboken6.isValid(window):
            if window.workbench.is_training:
                window.workbench.session.stop()
            qtbot.waitUntil(lambda: not window.workbench.is_training)
            for dialog in window.findChildren(QMessageBox):
                dialog.close()
            for entry in window.workbench.networks.entries:
                window.workbench.networks.discard(entry)
            window.close()
            qtbot.waitUntil(window.isHidden)
            if window.has_threads_left:  # the program would end around what is only being loaded
                assert window.workbench.session.wait(PATIENCE)
            # What the threads said last arrives before the window goes.
            QApplication.processEvents()
            delete(window)


def delete(window: QWidget) -> None:
    """Delete a window now."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def find(parent: QWidget, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment] # W is then QWidget
    """The one widget of that object name."""
    found = parent.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} widgets are called {name}"
    return found[0]


def click(parent: QWidget, name: str) -> None:
    """Press a button by its object name with the mouse, in its middle."""
    QTest.mouseClick(find(parent, name), Qt.MouseButton.LeftButton)


def dialog(window: QWidget, name: str, qtbot: QtBot) -> QMessageBox:
    """The open dialog of that name; waits for it."""

    def boxes() -> list[QMessageBox]:
        return [box for box in window.findChildren(QMessageBox, name) if box.isVisible()]

    qtbot.waitUntil(lambda: len(boxes()) == 1)
    return boxes()[0]


def press(window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key in a window, which is in front: off screen nothing puts it there after a dialog has closed."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, PATIENCE)
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window, key, held)


def answer(box: QMessageBox, text: str) -> None:
    """Press the button with that text."""
    button = next(each for each in box.buttons() if each.text().replace("&", "") == text)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(parent: QWidget) -> str:
    """Everything that the visible labels say, one a line."""
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


@contextmanager
def file_dialog(path: Path | None, *, overwrite: bool = True) -> Iterator[None]:
    """While this lasts, somebody sits in front of the file dialog: types a path and presses Enter, or Escape.

    If it asks whether a file may be overwritten, they say so, or say no and press Escape.
    """
    typed: list[str] = []
    over: list[bool] = []

    def look() -> None:
        if over:
            return
        QTimer.singleShot(20, look)  # before the keys, since the dialog may ask inside them
        top = QApplication.activeModalWidget()
        if isinstance(top, QMessageBox):
            QTest.keyClick(top, Qt.Key.Key_Y if overwrite else Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
        elif isinstance(top, QFileDialog) and path is not None and not typed:
            typed.append(str(path))
            edit = find(top, "fileNameEdit", QLineEdit)
            edit.setText(str(path))
            QTest.keyClick(edit, Qt.Key.Key_Return)
        elif isinstance(top, QFileDialog):
            typed.append("Escape")
            QTest.keyClick(top, Qt.Key.Key_Escape)

    QTimer.singleShot(20, look)
    try:
        yield
        limit = time.monotonic() + PATIENCE / 1000
        while not typed or isinstance(QApplication.activeModalWidget(), QFileDialog):
            assert time.monotonic() < limit, "no file dialog came, or it stayed"
            QTest.qWait(20)
    finally:
        over.append(True)
