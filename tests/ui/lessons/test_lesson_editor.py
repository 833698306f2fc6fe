"""The present settings become a lesson."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.lessons import COMPLETE, complete_lesson
from helpers.picture_files import grey_png
from helpers.windows import click, file_dialog, find, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QMessageBox, QPlainTextEdit, QSpinBox

from digitpad.lessons.checks import BoundCheck
from digitpad.lessons.guide import TeachersGuide
from digitpad.lessons.questions import NumberGuess
from digitpad.lessons.reading import read_lesson


@pytest.fixture
def editor(small_window, qtbot):
    """The editor, opened from the menu."""
    small_window.pages.training.form.epochs.setValue(3)
    small_window.menus.make_lesson.trigger()
    (editor,) = visible(small_window)
    yield editor
    if visible(small_window):
        editor.close()


def visible(window):
    return [each for each in window.findChildren(QDialog, "lessonEditorDialog") if each.isVisible()]


def steps_listed(editor):
    rows = find(editor, "stepsList", QListWidget)
    return [rows.item(row).text() for row in range(rows.count())]


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


def test_markup_is_kept_as_it_was_typed_and_previewed(editor, small_window, qtbot):
    folder = small_window.workbench.data_dir / "lessons"
    (folder / "markup").mkdir(parents=True)
    (folder / "markup" / "seven.png").write_bytes(grey_png(np.zeros((20, 30), np.uint8)))
    typed = "Do *this*:\n\n* one\n* two \\* three\n\n![a seven](seven.png)\n\n![an eight](eight.png)"
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Markup")
    find(editor, "stepTextEdit", QPlainTextEdit).setPlainText(typed)
    qtbot.waitUntil(lambda: "an eight (The picture “eight.png” is not in the folder" in texts(editor))
    said = texts(editor).split("\n")
    assert [each for each in said if each in ("•", "one", "two * three", "a seven")] == ["•", "one", "•", "two * three"]
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    lesson = read_lesson(folder / "markup.toml", small_window.workbench.catalogue)
    assert lesson.steps[0].text == typed


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


def test_the_settings_of_the_train_page_become_another_step(editor, small_window, qtbot):
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    tick(find(editor, "lessonFixedList", QListWidget), "epochs", state=Qt.CheckState.Checked)
    editor.close()
    small_window.pages.training.form.epochs.setValue(2)
    small_window.menus.make_lesson.trigger()
    assert visible(small_window) == [editor], "what was typed is kept"
    click(editor, "addStepButton")
    assert steps_listed(editor) == ["1. Fast or slow", "2. Step 2"]
    QTest.keyClicks(find(editor, "stepTitleEdit", QLineEdit), " again")
    qtbot.waitUntil(lambda: "2. Step 2 again" in texts(editor))
    click(editor, "stepUpButton")
    assert steps_listed(editor) == ["1. Step 2 again", "2. Fast or slow"]
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    file = small_window.workbench.data_dir / "lessons" / "fast-or-slow.toml"
    steps = read_lesson(file, small_window.workbench.catalogue).steps
    assert [(step.title, step.plan.epochs, step.lock.fixed["epochs"]) for step in steps] == [
        ("Step 2 again", 2, 2), ("Fast or slow", 3, 3),
    ]  # fmt: skip


def test_a_step_gets_the_settings_of_now(editor, small_window, qtbot):
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    tick(find(editor, "lessonFixedList", QListWidget), "epochs", state=Qt.CheckState.Checked)
    click(editor, "addStepButton")
    small_window.pages.training.form.epochs.setValue(2)
    click(editor, "stepSettingsButton")
    fixed = find(editor, "lessonFixedList", QListWidget)
    assert "number of epochs: 2" in [fixed.item(row).text() for row in range(fixed.count())]
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    file = small_window.workbench.data_dir / "lessons" / "fast-or-slow.toml"
    steps = read_lesson(file, small_window.workbench.catalogue).steps
    assert [(step.plan.epochs, step.lock.fixed) for step in steps] == [(3, {"epochs": 3}), (2, {"epochs": 2})]


def test_a_step_is_chosen_in_the_list_and_removed(editor):
    click(editor, "addStepButton")
    rows = find(editor, "stepsList", QListWidget)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert find(editor, "stepTitleEdit", QLineEdit).text() == ""
    QTest.keyClicks(find(editor, "stepTitleEdit", QLineEdit), "First")
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert find(editor, "stepTitleEdit", QLineEdit).text() == "Step 2"
    assert steps_listed(editor) == ["1. First", "2. Step 2"]
    click(editor, "removeStepButton")
    assert steps_listed(editor) == ["1. First"]
    assert find(editor, "stepTitleEdit", QLineEdit).text() == "First"


def test_a_step_that_makes_no_sense_stays_in_front(editor):
    click(editor, "addStepButton")
    click(editor, "addQuestionButton")
    kind = find(editor, "question1KindBox", QComboBox)
    kind.setCurrentIndex(kind.findData("choice"))
    QTest.keyClicks(find(editor, "question1Edit", QLineEdit), "Which?")
    rows = find(editor, "stepsList", QListWidget)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.currentRow() == 1
    assert "needs two choices at least" in texts(editor)


def test_checks_and_the_teachers_side_are_saved(editor, small_window, qtbot):
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast or slow")
    click(editor, "addCheckButton")
    kind = find(editor, "check1KindBox", QComboBox)
    kind.setCurrentIndex(kind.findData("runs >="))
    QTest.keyClicks(find(editor, "check1NumberEdit", QLineEdit), "2")
    find(editor, "guideMinutesBox", QSpinBox).setValue(20)
    find(editor, "guideAimsEdit", QPlainTextEdit).setPlainText("Say what is fast.")
    qtbot.waitUntil(lambda: "At least 2 runs have ended." in texts(editor))
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    file = small_window.workbench.data_dir / "lessons" / "fast-or-slow.toml"
    lesson = read_lesson(file, small_window.workbench.catalogue)
    assert lesson.steps[0].checks == (BoundCheck("runs", True, 2),)
    assert lesson.guide == TeachersGuide(minutes=20, aims=("Say what is fast.",))


def test_minutes_that_make_no_sense_are_told(editor, qtbot):
    box = find(editor, "guideMinutesBox", QSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "601")
    qtbot.waitUntil(lambda: "Minutes: " in texts(editor))
    QTest.keyClicks(find(editor, "lessonTitleEdit", QLineEdit), "Fast")
    click(editor, "saveLessonButton")
    assert editor.isVisible()
    assert "Minutes: " in texts(editor)


def test_it_is_thrown_away_only_after_a_question(editor, small_window, qtbot):
    click(editor, "throwLessonAwayButton")
    answer(editor, "Keep it")
    assert editor.isVisible()
    click(editor, "throwLessonAwayButton")
    answer(editor, "Throw away")
    qtbot.waitUntil(lambda: not visible(small_window))
    small_window.menus.make_lesson.trigger()
    assert visible(small_window) != [editor]


def test_a_lesson_of_ones_own_is_changed(small_window, qtbot):
    folder = small_window.workbench.data_dir / "lessons"
    folder.mkdir(parents=True)
    file = folder / "how-fast.toml"
    file.write_text(COMPLETE, encoding="utf-8")
    with file_dialog(file):
        small_window.menus.change_lesson.trigger()
    qtbot.waitUntil(lambda: len(visible(small_window)) == 1)
    (editor,) = visible(small_window)
    assert steps_listed(editor) == ["1. Guess", "2. Fool it"]
    QTest.keyClicks(find(editor, "stepTitleEdit", QLineEdit), " first")
    with qtbot.waitSignal(editor.saved):
        click(editor, "saveLessonButton")
    lesson = complete_lesson()
    first, second = lesson.steps
    expected = replace(lesson, steps=(replace(first, title="Guess first"), second))
    assert read_lesson(file, small_window.workbench.catalogue) == expected


def test_while_one_is_being_written_no_other_is_opened(editor, small_window):
    small_window.menus.change_lesson.trigger()
    assert "Save this lesson or throw it away first." in texts(editor)


def test_a_lesson_that_would_lose_something_is_not_opened(small_window, qtbot):
    folder = small_window.workbench.data_dir / "lessons"
    folder.mkdir(parents=True)
    file = folder / "how-fast.toml"
    file.write_text(COMPLETE + "# Mine.", encoding="utf-8")
    with file_dialog(file):
        small_window.menus.change_lesson.trigger()
    qtbot.waitUntil(lambda: bool(small_window.findChildren(QMessageBox, "problemDialog")))
    (box,) = small_window.findChildren(QMessageBox, "problemDialog")
    assert "has comments of its own" in box.text()
    box.close()
    assert not visible(small_window)


def answer(editor, text):
    (box,) = [each for each in editor.findChildren(QMessageBox, "questionDialog") if each.isVisible()]
    (button,) = [each for each in box.buttons() if each.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
