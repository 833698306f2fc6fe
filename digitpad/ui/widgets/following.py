"""Widgets that follow their size, the size of text and the theme: what has to be done then is one method of theirs."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    _Widget = QWidget
else:
    _Widget = object  # a mixin stands before the class of Qt that it is mixed into


class FollowsSize(_Widget):
    """A mixin: `_fit` is called whenever the widget or its text gets another size."""

    def _fit(self) -> None:
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class FollowsTheme(_Widget):
    """A mixin: `_apply_style` is called whenever the widget gets other colours or its text another size."""

    def _apply_style(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._apply_style()
