"""Heading and button beside each other, or one below the other."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.panel_head import PanelHead


@pytest.fixture
def head(qtbot):
    page = QWidget()
    page.button = QPushButton("How is this computed?")
    page.head = PanelHead("The network at work", page.button)
    layout = QVBoxLayout(page)
    layout.addWidget(page.head)
    layout.addStretch()
    page.resize(600, 300)
    return shown(page, qtbot)


def is_beside(page):
    return page.button.y() < page.head.heading.geometry().bottom()


def test_with_room_they_are_beside_each_other_and_without_below(head, qtbot):
    assert is_beside(head)
    head.resize(280, 300)
    qtbot.waitUntil(lambda: not is_beside(head))
    assert head.button.width() >= head.button.sizeHint().width()
    head.resize(600, 300)
    qtbot.waitUntil(lambda: is_beside(head))


def test_longer_words_and_larger_text_need_more_room(head, qapp, qtbot):
    head.head.set_text("The network at work " * 4)
    qtbot.waitUntil(lambda: not is_beside(head))
    head.head.set_text("At work")
    qtbot.waitUntil(lambda: is_beside(head))
    theme.apply(qapp, "light", 200)
    head.resize(450, 300)
    qtbot.waitUntil(lambda: not is_beside(head))
