"""Files and pictures that people drop on a window or paste into it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from helpers.windows import press


def files(*paths: Path) -> QMimeData:
    """What a file manager hands over for these files."""
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return content


def drop(window: QWidget, content: QMimeData) -> bool:
    """Drag something over the window and let go of it there; whether the window took it."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(300, 300), copy, content, left, none)
    entered.ignore()
    QCoreApplication.sendEvent(window, entered)
    if entered.isAccepted():
        QCoreApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, content, left, none))
    return entered.isAccepted()


def paste(window: QWidget, content: QMimeData) -> None:
    """Copy something elsewhere, and press Ctrl+V in the window."""
    QGuiApplication.clipboard().setMimeData(content)
    press(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
