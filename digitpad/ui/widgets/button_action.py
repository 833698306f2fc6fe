"""A menu entry that does what a button on a page does, while the button can do it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabWidget

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QAbstractButton, QWidget

_TELLING = (QEvent.Type.EnabledChange, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


@guarded
class ButtonAction(QAction):
    """Is enabled while the button is, and nothing hides it but that another page or tab is in front.

    Args:
        text: the entry's words; a button is often called by what stands around it.
        button: what is pressed.
        show: brings the page of the button to the front; None to leave in front what is there.
    """

    def __init__(self, text: str, button: QAbstractButton, show: Callable[[], None] | None) -> None:
        super().__init__(text, button)
        self.button, self._show = button, show
        button.installEventFilter(self)
        self.triggered.connect(self._press)
        self.follow()

    def _press(self) -> None:
        if self._show is not None:
            self._show()
        self.button.click()
        self.follow()

    def follow(self) -> None:
        """Look at the button again: it is not told what hides around it, or what another button of its group does."""
        self.setEnabled(self.button.isEnabled() and not _is_put_away(self.button))
        self.setCheckable(self.button.isCheckable())
        self.setChecked(self.button.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button can be pressed now, or cannot."""
        if event.type() in _TELLING:
            self.follow()
        return False


def tabs_around(widget: QWidget) -> Iterator[tuple[QTabWidget, QWidget]]:
    """The tabs that a widget is in, from the inside out, each with the page of it that holds the widget."""
    inner = widget
    while (outer := inner.parentWidget()) is not None:
        if isinstance(outer, QStackedWidget) and isinstance(tabs := outer.parentWidget(), QTabWidget):
            yield tabs, inner
        inner = outer


def bring_to_front(widget: QWidget) -> None:
    """Choose the tabs that a widget is in, the outermost first."""
    for tabs, page in reversed(list(tabs_around(widget))):
        tabs.setCurrentWidget(page)


def _is_put_away(widget: QWidget) -> bool:
    """Whether it, or something around it, is hidden, and not only behind another tab."""
    behind = {page for __, page in tabs_around(widget)}
    each: QWidget | None = widget
    while each is not None and not each.isWindow():
        if each.isHidden() and each not in behind:
            return True
        each = each.parentWidget()
    return False
