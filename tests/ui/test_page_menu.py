"""Menus that a page fills: with its buttons of the moment, by their spoken names."""

import pytest
from helpers.windows import delete, shown
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QPushButton, QTabWidget, QVBoxLayout, QWidget

from digitpad.ui.page_menu import PageMenu
from digitpad.ui.widgets.helpers import named


def button(name, spoken, text=""):
    return named(QPushButton(text or spoken), name, spoken, "Does it.")


@pytest.fixture
def window(qtbot):
    """A page with a button and two tabs, and a menu with an entry of its own."""
    window = QMainWindow()
    window.pages = QTabWidget()
    window.setCentralWidget(window.pages)
    window.page, window.inner = QWidget(), QTabWidget()
    layout = QVBoxLayout(window.page)
    window.save = button("saveButton", "Save", "Save…")
    for widget in (window.save, button("trainButton", "Train"), window.inner):
        layout.addWidget(widget)
    for title, spoken in (("&Matrix", "Next picture"), ("How sure", "Use this lead")):
        tab = QWidget()
        QVBoxLayout(tab).addWidget(button(f"{title}Button", spoken))
        window.inner.addTab(tab, title)
    window.pages.addTab(QWidget(), "Other")
    window.pages.addTab(window.page, "This")
    window.menu = window.menuBar().addMenu("This")
    window.menu.addAction("&Stop")
    PageMenu(window.menu, window.menu, window.page, {"trainButton"})
    return shown(window, qtbot)


@pytest.fixture
def entries(window, qtbot):
    """What the menu says when it is opened."""

    def entries():
        window.menu.popup(window.pos())
        texts = [each.text() for each in window.menu.actions() if not each.isSeparator()]
        window.menu.close()
        return texts

    return entries


def test_it_is_filled_when_it_is_opened_and_keeps_what_it_had(window, entries):
    assert [each.text() for each in window.menu.actions()] == ["&Stop"]
    assert entries() == ["&Stop", "S&ave…", "&Matrix", "&How sure"]
    assert entries() == ["&Stop", "S&ave…", "&Matrix", "&How sure"]
    inner = next(each.menu() for each in window.menu.actions() if each.text() == "&How sure")
    assert [each.text() for each in inner.actions()] == ["&Use this lead"]


def test_an_entry_brings_its_page_and_presses_its_button(window, entries, qtbot):
    entries()
    inner = next(each.menu() for each in window.menu.actions() if each.text() == "&How sure")
    pressed = window.page.findChild(QPushButton, "How sureButton").clicked
    with qtbot.waitSignal(pressed):
        inner.actions()[0].trigger()
    assert window.pages.currentWidget() is window.page
    assert window.inner.tabText(window.inner.currentIndex()) == "How sure"


def test_entries_come_go_and_are_called_as_their_buttons_are_now(window, entries):
    entries()
    window.page.layout().addWidget(button("runButton", "Run & see"))
    assert "&Run && see" in entries()
    window.save.setAccessibleName("Save 3")
    assert "S&ave 3…" in entries()
    delete(window.save)
    assert entries() == ["&Stop", "&Matrix", "&How sure", "&Run && see"]


def test_the_buttons_of_a_named_panel_have_a_menu_of_their_own(window, entries):
    panel, row = QWidget(), QWidget()
    panel.setAccessibleName("Film")
    QVBoxLayout(panel).addWidget(row)
    QVBoxLayout(row).addWidget(button("newestButton", "Save it as…", "Save it as…"))
    window.page.layout().addWidget(panel)
    assert "&Film" in entries()
    inner = next(each.menu() for each in window.menu.actions() if each.text() == "&Film")
    assert [each.text() for each in inner.actions()] == ["&Save it as…"]


def test_they_can_be_chosen_while_the_buttons_can_be_pressed(window, entries):
    entries()
    save = next(each for each in window.menu.actions() if each.text() == "S&ave…")
    assert save.isEnabled()
    window.save.setEnabled(False)
    assert not save.isEnabled()
    window.save.setEnabled(True)
    window.page.layout().itemAt(0).widget().hide()
    assert not save.isEnabled()


def test_no_letter_stands_for_two_entries(window, entries):
    for number in range(30):
        window.page.layout().addWidget(button(f"sameButton{number}", "Save"))
    letters = [QKeySequence.mnemonic(text).toString() for text in entries()]
    used = [letter for letter in letters if letter]
    assert len(set(used)) == len(used)
