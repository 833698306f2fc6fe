import pytest
from helpers.windows import answer, dialog, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from digitpad.ui.widgets.dialogs import ask_choice, show_problem


@pytest.fixture
def parent(qtbot):
    return shown(QWidget(), qtbot)


@pytest.fixture
def pressed():
    return []


@pytest.fixture
def question(parent, pressed, qtbot):
    role = QMessageBox.ButtonRole
    ask_choice(
        parent, "Stop the training?", "A network is being trained.",
        (
            ("Stop", role.AcceptRole, lambda: pressed.append("stop")),
            ("Throw away", role.DestructiveRole, lambda: pressed.append("throw away")),
            ("Keep training", role.RejectRole, lambda: pressed.append("keep")),
        ),
    )
    return dialog(parent, "questionDialog", qtbot)


def gone(parent, qtbot):
    qtbot.waitUntil(lambda: not any(box.isVisible() for box in parent.findChildren(QMessageBox)))


@pytest.mark.parametrize(("text", "done"), [("Stop", "stop"), ("Throw away", "throw away"), ("Keep training", "keep")])
def test_each_button_does_its_own_thing(
    question, parent, pressed, qtbot, text, done
):
    answer(question, text)
    assert pressed == [done]
    gone(parent, qtbot)


def test_escape_changes_nothing_and_enter_takes_the_first(
    question, parent, pressed, qtbot
):
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert pressed == ["keep"]
    gone(parent, qtbot)


def test_enter_presses_the_first_button(question, pressed):
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert pressed == ["stop"]


def test_a_question_does_not_stop_the_event_loop(question, parent, pressed):
    """`ask_choice` came back although nobody has answered; only the window below is blocked."""
    assert question.isVisible()
    assert question.windowModality() is Qt.WindowModality.WindowModal
    assert pressed == []


def test_a_problem_is_one_sentence_and_one_button(parent, qtbot):
    show_problem(parent, "This network cannot be opened", "The file is empty.")
    box = dialog(parent, "problemDialog", qtbot)
    assert box.text() == "The file is empty."
    assert len(box.buttons()) == 1
    QTest.mouseClick(box.buttons()[0], Qt.MouseButton.LeftButton)
    gone(parent, qtbot)


def test_markup_in_a_file_name_is_shown_not_obeyed(parent, qtbot):
    show_problem(parent, "Problem", "“<b>x</b>.keras” is empty; <img src='x'> choose another.")
    box = dialog(parent, "problemDialog", qtbot)
    assert box.textFormat() is Qt.TextFormat.PlainText
