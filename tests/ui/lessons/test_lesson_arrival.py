"""A lesson that was handed around comes to the page Lessons."""

import pytest
from helpers.lessons import COMPLETE
from helpers.windows import answer, dialog, file_dialog, find
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.package import to_bytes


@pytest.fixture
def packed(tmp_path):
    """A lesson in a file."""
    path = tmp_path / "Zoë 学生.digitlesson"
    path.write_bytes(to_bytes("how-fast", COMPLETE.encode(), {}, Catalogue(tmp_path)))
    return path


def drop(window, path):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), copy, content, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, content, left, none))


def choose(window, path):
    with file_dialog(path):
        window.menus.open_lesson.trigger()


WAYS = {
    "dropped": drop, "handed over": lambda window, path: window.opener.open_files([path]), "chosen": choose,
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_is_shown_on_its_page(small_window, packed, qtbot, way):
    way(small_window, packed)
    box = find(small_window, "lessonBox", QComboBox)
    qtbot.waitUntil(lambda: box.currentData() == "how-fast")
    assert small_window.tabs.current_name == "lessons"
    assert box.currentText() == "How fast?"
    assert (small_window.workbench.data_dir / "lessons" / "how-fast.toml").read_text(encoding="utf-8") == COMPLETE
    said = "The lesson “How fast?” is on the page Lessons, as how-fast."
    assert small_window.statusBar().currentMessage() == said


def test_one_that_is_there_already_is_shown_again(small_window, packed, qtbot):
    box = find(small_window, "lessonBox", QComboBox)
    small_window.opener.open_files([packed])
    qtbot.waitUntil(lambda: box.currentData() == "how-fast")
    count = box.count()
    box.setCurrentIndex(0)
    small_window.opener.open_files([packed])
    qtbot.waitUntil(lambda: box.currentData() == "how-fast")
    assert box.count() == count


def test_one_that_cannot_be_used_is_refused_in_a_sentence(small_window, packed, qtbot):
    packed.write_bytes(packed.read_bytes()[:-9])
    small_window.opener.open_files([packed])
    box = dialog(small_window, "problemDialog", qtbot)
    assert box.windowTitle() == "This lesson cannot be opened"
    assert box.text() == "“Zoë 学生.digitlesson” is incomplete; copy it again."
    answer(box, "OK")
    assert not (small_window.workbench.data_dir / "lessons").exists()


def test_none_comes_while_a_lesson_is_under_way(small_window, packed, qtbot):
    small_window.opener.open_files([packed])
    qtbot.waitUntil(lambda: find(small_window, "lessonBox", QComboBox).currentData() == "how-fast")
    other = packed.with_name("other.digitlesson")
    other.write_bytes(to_bytes("other", COMPLETE.encode(), {}, Catalogue(packed.parent)))
    find(small_window, "beginLessonButton").click()
    assert small_window.workbench.locking.is_on
    assert not small_window.menus.open_lesson.isEnabled()
    drop(small_window, other)
    assert small_window.statusBar().currentMessage() == "Fixed by the lesson."
    small_window.opener.choose_lesson()
    qtbot.waitUntil(lambda: not small_window.workbench.jobs.busy)
    assert not (small_window.workbench.data_dir / "lessons" / "other.toml").exists()
    small_window.menus.leave_lesson.trigger()
    assert small_window.menus.open_lesson.isEnabled()
