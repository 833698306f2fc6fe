"""Rows to type questions in."""

from itertools import count

import pytest
from helpers.lessons import complete_lesson
from helpers.windows import click, find, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from digitpad.lessons.questions import ChoiceQuestion, NumberGuess
from digitpad.ui.lessons.draft_questions import DraftQuestions


@pytest.fixture
def rows(qtbot):
    numbers = count(1)
    return shown(DraftQuestions(lambda: f"q-{next(numbers)}"), qtbot)


def test_a_row_a_question(rows, qtbot):
    assert rows.questions() == ()
    click(rows, "addQuestionButton")
    with qtbot.waitSignal(rows.edited):
        QTest.keyClicks(find(rows, "question1Edit", QLineEdit), "How many?")
    click(rows, "addQuestionButton")
    kind = find(rows, "question2KindBox", QComboBox)
    assert find(rows, "question2ChoicesEdit").isHidden()
    kind.setCurrentIndex(kind.findData("choice"))
    assert not find(rows, "question2ChoicesEdit").isHidden()
    assert find(rows, "question2LowEdit").isHidden()
    QTest.keyClicks(find(rows, "question2Edit", QLineEdit), "Which?")
    QTest.keyClicks(find(rows, "question2ChoicesEdit", QLineEdit), "a; b")
    click(rows, "addQuestionButton")
    assert rows.questions() == (
        NumberGuess(id="q-1", text="How many?", low=0, high=100, unit="%", of="test"),
        ChoiceQuestion(id="q-2", text="Which?", choices=("a", "b")),
    )


def test_questions_of_a_step_take_the_place_of_those_before(rows):
    first, second = complete_lesson().steps
    rows.show_questions(first.questions)
    assert rows.questions() == first.questions
    rows.show_questions(second.questions)
    assert rows.questions() == second.questions
    rows.show_questions(())
    assert rows.questions() == ()
