"""Keep a label that changes at every point of a line from laying out the whole window anew."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@guarded
class Still(QWidget):
    """Holds one widget without a layout: what the widget would like to be goes no further.

    Qt asks every layout up to the window for its sizes again whenever the text of a label changes, which takes as long
    as the network's answer.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        content.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The content fills it."""
        self._content.setGeometry(self.rect())

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(0, self._content.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """As high as a line."""
        return self.sizeHint()
