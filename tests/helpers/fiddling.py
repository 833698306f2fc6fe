"""Whatever somebody may do to a window who wants it to do what it should not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from helpers.windows import press


def drop(window: QWidget, paths: Sequence[Path]) -> None:
    """Drop files on it."""
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop_content(window, content)


def drop_content(window: QWidget, content: QMimeData) -> None:
    """Drop whatever can be dragged."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), copy, content, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, content, left, none))


def wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over its middle; down where the number is below 0."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(widget, event)


def keys(window: QWidget, text: str) -> None:
    """Press a combination of keys, such as Ctrl+1."""
    combination = QKeySequence(text)[0]  # type: ignore[index] # the stubs do not know that it has keys
    press(window, combination.key(), combination.keyboardModifiers())


def fiddle(widget: QWidget) -> None:
    """Whatever somebody may do to a field."""
    left = Qt.MouseButton.LeftButton
    widget.setFocus()
    QTest.mouseClick(widget, left)
    QTest.mouseDClick(widget, left)
    for text in ("9", "0"):
        QTest.keyClicks(widget, text)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(widget, key)
    QTest.keySequence(widget, QKeySequence("Ctrl+V"))
    QTest.mouseClick(widget, Qt.MouseButton.RightButton)
    for notches in (1, -3):
        wheel(widget, notches)


def all_entries(menu: QMenu) -> Iterator[QAction]:
    """Whatever can be chosen in a menu by now, as somebody would find it who opens it."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        if isinstance(below := action.menu(), QMenu):
            yield from all_entries(below)
        elif not action.isSeparator():
            yield action
