"""The windows of the menu Help: one of each, beside the window, and closed with it."""

import pytest
from helpers.windows import find, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit

ENTRIES = {
    "helpWindow": "help", "checkPage": "check_computer", "logWindow": "show_log", "licencesDialog": "show_licences",
}


def opened(window, name, qtbot):
    """Choose the entry of the menu, and wait until the window has read what it shows."""
    getattr(window.menus, ENTRIES[name]).trigger()
    qtbot.waitUntil(lambda: not window.workbench.jobs.busy)
    return find(window, name, QDialog)


def test_none_is_made_before_it_is_asked_for(window):
    assert [name for name in ENTRIES if window.findChildren(QDialog, name)] == []
    assert window.help.close()


@pytest.mark.parametrize("name", ENTRIES)
def test_there_is_one_of_each_and_it_comes_back_in_front(window, name, qtbot):
    box = opened(window, name, qtbot)
    assert box.isVisible()
    assert not box.isModal()
    press(box, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert opened(window, name, qtbot) is box
    assert box.isVisible()
    qtbot.waitUntil(box.isActiveWindow)


def test_all_are_closed_with_the_window(window, qtbot):
    boxes = [opened(window, name, qtbot) for name in ENTRIES]
    assert all(box.isVisible() for box in boxes)
    window.close()
    assert not any(box.isVisible() for box in boxes)
    assert not window.has_threads_left


def test_the_log_is_read_again_each_time_it_is_asked_for(window, data_dir, qtbot):
    data_dir.mkdir(parents=True, exist_ok=True)
    for line in ("first", "second"):
        (data_dir / "digitpad.log").write_text(line, encoding="utf-8")
        box = opened(window, "logWindow", qtbot)
        text = find(box, "logText", QPlainTextEdit)
        qtbot.waitUntil(lambda text=text, line=line: text.toPlainText() == line)
