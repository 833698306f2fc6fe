"""The report and the class's reports from the menu."""

from datetime import date

import pytest
from helpers.lessons import COMPLETE, complete_lesson, worked_through
from helpers.windows import click, file_dialog, find
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QMessageBox, QTextBrowser

from digitpad.lessons.report import report_html


@pytest.fixture
def in_front(small_window, qtbot):
    """The window with a lesson that asks in front."""
    folder = small_window.workbench.data_dir / "lessons"
    folder.mkdir(parents=True)
    (folder / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    small_window.show_page("lessons")
    box = find(small_window, "lessonBox", QComboBox)
    small_window.pages.lessons.read()
    qtbot.waitUntil(lambda: box.findText("How fast?") >= 0)
    box.setCurrentIndex(box.findText("How fast?"))
    return small_window


def dialogs(window, name):
    return [each for each in window.findChildren(QDialog, name) if each.isVisible()]


def test_there_is_no_report_where_nothing_was_done(in_front):
    in_front.menus.lesson_report.trigger()
    (box,) = in_front.findChildren(QMessageBox, "problemDialog")
    assert box.findChild(QLabel, "qt_msgbox_label").text().startswith("Nothing was done in this lesson yet")
    box.close()


def test_the_report_of_the_lesson_in_front(in_front, qtbot):
    in_front.pages.lessons.log.answer("how-fast", 1, "how-many", 70.0)
    in_front.menus.lesson_report.trigger()
    qtbot.waitUntil(lambda: len(dialogs(in_front, "reportDialog")) == 1)
    (dialog,) = dialogs(in_front, "reportDialog")
    assert "70" in find(dialog, "reportPreview", QTextBrowser).toPlainText()
    dialog.close()


def test_the_reports_of_a_class(in_front, qtbot, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(3):
        page = report_html(complete_lesson(), worked_through(), f"Pupil {number}", date(2026, 11, 30))
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    with file_dialog(folder):
        in_front.menus.collect_reports.trigger()
    qtbot.waitUntil(lambda: len(dialogs(in_front, "collectedDialog")) == 1)
    (dialog,) = dialogs(in_front, "collectedDialog")
    assert "3 reports." in find(dialog, "collectedPreview", QTextBrowser).toPlainText()
    dialog.close()


def test_a_folder_without_reports_says_so(in_front, qtbot, tmp_path):
    in_front.findChild(QDialog, "none")
    with file_dialog(tmp_path):
        in_front.menus.collect_reports.trigger()
    qtbot.waitUntil(lambda: bool(dialogs(in_front, "problemDialog")))
    (box,) = dialogs(in_front, "problemDialog")
    box.close()


def test_the_guides_are_in_the_menu_of_help_but_not_while_a_lesson_is_under_way(in_front, qtbot):
    in_front.menus.for_teachers.trigger()
    (dialog,) = dialogs(in_front, "guideDialog")
    assert find(dialog, "guideLessonBox", QComboBox).currentText() == "How fast?"
    dialog.close()
    click(in_front, "beginLessonButton")
    in_front.menus.for_teachers.trigger()
    assert dialogs(in_front, "guideDialog") == []
    (box,) = dialogs(in_front, "problemDialog")
    box.close()
