"""The tabs of the pages; some show a symbol instead of a title."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import icon


@guarded
class PageTabs(QTabWidget):
    """Pages by their names; some tabs show a symbol instead of a title."""

    def __init__(self) -> None:
        super().__init__()
        # In a language of long words all pages stay in sight.
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self._pages: dict[str, QWidget] = {}
        self._symbols: dict[QWidget, str] = {}

    def add_page(self, name: str, page: QWidget, title: str, symbol: str = "") -> None:
        """Append a page.

        Args:
            name: what the program calls it.
            page: the page.
            title: what people call it; a tip and screen readers say it where there is a symbol.
            symbol: the name of an icon that takes the title's place.
        """
        self._pages[name] = page
        place = self.addTab(page, title)
        self.setTabToolTip(place, title)
        if symbol:
            self._symbols[page] = symbol
            self.setTabText(place, "")
            self.setTabIcon(place, icon(symbol))
            self.tabBar().setAccessibleTabName(place, title)

    def show_page(self, name: str) -> None:
        """Bring the page of that name to the front."""
        self.setCurrentWidget(self._pages[name])

    def changeEvent(self, event: QEvent) -> None:
        """The symbols follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for page, symbol in self._symbols.items():
                self.setTabIcon(self.indexOf(page), icon(symbol))
