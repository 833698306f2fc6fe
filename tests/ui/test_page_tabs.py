"""Tabs with words and with symbols."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from digitpad.ui.page_tabs import PageTabs
from digitpad.ui.widgets import theme


def test_a_symbol_says_what_it_is_and_follows_the_palette(qtbot, qapp):
    pages = PageTabs()
    qtbot.addWidget(pages)
    pages.add_page("training", QWidget(), "Train")
    pages.add_page("settings", QWidget(), "Settings", symbol="settings")
    pages.show()
    assert (pages.tabText(1), pages.tabToolTip(1)) == ("", "Settings")
    assert pages.tabBar().accessibleTabName(1) == "Settings"
    light = pages.tabIcon(1).pixmap(QSize(24, 24)).toImage()
    theme.apply(qapp, "dark", 100)
    assert pages.tabIcon(1).pixmap(QSize(24, 24)).toImage() != light
    assert pages.tabIcon(0).isNull()
