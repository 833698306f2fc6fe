"""A lesson is packed into one file, and opened again from it."""

import pytest
from helpers.lessons import COMPLETE
from helpers.windows import click, dialog, file_dialog, find
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from digitpad.lessons.package import read_package


@pytest.fixture
def in_front(small_window, qtbot):
    """The window with a lesson of one's own in front."""
    folder = small_window.workbench.data_dir / "lessons"
    folder.mkdir(parents=True)
    (folder / "how-fast.toml").write_text(COMPLETE, encoding="utf-8")
    small_window.show_page("lessons")
    box = find(small_window, "lessonBox", QComboBox)
    small_window.pages.lessons.read()
    qtbot.waitUntil(lambda: box.findText("How fast?") >= 0)
    box.setCurrentIndex(box.findText("How fast?"))
    return small_window


def message(window):
    return window.statusBar().currentMessage()


def test_the_lesson_in_front_is_packed(in_front, qtbot, tmp_path):
    path = tmp_path / "Zoë 学生.digitlesson"
    with file_dialog(path):
        in_front.menus.pack_lesson.trigger()
        qtbot.waitUntil(path.is_file)
    qtbot.waitUntil(lambda: message(in_front) == f"The lesson is packed as {path}.")
    package = read_package(path, in_front.workbench.catalogue)
    assert package.text.decode() == COMPLETE


def test_what_does_not_belong_in_a_lesson_is_told(in_front, qtbot):
    beside = in_front.workbench.data_dir / "lessons" / "how-fast"
    beside.mkdir()
    (beside / "program.exe").write_bytes(b"MZ")
    in_front.menus.pack_lesson.trigger()
    box = dialog(in_front, "problemDialog", qtbot)
    assert "“program.exe”, which does not belong in a lesson" in box.text()
    box.close()


def test_it_is_saved_and_packed_from_the_editor(small_window, qtbot, tmp_path):
    path = tmp_path / "slow.digitlesson"
    small_window.menus.make_lesson.trigger()
    editor = find(small_window, "lessonEditorDialog", QDialog)
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    with file_dialog(path):
        click(editor, "packLessonButton")
        qtbot.waitUntil(path.is_file)
    assert (small_window.workbench.data_dir / "lessons" / "fast-or-slow.toml").is_file()
    assert read_package(path, small_window.workbench.catalogue).lesson.title == "Fast or slow"


def test_nothing_is_packed_while_a_lesson_is_under_way(in_front, qtbot):
    click(in_front, "beginLessonButton")
    in_front.menus.pack_lesson.trigger()
    box = dialog(in_front, "problemDialog", qtbot)
    assert box.text().startswith("The file has the answers")
    box.close()
