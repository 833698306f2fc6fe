"""The page Prepare in a real window."""

import pytest
from helpers.windows import find
from PySide6.QtWidgets import QTabWidget

from digitpad.ui.preparation.preparation_page import PreparationPage


@pytest.fixture
def page(window):
    """The page of the real window, in front."""
    tabs = find(window, "pages", QTabWidget)
    page = find(window, "preparationPage", PreparationPage)
    assert [tabs.tabText(index) for index in range(tabs.count()) if tabs.widget(index) is page] == ["Prepare"]
    tabs.setCurrentWidget(page)
    return page
