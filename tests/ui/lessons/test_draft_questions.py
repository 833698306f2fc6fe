"""Rows to type questions in."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from digitpad.ui.lessons.draft_questions import DraftQuestions
from digitpad.ui.lessons.lesson_draft import DraftQuestion


@pytest.fixture
def rows(qtbot):
    return shown(DraftQuestions(), qtbot)


def test_a_row_a_question(rows, qtbot):
    assert rows.drafts() == ()
    click(rows, "addQuestionButton")
    with qtbot.waitSignal(rows.edited):
        QTest.keyClicks(find(rows, "question1Edit", QLineEdit), "How many?")
    click(rows, "addQuestionButton")
    kind = find(rows, "question2KindBox", QComboBox)
    assert find(rows, "question2ChoicesEdit").isHidden()
    kind.setCurrentIndex(kind.findData("choice"))
    assert not find(rows, "question2ChoicesEdit").isHidden()
    QTest.keyClicks(find(rows, "question2Edit", QLineEdit), "Which?")
    QTest.keyClicks(find(rows, "question2ChoicesEdit", QLineEdit), "a; b")
    assert rows.drafts() == (DraftQuestion("guess", "How many?"), DraftQuestion("choice", "Which?", "a; b"))
