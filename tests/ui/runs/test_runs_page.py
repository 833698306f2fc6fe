"""The page of runs with real clicks and keys, on runs that nobody had to train."""


from helpers.runs_page import CTRL, table, wait
from helpers.windows import answer, click, dialog, find, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton


def test_where_there_is_little_room_the_buttons_are_scrolled_to(page, qtbot):
    page.resize(400, 230)
    button = find(page, "exportRunsButton", QPushButton)
    assert button.visibleRegion().isEmpty()
    table(page).setFocus()
    for _ in range(20):
        if button.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())


def test_deleting_all_leaves_the_hint(page, jobs, qtbot):
    QTest.keyClick(table(page), Qt.Key.Key_A, CTRL)
    click(page, "deleteRunButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete")
    wait(jobs, qtbot)
    assert "No runs yet" in texts(page)
