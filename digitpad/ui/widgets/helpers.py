"""Helpers for widgets: names and tips, icons, marks, faint labels."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.system import assets
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsSize
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import PlainLabel, set_tip

if TYPE_CHECKING:
    pass

W = TypeVar("W", bound=QWidget)

_ICON_SIZE = 48
"""Pixels that an icon is drawn at; Qt scales it down to the button's size."""


def named(widget: W, object_name: str, accessible_name: str, tip: str) -> W:
    """Give a control its stable name, its name for screen readers and its explanation in one sentence."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    widget.setProperty("purpose", tip)
    set_tip(widget, tip)
    return widget


def allow(widget: QWidget, why_not: str = "") -> None:
    """Let a control be used, or say in its tip why it cannot be used now.

    Args:
        widget: `named`, with the tip that says what it does.
        why_not: the reason as one sentence; empty when nothing is in the way.
    """
    widget.setEnabled(not why_not)
    set_tip(widget, why_not or widget.property("purpose"))


def mark(widget: W, **properties: bool) -> W:
    """Set properties that the style sheet looks at (`primary`, `faint`, `wrong` ...) and redraw."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet is yet to be looked at
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    return widget


@guarded
class Note(FollowsSize, PlainLabel):
    """Wrapped text that is exactly as high as its lines.

    Qt's height-for-width gets lost on its way through forms and scroll areas: lines overlap or leave gaps. A note
    sets its own height whenever its width or text changes.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self.text():
            super().setText(text)
            self._fit()

    def _fit(self) -> None:
        room = QRect(0, 0, self.width(), 10_000)
        height = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text() or " ").height()
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def hasHeightForWidth(self) -> bool:
        """Not for layouts; see above."""
        return False


def faint_label(text: str) -> Note:
    """An explanation: smaller in weight than what it explains, wrapped."""
    return mark(Note(text), faint=True)


def icon(name: str, size: int = _ICON_SIZE) -> QIcon:
    """A symbol from `assets/icons` in the colour of the text, sharp up to so many pixels."""
    source = (assets.folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, theme.colours().text), (QIcon.Mode.Disabled, theme.colours().line)):
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(painter)
        painter.end()
        result.addPixmap(pixmap, mode)
    return result
