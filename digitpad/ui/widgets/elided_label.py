"""Labels of one line that elide or shrink text that is too long."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


@guarded
class ElidedLabel(PlainLabel):
    """Cut with an ellipsis where it does not fit, so that it asks for no width; screen readers have all of it.

    Args:
        text: what is shown first.
        longest_ems: more room than so many text heights it does not ask for; None for as much as there is text.
    """

    def __init__(self, text: str = "", longest_ems: float | None = None) -> None:
        super().__init__()
        self._longest_ems = longest_ems
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self.setAccessibleDescription(text)

    def sizeHint(self) -> QSize:
        """All of the text, up to the longest; a line high, with nothing to say too."""
        width, em = super().sizeHint().width(), self.fontMetrics().height()
        return QSize(width if self._longest_ems is None else min(width, round(em * self._longest_ems)), em)

    def minimumSizeHint(self) -> QSize:
        """A line high, and as narrow as it must be."""
        return QSize(1, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part that there is room for.

        Not by the style, whose first use makes 600 numbers of Qt into enumerations, before the first paint of all.
        """
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, self.alignment().value, shown)


@guarded
class ShrinkingLabel(ElidedLabel):
    """A line in bold that gets smaller before it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self._sizes = (0.0, 0.0)

    def set_sizes(self, largest: float, least: float) -> None:
        """How large the text may be, and how small, in points."""
        self._sizes = largest, least
        self._fit()

    def setText(self, text: str) -> None:
        """Show another text, at the size that it has room for."""
        if text != self.text():
            super().setText(text)
            self._fit()

    def _fit(self) -> None:
        largest, least = self._sizes
        if not largest:
            return
        font = QFont(self.font())
        font.setPointSizeF(largest)
        font.setBold(True)
        needed = QFontMetricsF(font).horizontalAdvance(self.text())
        room = self.contentsRect().width()
        size = largest if needed <= room else max(min(least, largest), largest * room / needed)
        # A style sheet of its own, since the application's sheet would win over setFont.
        sheet = f"font-size: {size:.1f}pt; font-weight: bold;"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for another size."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So has another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()
