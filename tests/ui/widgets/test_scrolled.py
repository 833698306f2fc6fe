"""A page in a scroll area."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets.scrolled import VerticalScroll, scrolled_column


@pytest.fixture
def area(qtbot):
    """Forty buttons in a small window."""
    content = QWidget()
    layout = QVBoxLayout(content)
    for number in range(40):
        layout.addWidget(QPushButton(str(number)))
    area = VerticalScroll(content)
    area.resize(200, 200)
    return shown(area, qtbot)


def test_what_has_no_room_is_scrolled_to_and_nothing_sideways(area):
    assert area.verticalScrollBar().maximum() > 0
    area.resize(40, 200)
    assert not area.horizontalScrollBar().isVisible()


def test_the_content_is_as_wide_as_there_is_room(area):
    for width in (200, 400):
        area.resize(width, 200)
        assert area.widget().width() == area.viewport().width()


def test_tab_goes_to_what_is_in_it_and_the_page_follows(area):
    buttons = area.findChildren(QPushButton)
    buttons[0].setFocus()
    for button in buttons[1:20]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()
    assert area.verticalScrollBar().value() > 0
    assert buttons[19].visibleRegion().boundingRect() == buttons[19].rect()


def test_keys_that_scroll_reach_it_from_what_is_in_it(area):
    button = area.findChildren(QPushButton)[0]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0


def test_it_has_the_ground_of_the_pages(area):
    ground = area.grab().toImage().pixelColor(2, 2)
    assert ground == area.palette().color(QPalette.ColorRole.Base)


def test_a_page_with_one_column_asks_for_little_and_scrolls(qtbot):
    page = QWidget()
    column = scrolled_column(page)
    for number in range(40):
        column.addWidget(QPushButton(str(number)))
    page.resize(300, 200)
    shown(page, qtbot)
    assert page.size().toTuple() == (300, 200)
    assert page.findChild(VerticalScroll).verticalScrollBar().maximum() > 0
