"""The heading of a panel, with the button that explains it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


@guarded
class PanelHead(FollowsSize, QWidget):
    """Side by side where there is room for both, and else the button below.

    Attributes:
        heading: the words.
    """

    def __init__(self, text: str, button: QPushButton) -> None:
        super().__init__()
        self.heading = mark(Note(text), heading=True)
        self._button = button
        self._box = theme.spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight, self))
        self._box.addWidget(self.heading, 1)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_text(self, text: str) -> None:
        """Another heading."""
        self.heading.setText(text)
        self._fit()

    def _fit(self) -> None:
        needed = self.heading.fontMetrics().horizontalAdvance(self.heading.text()) + 2 * theme.GRID
        is_beside = needed + self._button.sizeHint().width() <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
