"""The pages, and the bar of symbols and titles that chooses one of them."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import icon, named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from digitpad.ui.lesson_locking import LessonLocking

_ICON_EMS = 1.1

_FRAME = 2
"""Pixels around the pages."""


@guarded
class PageBar(QTabBar):
    """Symbols with titles; where there is no room for all titles, only the chosen page has one.

    A bar of its own, not the one of the pages, since it is as wide as the window and the pages are not.
    """

    def __init__(self) -> None:
        super().__init__()
        named(self, "pageBar", _("Pages"), "")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._titles: list[str] = []
        self._symbols: list[str] = []
        self._advances: list[int] = []  # of the titles, in the font in use
        self.currentChanged.connect(lambda __: self._fit())
        self._apply_style()

    def add_title(self, title: str, symbol: str) -> None:
        """Append a tab; `symbol` is the name of an icon."""
        self._titles.append(title)
        self._symbols.append(symbol)
        place = self.addTab(icon(symbol), title)
        self.setTabToolTip(place, title)
        self.setAccessibleTabName(place, title)
        self._apply_style()

    def show_tab(self, place: int, shown: bool) -> None:
        """Show a tab, or hide it: neither the mouse nor a key reaches it then."""
        self.setTabVisible(place, shown)
        self._fit()

    def _apply_style(self) -> None:
        em = self.fontMetrics().height()
        self.setIconSize(QSize(*(round(em * _ICON_EMS),) * 2))
        self._advances = [self.fontMetrics().horizontalAdvance(title) for title in self._titles]
        self._fit()

    def _fit(self) -> None:
        """Show all titles, or the chosen page's, or none: as many as there is room for."""
        current, count = self.currentIndex(), len(self._titles)
        bare = super().sizeHint().width() - sum(
            advance for place, advance in enumerate(self._advances) if self.tabText(place) and self.isTabVisible(place)
        )
        there = {place for place in range(count) if self.isTabVisible(place)}
        room = self.width() - bare - theme.GRID
        if sum(advance for place, advance in enumerate(self._advances) if place in there) <= room:
            shown = there
        else:
            shown = {current} if 0 <= current < count and self._advances[current] <= room else set()
        for place, title in enumerate(self._titles):
            text = title if place in shown else ""
            if text != self.tabText(place):
                self.setTabText(place, text)

    def minimumSizeHint(self) -> QSize:
        """The symbols; titles ask for no room."""
        side = self.iconSize().width() + 2 * theme.GRID
        there = sum(map(self.isTabVisible, range(len(self._titles))))
        return QSize(side * there, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other titles."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The symbols follow the palette, and everything the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for place, symbol in enumerate(self._symbols):
                self.setTabIcon(place, icon(symbol))
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._apply_style()


@guarded
class PageTabs(QTabWidget):
    """Pages by their names.

    Args:
        locking: which of the pages a lesson hides, and who is told that it does; None where no lesson does.

    Attributes:
        bar: chooses the page; whoever lays out the window says where it stands.
    """

    def __init__(self, locking: LessonLocking | None = None) -> None:
        super().__init__()
        self._locking = locking
        self._pages: dict[str, QWidget] = {}
        self.bar = PageBar()
        super().tabBar().hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the bar has it
        self.bar.currentChanged.connect(self.setCurrentIndex)
        self.currentChanged.connect(self.bar.setCurrentIndex)
        self.currentChanged.connect(lambda __: self._leave_hidden())
        if locking is not None:
            locking.changed.connect(self._hide_pages)

    def tabBar(self) -> QTabBar:
        """The bar that people see."""
        return self.bar

    def minimumSizeHint(self) -> QSize:
        """What the pages need; Qt would add the height of its own bar, which is hidden."""
        needed = max((page.minimumSizeHint().height() for page in self._pages.values()), default=0)
        return QSize(super().minimumSizeHint().width(), needed + 2 * _FRAME)

    def add_page(self, name: str, page: QWidget, title: str, symbol: str) -> None:
        """Append a page.

        Args:
            name: what the program calls it.
            page: the page.
            title: what people call it.
            symbol: the name of an icon.
        """
        self._pages[name] = page
        self.addTab(page, title)
        self.bar.add_title(title, symbol)

    def _hide_pages(self) -> None:
        """Hide what the lesson does not show. A hidden page is disabled, and so is whatever presses its buttons."""
        self._leave_hidden()
        for place, (name, page) in enumerate(self._pages.items()):
            shown = self.is_shown(name)
            self.bar.show_tab(place, shown)
            self.setTabVisible(place, shown)
            page.setEnabled(shown)

    def _leave_hidden(self) -> None:
        """Nothing brings a hidden page to the front, whatever asked for it."""
        shown = [place for place, name in enumerate(self._pages) if self.is_shown(name)]
        if shown and self.currentIndex() not in shown:
            self.setCurrentIndex(shown[0])

    def is_shown(self, name: str) -> bool:
        """Whether the page of that name is to be seen."""
        return self._locking is None or self._locking.shows(name)

    @property
    def shown_titles(self) -> tuple[str, ...]:
        """What people call the pages that are to be seen, in their order."""
        return tuple(title for name, title in zip(self.names, self.titles, strict=True) if self.is_shown(name))

    @property
    def names(self) -> tuple[str, ...]:
        """What the program calls the pages, in their order."""
        return tuple(self._pages)

    @property
    def titles(self) -> tuple[str, ...]:
        """What people call the pages, in their order."""
        return tuple(self.tabText(place) for place in range(self.count()))

    @property
    def current_name(self) -> str:
        """What the program calls the page in front; empty while there are no pages."""
        return self.names[self.currentIndex()] if self._pages else ""

    def page(self, name: str) -> QWidget:
        """The page of that name."""
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Bring the page of that name to the front, unless the lesson hides it."""
        if self._locking is None or self._locking.asks_page(name):
            self.setCurrentWidget(self._pages[name])

    def show_titled(self, title: str) -> None:
        """Bring the page of that title to the front, unless the lesson hides it."""
        self.show_page(self.names[self.titles.index(title)])

    def turn(self, steps: int) -> None:
        """Bring the page so many places further to the front; the first follows the last."""
        there = [place for place, name in enumerate(self._pages) if self.is_shown(name)]
        if there:
            self.setCurrentIndex(there[(there.index(self.currentIndex()) + steps) % len(there)])
