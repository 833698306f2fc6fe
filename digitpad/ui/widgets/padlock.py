"""Grey a control whatever else happens to it, with a padlock that says why."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QAbstractButton, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import icon
from digitpad.ui.widgets.plain_text import PlainLabel, give_back_tip, set_tip, tip

_SYMBOL = "padlock"


@guarded
class Padlock(QObject):
    """Locks one widget and what is in it.

    Whoever else enables the widget meanwhile finds it enabled when it is unlocked. Whoever disables it meanwhile is not
    heard, since Qt tells nobody: it has to look again then.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._why = ""
        self._was_enabled = True
        self._tip = ""
        self._icon: QIcon | None = None
        self._sign: PlainLabel | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the widget is locked."""
        return bool(self._why)

    def set(self, why: str) -> None:
        """Lock the widget for this reason, a sentence; an empty one unlocks it."""
        if bool(why) == self.is_locked:
            return
        if why:
            self._lock(why)
        else:
            self._unlock()

    def _lock(self, why: str) -> None:
        widget = self._widget
        self._was_enabled = not widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
        self._tip = widget.toolTip()
        widget.setEnabled(False)
        set_tip(widget, why)
        self._why = why
        if isinstance(widget, QAbstractButton):
            self._icon = widget.icon()
            widget.setIcon(icon(_SYMBOL))
        else:
            self._show_sign()
        widget.installEventFilter(self)

    def _unlock(self) -> None:
        widget = self._widget
        widget.removeEventFilter(self)
        self._why = ""
        if isinstance(widget, QAbstractButton) and self._icon is not None:
            widget.setIcon(self._icon)
        if self._sign is not None:
            self._sign.hide()
        give_back_tip(widget, self._tip)
        widget.setEnabled(self._was_enabled)

    def _show_sign(self) -> None:
        if self._sign is None:
            self._sign = PlainLabel()
            self._sign.setParent(self._widget)
            self._sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place_sign()
        self._sign.show()
        self._sign.raise_()

    def _place_sign(self) -> None:
        """At the right, left of a spin box's arrows; in a panel, in its upper corner."""
        if self._sign is None:
            return
        widget, side = self._widget, self._widget.fontMetrics().height()
        self._sign.setPixmap(icon(_SYMBOL).pixmap(QSize(side, side)))
        high = widget.height() > 2.5 * side
        x = widget.width() - side - (theme.GRID // 2 if high else 3 * theme.GRID)
        y = theme.GRID // 2 if high else (widget.height() - side) // 2
        self._sign.setGeometry(max(0, x), max(0, y), side, side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep it greyed and explained; the padlock follows its size and colours."""
        kind, widget = event.type(), self._widget
        if kind is QEvent.Type.EnabledChange:
            if not widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):
                self._was_enabled = True
                widget.setEnabled(False)
        elif kind is QEvent.Type.ToolTipChange:
            if widget.toolTip() != tip(self._why):
                self._tip = widget.toolTip()
                set_tip(widget, self._why)
        elif kind in (QEvent.Type.Resize, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._place_sign()
        return False


class EntryPadlock(QObject):
    """Locks one menu entry, its key, and whatever button shows it, in the same way."""

    def __init__(self, entry: QAction) -> None:
        super().__init__(entry)
        self._entry = entry
        self._why = ""
        self._was_enabled = True
        self._tip = ""
        self._icon = QIcon()
        entry.enabledChanged.connect(self._keep)

    def set(self, why: str) -> None:
        """Lock the entry for this reason, a sentence; an empty one unlocks it."""
        entry = self._entry
        if bool(why) == bool(self._why):
            return
        if why:
            self._was_enabled, self._tip, self._icon = entry.isEnabled(), entry.toolTip(), entry.icon()
            self._why = why
            entry.setEnabled(False)
            entry.setIcon(icon(_SYMBOL))
            set_tip(entry, why)
        else:
            self._why = ""
            entry.setIcon(self._icon)
            give_back_tip(entry, self._tip)
            entry.setEnabled(self._was_enabled)

    def _keep(self, enabled: bool) -> None:
        if self._why and enabled:
            self._was_enabled = True
            self._entry.setEnabled(False)
