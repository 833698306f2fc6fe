"""What the buttons of a page do, as entries of a menu that is filled when somebody opens it."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QTabBar

from digitpad.formatting import visible
from digitpad.ui.widgets.button_action import ButtonAction, bring_to_front, tabs_around

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QTabWidget, QWidget


class PageMenu(QObject):
    """Whatever buttons a page has by then, under their spoken names; those of a tab or a named panel in another menu.

    Args:
        menu: what is filled; what is in it already stays in front.
        opened: the menu whose opening fills it, this one or one around it.
        page: whose buttons these are.
        left_out: the object names of buttons that need no entry, since another entry does the same.
    """

    def __init__(self, menu: QMenu, opened: QMenu, page: QWidget, left_out: Collection[str]) -> None:
        super().__init__(menu)
        self._menu, self._page, self._left_out = menu, page, frozenset(left_out)
        self._inner: dict[str, QMenu] = {}
        self._is_new = not menu.isEmpty()  # a line parts what was there from what comes
        opened.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """Add what is missing, and follow the buttons: what hides around one of them is not told to it."""
        actions = [each for menu in (self._menu, *self._inner.values()) for each in menu.actions()]
        there = [each for each in actions if isinstance(each, ButtonAction)]
        for action in there:
            action.follow()
            if action.data() not in (None, action.button.accessibleName()):  # which may count something
                self._name(action)
        served = {action.button for action in there}
        for button in self._buttons():
            if button not in served:
                self._add(button)
        # A page that a lesson hides is disabled.
        self._menu.menuAction().setVisible(not self._menu.isEmpty() and self._page.isEnabled())

    def _buttons(self) -> list[QAbstractButton]:
        """In the order of their tabs."""
        found = [
            button for button in self._page.findChildren(QAbstractButton)
            if button.window() is self._page.window() and not isinstance(button.parent(), QTabBar)
            and button.objectName() and button.accessibleName() and button.objectName() not in self._left_out
        ]
        return sorted(found, key=lambda button: [tabs.indexOf(tab) for tabs, tab in self._tabs_around(button)])

    def _add(self, button: QAbstractButton) -> None:
        menu = self._menu_for(button)
        action = ButtonAction("", button, partial(bring_to_front, button))
        menu.addAction(action)
        self._name(action)

    def _name(self, action: ButtonAction) -> None:
        button = action.button
        name, dots = button.accessibleName(), "…" if button.text().endswith("…") else ""
        others = [each.text() for each in self._menu_for(button).actions() if each is not action]
        action.setText(_with_letter(name.removesuffix("…"), others) + dots)
        action.setData(name)

    def _tabs_around(self, button: QAbstractButton) -> list[tuple[QTabWidget, QWidget]]:
        """Those inside of the page, from the outside in."""
        return [pair for pair in tabs_around(button) if self._page.isAncestorOf(pair[0])][::-1]

    def _part(self, button: QAbstractButton) -> str:
        """The title of its tab, or else the spoken name of the panel that it is in; empty where there is neither."""
        if around := self._tabs_around(button):
            tabs, tab = around[0]
            return tabs.tabText(tabs.indexOf(tab)).replace("&", "")
        title, panel = "", button.parentWidget()
        while panel is not None and panel is not self._page:
            title = panel.accessibleName() or title
            panel = panel.parentWidget()
        return title

    def _menu_for(self, button: QAbstractButton) -> QMenu:
        if self._is_new:
            self._is_new = False
            self._menu.addSeparator()
        title = self._part(button)
        if not title:
            return self._menu
        if title not in self._inner:
            self._inner[title] = self._menu.addMenu(
                _with_letter(title, [each.text() for each in self._menu.actions()])
            )
        return self._inner[title]


def _with_letter(name: str, others: Collection[str]) -> str:
    """The name with a mark at its first letter that is no other entry's of the menu, if there is one."""
    name = visible(name).replace("&", "&&")
    taken = {QKeySequence.mnemonic(text).toString()[-1:].casefold() for text in others}
    for place, letter in enumerate(name):
        if letter.isalnum() and letter.casefold() not in taken:
            return f"{name[:place]}&{name[place:]}"
    return name
