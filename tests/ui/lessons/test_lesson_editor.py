"""The present settings become a lesson."""

import pytest
from helpers.windows import click, find, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QPlainTextEdit

from digitpad.lessons.questions import NumberGuess
from digitpad.lessons.reading import read_lesson


@pytest.fixture
def editor(small_window, qtbot):
    """The editor, opened from the menu."""
    small_window.pages.training.form.epochs.setValue(3)
    small_window.menus.make_lesson.trigger()
    (editor,) = [each for each in small_window.findChildren(QDialog, "lessonEditorDialog") if each.isVisible()]
    yield editor
    if small_window.findChildren(QDialog, "lessonEditorDialog"):
        editor.close()


def tick(ticks, key, *, state):
    for row in range(ticks.count()):
        item = ticks.item(row)
        if item.data(Qt.ItemDataRole.UserRole) == key:
            item.setCheckState(state)


def test_it_says_what_the_settings_are_and_shows_the_real_step(editor, qtbot):
    fixed = find(editor, "lessonFixedList", QListWidget)
    assert "number of epochs: 3" in [fixed.item(row).text() for row in range(fixed.count())]
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    find(editor, "stepTextEdit", QPlainTextEdit).setPlainText("Guess.\n\nThen run it.")
    click(editor, "addQuestionButton")
    QTest.keyClicks(find(editor, "question1Edit", QLineEdit), "How many?")
    qtbot.waitUntil(lambda: "1. Fast or slow" in texts(editor) and "How many?" in texts(editor))
    assert "Then run it." in texts(editor)


def test_it_is_saved_and_shown_in_the_list(editor, small_window, qtbot):
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    click(editor, "addQuestionButton")
    QTest.keyClicks(find(editor, "question1Edit", QLineEdit), "How many?")
    tick(find(editor, "lessonPagesList", QListWidget), "map", state=Qt.CheckState.Unchecked)
    tick(find(editor, "lessonFixedList", QListWidget), "epochs", state=Qt.CheckState.Checked)
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    file = small_window.workbench.data_dir / "lessons" / "fast-or-slow.toml"
    (step,) = read_lesson(file, small_window.workbench.catalogue).steps
    assert step.lock.fixed == {"epochs": 3}
    assert "map" not in step.lock.pages
    assert step.lock.controls is None
    assert isinstance(step.questions[0], NumberGuess)
    box = find(small_window, "lessonBox", QComboBox)
    qtbot.waitUntil(lambda: box.currentText() == "Fast or slow")


def test_without_a_title_it_is_not_saved(editor, small_window):
    click(editor, "saveLessonButton")
    assert "Give the lesson a title." in texts(editor)
    assert not (small_window.workbench.data_dir / "lessons").exists()


def test_what_does_not_go_together_is_told(editor, qtbot):
    click(editor, "addQuestionButton")
    kind = find(editor, "question1KindBox", QComboBox)
    kind.setCurrentIndex(kind.findData("choice"))
    QTest.keyClicks(find(editor, "question1Edit", QLineEdit), "Which?")
    qtbot.waitUntil(lambda: "needs two choices at least" in texts(editor))
