"""The lesson that is being written survives the end of the program."""

import json

import pytest
from helpers.lessons import COMPLETE, complete_lesson
from helpers.windows import click, find, opened
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from digitpad.errors import DigitpadError
from digitpad.lessons.lesson import Lesson, Step
from digitpad.training.plan import TrainingPlan
from digitpad.translation import _
from digitpad.ui.lessons.lesson_draft import OpenedLesson
from digitpad.ui.lessons.unsaved_lesson import forget_unsaved, keep_unsaved, read_unsaved, unsaved_path
from digitpad.ui.main_window import MainWindow


@pytest.mark.parametrize("text", [COMPLETE, None])
def test_it_reads_back_equal(data_dir, catalogue, text):
    written = OpenedLesson(complete_lesson(), text)
    keep_unsaved(data_dir, written)
    assert read_unsaved(data_dir, catalogue) == written
    forget_unsaved(data_dir)
    assert read_unsaved(data_dir, catalogue) is None


def test_what_stood_in_for_nothing_is_nothing_again(data_dir, catalogue):
    title = _("Untitled")
    plan = TrainingPlan(dataset="mnist-5k", hidden=(16,), epochs=3)
    keep_unsaved(data_dir, OpenedLesson(Lesson("untitled", title, (title,), (Step(title, title, plan),)), None))
    assert read_unsaved(data_dir, catalogue).lesson == Lesson("untitled", "", (), (Step("", "", plan),))


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b'{"name": "../x", "lesson": "", "before": null}',
    json.dumps({"name": "x", "lesson": 3, "before": None}).encode(),
    json.dumps({"name": "x", "lesson": COMPLETE, "before": 3}).encode(),
])  # fmt: skip
def test_what_is_damaged_is_set_aside(data_dir, catalogue, content):
    path = unsaved_path(data_dir)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(DigitpadError, match="is damaged and lies in"):
        read_unsaved(data_dir, catalogue)
    assert not path.exists()
    assert path.with_name(f"{path.name}.damaged").read_bytes() == content


def typed_in(window, qtbot):
    """Something is typed in the editor, and kept."""
    window.menus.make_lesson.trigger()
    editor = find(window, "lessonEditorDialog", QDialog)
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    QTest.keyClicks(find(editor, "stepTextEdit", QPlainTextEdit), "Guess first.")
    qtbot.waitUntil(unsaved_path(window.workbench.data_dir).is_file)
    return editor


@pytest.fixture
def make_window(make_workbench, qtbot):
    """Open another window on the same data folder."""

    def make():
        window = MainWindow(make_workbench())
        window.add_pages()
        return opened(window, qtbot)

    return make


def test_the_editor_has_it_after_a_crash(small_window, make_window, qtbot):
    typed_in(small_window, qtbot)
    with make_window() as next_window:  # as after a crash, with the same folder
        next_window.workbench.jobs.finish(10_000)
        qtbot.waitUntil(lambda: not next_window.workbench.jobs.busy)
        next_window.menus.make_lesson.trigger()
        editor = find(next_window, "lessonEditorDialog", QDialog)
        assert find(editor, "lessonTitleEdit", QLineEdit).text() == "Fast or slow"
        assert find(editor, "stepTextEdit", QPlainTextEdit).toPlainText() == "Guess first."
        with qtbot.waitSignal(editor.saved):
            click(editor, "saveLessonButton")
        data_dir = next_window.workbench.data_dir
        qtbot.waitUntil(lambda: not unsaved_path(data_dir).exists())
        assert (data_dir / "lessons" / "fast-or-slow.toml").is_file()
