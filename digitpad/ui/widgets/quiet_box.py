"""A choice box for a form that scrolls: the wheel scrolls the form, and chooses nothing on the way."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


@guarded
class QuietBox(QComboBox):
    """Everything but the wheel is as in any other."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the form."""
        event.ignore()
