"""The menus: every entry by key, and what they list."""

from pathlib import Path

import pytest
from helpers.main_window import long_run
from helpers.networks import always
from helpers.windows import dialog, find, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu, QPushButton

from digitpad import __version__
from digitpad.ui import main_menu
from digitpad.ui.main_menu import MainMenu
from digitpad.ui.networks.session_networks import SessionNetworks
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.button_action import ButtonAction


@pytest.fixture
def plain(qtbot):
    """A window with nothing in it but the menus."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menus = MainMenu(window, [QAction("Undo", window), QAction("Clear", window)])
    with qtbot.waitActive(window):
        window.show()
    return window


def entries(window):
    """All entries that do something."""
    return [
        entry for menu in window.menuBar().findChildren(QMenu) for entry in menu.actions()
        if not entry.isSeparator() and entry.menu() is None and not entry.text().startswith("Digits (built in)")
    ]


def menu(window, title):
    return next(each for each in window.findChildren(QMenu) if each.title().replace("&", "") == title)


def test_every_entry_of_the_menus_does_something_by_a_key(window):
    keys = [(entry.text(), entry.shortcut().toString()) for entry in entries(window)]
    assert len(keys) > 10
    by_letter = [text for text, key in keys if not key and QKeySequence.mnemonic(text).isEmpty()]
    assert by_letter == []
    shortcuts = [key for _, key in keys if key]
    assert len(set(shortcuts)) == len(shortcuts)


def test_no_letter_stands_for_two_entries_of_a_menu(window):
    for each in window.findChildren(QMenu):
        letters = [QKeySequence.mnemonic(entry.text()).toString() for entry in each.actions()]
        used = [letter for letter in letters if letter]
        assert len(set(used)) == len(used), each.title()


def test_the_keys_work_while_the_menu_bar_is_hidden(plain):
    saved = []
    plain.menus.save.triggered.connect(lambda: saved.append(True))
    plain.menuBar().hide()
    press(plain, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved == [True]


def test_what_can_be_done_with_the_drawing_is_in_the_menu_edit(plain):
    assert [entry.text() for entry in menu(plain, "Edit").actions()][:2] == ["Undo", "Clear"]


def test_escape_is_a_key_only_in_the_projector_view(plain):
    pressed = []
    plain.menus.projector.triggered.connect(lambda: pressed.append(True))
    press(plain, Qt.Key.Key_Escape)
    assert pressed == []
    plain.menus.show_projector(True)
    assert plain.menus.projector.isChecked()
    press(plain, Qt.Key.Key_Escape)
    assert len(pressed) == 1
    plain.menus.show_projector(False)
    assert not plain.menus.projector.isChecked()
    press(plain, Qt.Key.Key_Escape)
    assert len(pressed) == 1


def test_the_networks_of_the_session_are_listed_and_chosen(plain, tiny_network):
    networks = SessionNetworks(tiny_network, "first")
    networks.opened(always([0.5, 0.5]), Path("a&b.keras"))
    networks.trained(always([0.5, 0.5]))
    plain.menus.show_networks(networks)
    listed = menu(plain, "Networks of this session").actions()
    assert [(each.text(), each.isChecked()) for each in listed] == [
        ("first", False), ("a&&b.keras", False), (f"{networks.current.title} (not saved)", True),
    ]
    listed[0].trigger()
    assert networks.current.title == "first"
    plain.menus.show_networks(networks)
    assert [each.isChecked() for each in menu(plain, "Networks of this session").actions()] == [True, False, False]


def test_about_is_an_entry_of_its_own_where_each_system_has_it(plain):
    assert plain.menus.about.menuRole() is QAction.MenuRole.AboutRole
    assert plain.menus.about.shortcut().isEmpty()


def test_the_keys_are_told_as_the_menus_have_them(plain):
    keys = dict(plain.menus.keys())
    assert list(keys)[:3] == ["File", "Edit", "View"]
    assert ("Save as", "Ctrl+Shift+S") in keys["File"]
    assert ("Import pictures: A file", "Ctrl+I") in keys["File"]
    assert ("Next page", "Ctrl+Tab, Ctrl+PgDown") in keys["View"]


def test_about_says_what_it_is_made_of_and_the_window_goes_on(plain, qtbot):
    plain.menus.about.trigger()
    box = dialog(plain, "aboutDialog", qtbot)
    said = box.text()
    assert "MIT licence" in said
    assert "TensorFlow" in said
    assert __version__ in said
    assert not box.iconPixmap().isNull()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_a_run_is_stopped_from_any_page_which_stays_in_front(small_window, qtbot):
    long_run(small_window, qtbot)
    small_window.show_page("lessons")
    press(small_window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not small_window.workbench.is_training)
    assert small_window.tabs.currentWidget() is small_window.pages.lessons


def opened_menus(window):
    """The menus of the pages as somebody sees who opens them, with the menus in them."""
    result = {}
    for title in ("Training", "Samples", "Photo", "Runs", "Explore"):
        top = menu(window, title)
        top.popup(window.pos())
        top.close()
        result[title] = top
    return result


def all_entries(top):
    for each in top.actions():
        if each.menu() is not None:
            yield from all_entries(each.menu())
        elif not each.isSeparator():
            yield each


def test_whatever_a_button_of_a_page_does_is_in_a_menu(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    actions = [each for top in opened_menus(window).values() for each in all_entries(top)]
    served = {each.button for each in actions if isinstance(each, ButtonAction)}
    elsewhere = main_menu.DONE_ELSEWHERE
    missing = [
        (name, button.objectName()) for name in window.tabs.names
        for button in window.tabs.page(name).findChildren(QPushButton)
        if button.window() is window and button.objectName() and button.accessibleName()
        and button not in served and button.objectName() not in elsewhere
    ]
    assert missing == []
    assert {"bendButton", "tryButton", "foolButton", "nextMistakeButton", "deleteSamplesButton"} <= {
        each.objectName() for each in served
    }
    for top in opened_menus(window).values():
        for each in (top, *top.findChildren(QMenu)):
            assert len(each.actions()) <= 20, each.title()


def test_an_entry_of_a_page_follows_its_button_and_brings_it_to_the_front(window, qtbot):
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    window.show_page("training")
    explore = opened_menus(window)["Explore"]
    bend = next(each for each in all_entries(explore) if each.text().replace("&", "") == "Bend my strokes")
    assert not bend.isEnabled(), "nothing is drawn"
    sure = next(each for each in all_entries(explore) if each.text().replace("&", "") == "t-SNE")
    sure.trigger()
    assert window.tabs.current_name == "map"
    assert find(window, "mapTsneButton").isChecked()
    undo = next(each for each in all_entries(opened_menus(window)["Samples"]) if "Learn from" in each.text())
    assert isinstance(undo, ButtonAction)
    assert undo.isEnabled() is undo.button.isEnabled()


def test_about_fits_a_small_screen_with_large_text(plain, qapp, qtbot):
    theme.apply(qapp, "dark", 200)
    plain.resize(1024, 600)
    plain.menus.about.trigger()
    box = dialog(plain, "aboutDialog", qtbot)
    assert box.height() <= 600
    assert box.width() <= 1024
    box.close()
