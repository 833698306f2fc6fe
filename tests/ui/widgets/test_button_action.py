"""A menu entry follows a button."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QCheckBox, QPushButton, QTabWidget, QVBoxLayout, QWidget

from digitpad.ui.widgets.button_action import ButtonAction, bring_to_front, tabs_around


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


# Pages in tabs


@pytest.fixture
def tabs(qtbot):
    """A button on the second tab of the second tab."""
    inner, outer, panel = QTabWidget(), QTabWidget(), QWidget()
    outer.button = QPushButton("Go")
    outer.panel = panel
    QVBoxLayout(panel).addWidget(outer.button)
    inner.addTab(QWidget(), "first")
    inner.addTab(panel, "second")
    outer.addTab(QWidget(), "first")
    outer.addTab(inner, "second")
    outer.inner = inner
    return shown(outer, qtbot)


def test_the_tabs_around_a_button_are_found_and_brought_to_the_front(tabs):
    assert [(each, page) for each, page in tabs_around(tabs.button)] == [(tabs.inner, tabs.panel), (tabs, tabs.inner)]
    bring_to_front(tabs.button)
    assert tabs.button.isVisible()
    assert (tabs.currentIndex(), tabs.inner.currentIndex()) == (1, 1)


def test_a_button_on_another_tab_can_be_pressed_and_one_in_a_hidden_panel_cannot(tabs):
    action = ButtonAction("Go", tabs.button, None)
    assert action.isEnabled()
    panel = QWidget()
    tabs.panel.layout().addWidget(panel)
    QVBoxLayout(panel).addWidget(tabs.button)
    panel.hide()
    action.follow()
    assert not action.isEnabled()
    panel.show()
    action.follow()
    assert action.isEnabled()


def test_an_entry_is_checked_as_its_button_is(page):
    box = QCheckBox("Crop")
    page.layout().addWidget(box)
    box.show()
    action = ButtonAction("Crop", box, None)
    assert action.isCheckable()
    action.trigger()
    assert box.isChecked()
    assert action.isChecked()
    box.click()
    action.follow()
    assert not action.isChecked()
