"""A menu entry follows a button."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from digitpad.ui.widgets.button_action import ButtonAction


@pytest.fixture
def page(qtbot):
    page = QWidget()
    page.button = QPushButton("Go")
    page.calls = []
    QVBoxLayout(page).addWidget(page.button)
    page.button.clicked.connect(lambda: page.calls.append("pressed"))
    page.action = ButtonAction("&Go there", page.button, lambda: page.calls.append("shown"))
    return shown(page, qtbot)


def test_it_shows_the_page_and_presses_the_button(page):
    page.action.trigger()
    assert page.calls == ["shown", "pressed"]


def test_it_can_be_chosen_while_the_button_can_be_pressed(page):
    assert page.action.isEnabled()
    page.button.setEnabled(False)
    assert not page.action.isEnabled()
    page.action.trigger()
    assert page.calls == []
    page.button.setEnabled(True)
    assert page.action.isEnabled()
    page.button.hide()
    assert not page.action.isEnabled()
    page.button.show()
    page.hide()  # another page is in front
    assert page.action.isEnabled()


def test_without_a_page_to_show_only_the_button_is_pressed(page):
    action = ButtonAction("&Hold", page.button, None)
    action.trigger()
    assert page.calls == ["pressed"]
