"""The tabs of the pages; settings are a gear."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from digitpad.ui.widgets.helpers import icon


class PageTabs(QTabWidget):
    """Tabs of which some show a symbol instead of their title."""

    def __init__(self) -> None:
        super().__init__()
        self._symbols: dict[QWidget, str] = {}

    def add_symbol(self, page: QWidget, symbol: str, title: str) -> None:
        """Append a page.

        Args:
            page: the page.
            symbol: the name of its icon.
            title: what a tip and screen readers say.
        """
        place = self.addTab(page, icon(symbol), "")
        self._symbols[page] = symbol
        self.setTabToolTip(place, title)
        self.tabBar().setAccessibleTabName(place, title)

    def changeEvent(self, event: QEvent) -> None:
        """The symbols follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for page, symbol in self._symbols.items():
                self.setTabIcon(self.indexOf(page), icon(symbol))
