"""A row of buttons that wraps like words in lines."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@guarded
class FlowRow(QWidget):
    """Its height follows its width; no layout does that reliably inside a splitter or a stack."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QAbstractButton] = []
        self._left_out: set[QAbstractButton] = set()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, button: QAbstractButton) -> None:
        """Append a button; Tab reaches the buttons in this order."""
        button.setParent(self)
        self._buttons.append(button)

    def show_button(self, button: QAbstractButton, visible: bool) -> None:
        """Show a button, or leave it out; then it takes no room."""
        button.setVisible(visible)
        (self._left_out.discard if visible else self._left_out.add)(button)
        self._arrange()

    def _arrange(self) -> None:
        seen = [button for button in self._buttons if button not in self._left_out]
        if not seen:
            return
        gap = theme.GRID // 2
        x, y, height = 0, 0, max(button.sizeHint().height() for button in seen)
        for button in seen:
            width = min(button.sizeHint().width(), self.width())
            if x and x + width > self.width():
                x, y = 0, y + height + gap
            button.setGeometry(x, y, width, height)
            x += width + gap
        self.setFixedHeight(y + height)

    def sizeHint(self) -> QSize:
        """Two buttons wide; the height is set anyway."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        return QSize(2 * widest, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another number of lines."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """So may other words or another text size; buttons hear of that before or after the row."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)
