"""A row of controls that wraps like words in lines."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@guarded
class FlowRow(QWidget):
    """Its height follows its width; no layout does that reliably inside a splitter or a stack."""

    def __init__(self) -> None:
        super().__init__()
        self._controls: list[QWidget] = []
        self._left_out: set[QWidget] = set()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, control: QWidget) -> None:
        """Append a control; Tab reaches the controls in this order."""
        control.setParent(self)
        self._controls.append(control)

    def add_pair(self, label: QWidget, control: QWidget) -> None:
        """Append a control and what is said of it, which stay in one line."""
        pair = QWidget()
        row = theme.spaced(QHBoxLayout(pair))
        row.addWidget(label)
        row.addWidget(control)
        self.add(pair)

    def show_button(self, button: QWidget, visible: bool) -> None:
        """Show a button, or leave it out; then it takes no room."""
        button.setVisible(visible)
        (self._left_out.discard if visible else self._left_out.add)(button)
        self._arrange()

    def _arrange(self) -> None:
        seen = [control for control in self._controls if control not in self._left_out]
        if not seen:
            return
        gap = theme.GRID // 2
        x, y, height = 0, 0, max(control.sizeHint().height() for control in seen)
        for control in seen:
            width = min(control.sizeHint().width(), self.width())
            if x and x + width > self.width():
                x, y = 0, y + height + gap
            control.setGeometry(x, y, width, height)
            x += width + gap
        self.setFixedHeight(y + height)

    def sizeHint(self) -> QSize:
        """Two controls wide; the height is set anyway."""
        widest = max((control.sizeHint().width() for control in self._controls), default=0)
        return QSize(2 * widest, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another number of lines."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """So may other words or another text size; controls hear of that before or after the row."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)
