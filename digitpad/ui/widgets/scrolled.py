"""Put a page into a scroll area for small windows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QScrollArea, QWidget


def scrolled(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls, without a frame and on the ground of the pages.

    The Tab key passes it by: what is in it takes the focus, and hands the keys that scroll on to it.
    """
    scroll = QScrollArea()
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    for widget in (scroll, content):
        widget.setBackgroundRole(QPalette.ColorRole.Base)  # as the page around it
    return scroll
