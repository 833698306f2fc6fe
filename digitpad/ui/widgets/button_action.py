"""A menu entry that does what a button on a page does, while the button can do it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton

_TELLING = (QEvent.Type.EnabledChange, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


@guarded
class ButtonAction(QAction):
    """Is enabled while the button is, and neither hidden by its page nor one of a pair that takes its place.

    Args:
        text: the entry's words; a button is often called by what stands around it.
        button: what is pressed.
        show: brings the page of the button to the front; None to leave in front what is there.
    """

    def __init__(self, text: str, button: QAbstractButton, show: Callable[[], None] | None) -> None:
        super().__init__(text, button)
        self._button, self._show = button, show
        button.installEventFilter(self)
        self.triggered.connect(self._press)
        self._follow()

    def _press(self) -> None:
        if self._show is not None:
            self._show()
        self._button.click()

    def _follow(self) -> None:
        self.setEnabled(self._button.isEnabled() and not self._button.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button can be pressed now, or cannot."""
        if event.type() in _TELLING:
            self._follow()
        return False
