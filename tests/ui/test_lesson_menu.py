"""The menu Lesson opens its windows, and says in the status bar what it cannot do."""

from helpers.windows import find
from PySide6.QtWidgets import QDialog, QLineEdit

LESSON_ENTRIES = (
    "lesson_report", "for_teachers", "make_lesson", "change_lesson", "pack_lesson", "collect_reports", "leave_lesson",
)


def test_settings_that_make_no_plan_become_no_lesson(small_window):
    find(small_window, "hiddenLayersEdit", QLineEdit).setText("five hundred")
    small_window.menus.make_lesson.trigger()
    assert small_window.statusBar().currentMessage().startswith("Hidden layers: expected up to 18 whole numbers")
    assert not [dialog for dialog in small_window.findChildren(QDialog) if dialog.isVisible()]


def test_every_entry_has_its_place_in_the_menu(small_window):
    in_menus = {action for menu in small_window.menuBar().actions() for action in menu.menu().actions()}
    assert {name for name in LESSON_ENTRIES if getattr(small_window.menus, name) not in in_menus} == set()
