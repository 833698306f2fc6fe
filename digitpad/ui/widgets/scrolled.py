"""Put a page into a scroll area for small windows."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


def scrolled_column(page: QWidget) -> QVBoxLayout:
    """Give a page one column that scrolls where the window is too low for it; what it holds is added to it."""
    content = QWidget()
    column = theme.spaced(QVBoxLayout(content), theme.PAGE_MARGIN)
    around = theme.spaced(QVBoxLayout(page), gap=None)
    around.addWidget(VerticalScroll(content))
    return column


@guarded
class VerticalScroll(QScrollArea):
    """Scrolls up and down; its content is as wide as there is room, so that nothing is cut off at the right.

    Without a frame, on the ground of the pages. The Tab key passes it by: what is in it takes the focus, and hands the
    keys that scroll on to it.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = content
        self.setWidget(content)
        for widget in (self, content):
            widget.setBackgroundRole(QPalette.ColorRole.Base)  # as the page around it

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows with long words wrap."""
        self._content.setMaximumWidth(self.viewport().width())
        super().resizeEvent(event)


