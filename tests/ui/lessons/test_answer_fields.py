"""Each kind of question has its field."""

import pytest
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton

from digitpad.ink.stroke import Ink
from digitpad.lessons.questions import (
    ChoiceQuestion,
    DrawingQuestion,
    NumberGuess,
    NumberQuestion,
    PickQuestion,
    TextQuestion,
)
from digitpad.lessons.state import Drawn, Picked, Reading
from digitpad.ui.lessons.answer_fields import field_for

QUESTIONS = {
    "number": NumberQuestion(id="q", text="How many?", low=0, high=100, unit="%"),
    "choice": ChoiceQuestion(id="q", text="Which?", choices=("a & b", "c")),
    "text": TextQuestion(id="q", text="Why?"),
    "drawing": DrawingQuestion(id="q", text="Draw."),
    "pick": PickQuestion(id="q", text="Pick.", of="neuron"),
}


@pytest.fixture
def make(qtbot):
    def make(kind):
        field = shown(field_for(QUESTIONS[kind]), qtbot)
        field.got = []
        field.given.connect(field.got.append)
        return field

    return make


def test_a_guess_has_the_field_of_its_kind(qtbot):
    guess = field_for(NumberGuess(id="q", text="How many?", low=0, high=1))
    qtbot.addWidget(guess)
    assert type(guess) is type(field_for_number(qtbot))


def field_for_number(qtbot):
    field = field_for(QUESTIONS["number"])
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(("typed", "expected"), [("85", 85.0), ("85.5", 85.5), ("85,5", 85.5), ("85 %", 85.0)])
def test_a_number_may_have_a_point_or_a_comma_or_its_unit(make, typed, expected):
    field = make("number")
    edit = find(field, "qEdit", QLineEdit)
    QTest.keyClicks(edit, typed)
    assert field.got[-1] == expected
    assert edit.property("wrong") is False


@pytest.mark.parametrize("typed", ["many", "101", "-1", "nan", "inf", "1e400"])
def test_a_number_that_makes_no_sense_is_no_answer(make, typed):
    field = make("number")
    edit = find(field, "qEdit", QLineEdit)
    edit.setFocus()
    for letter in typed:
        field.got.clear()
        QTest.keyClicks(edit, letter)
    assert field.got == []
    assert edit.property("wrong") is True
    assert "A number from 0 to 100." in texts(field)


def test_an_old_number_is_shown_and_does_not_disturb_typing(make):
    field = make("number")
    field.show_answer(85.0)
    edit = find(field, "qEdit", QLineEdit)
    assert edit.text() == "85"
    QTest.keyClicks(edit, ".")
    field.show_answer(field.got[-1])
    assert edit.text() == "85."


def test_a_choice_is_made_with_mouse_or_keys(make):
    field = make("choice")
    first = find(field, "qChoice1", QRadioButton)
    assert (first.text(), first.accessibleName()) == ("a && b", "a & b")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert field.got == ["a & b", "c"]


def test_an_old_choice_is_checked_and_a_strange_one_is_not(make):
    field = make("choice")
    field.show_answer("d")
    field.show_answer("c")
    assert [find(field, f"qChoice{place}", QRadioButton).isChecked() for place in (1, 2)] == [False, True]
    assert field.got == []


def test_a_text_is_given_as_it_is_typed_and_tab_leads_out(make):
    field = make("text")
    field.column.addWidget(QPushButton("Next"))
    QApplication.processEvents()
    edit = find(field, "qEdit", QPlainTextEdit)
    edit.setFocus()
    QTest.keyClicks(edit, "So <b>")
    assert field.got[-1] == "So <b>"
    field.show_answer("something else")
    assert edit.toPlainText() == "So <b>"
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "So <b>"


def test_an_old_text_is_shown_without_being_given_again(make):
    field = make("text")
    field.show_answer("Because.")
    assert (find(field, "qEdit", QPlainTextEdit).toPlainText(), field.got) == ("Because.", [])


def test_a_drawing_is_asked_for_and_shown_small(make, qtbot):
    field = make("drawing")
    with qtbot.waitSignal(field.wanted):
        click(field, "qButton")
    field.show_answer(Drawn(Ink.of([[(10, 10), (90, 90)]]), Reading("1", 0.9)))
    assert "Your answer: a drawing, read as “1” (90.0\N{NO-BREAK SPACE}%)" in texts(field)
    field.offer("Draw something first.")
    assert (find(field, "qButton").isEnabled(), find(field, "qButton").toolTip()) == (False, "Draw something first.")


def test_what_is_picked_comes_from_its_page(make, qtbot):
    field = make("pick")
    field.offer_picked("")
    assert find(field, "qButton").toolTip() == "Choose a neuron on the page Inside first."
    field.offer_picked("Neuron 3 of layer 1")
    with qtbot.waitSignal(field.wanted):
        click(field, "qButton")
    field.show_answer(Picked("Neuron 3 of layer 1"))
    assert "Your answer: Neuron 3 of layer 1" in texts(field)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_field_can_be_closed_with_a_reason(make, kind):
    field = make(kind)
    field.set_free("It stays.")
    assert (field.isEnabled(), field.toolTip()) == (False, "It stays.")
    field.set_free("")
    assert field.isEnabled()
    assert field.accessibleName() == QUESTIONS[kind].text
