"""A question with its hints, and a guess beside what the run gave."""

from datetime import datetime

import pytest
from helpers.lessons import ended_run
from helpers.windows import click, find, shown, texts

from digitpad.lessons.questions import NumberGuess, TextQuestion
from digitpad.lessons.state import Given, StepState
from digitpad.ui.lessons.question_box import QuestionBox

NOON = datetime(2026, 11, 30, 12)
GUESS = NumberGuess(id="q", text="How many?", low=0, high=100, unit="%", of="test", hints=("First.", "Second."))


@pytest.fixture
def box(qtbot):
    box = QuestionBox(GUESS)
    box.show_state(StepState(), None)
    return shown(box, qtbot)


def test_hints_come_one_by_one(box, qtbot):
    assert find(box, "qHintButton").text() == "Hint 1 of 2"
    assert "First." not in texts(box)
    with qtbot.waitSignal(box.hint_wanted):
        click(box, "qHintButton")
    box.show_state(StepState(hints={"q": 1}), None)
    assert ("First." in texts(box), "Second." in texts(box)) == (True, False)
    assert find(box, "qHintButton").text() == "Hint 2 of 2"
    box.show_state(StepState(hints={"q": 9}), None)
    assert "Second." in texts(box)
    assert not find(box, "qHintButton").isVisible()


def test_a_guess_stays_when_a_run_has_begun_and_stands_beside_the_result(box):
    given = {"q": Given(70.0, NOON, 0)}
    box.show_state(StepState(given), None)
    assert box.field.isEnabled()
    assert not find(box, "qOutcome").isVisible()
    box.show_state(StepState(given, runs=(ended_run(),)), 90.0)
    assert not box.field.isEnabled()
    space = "\N{NO-BREAK SPACE}"
    assert find(box, "qOutcome").text() == f"You guessed: 70{space}%. The run gave: 90{space}%."


def test_a_guess_that_no_figure_answers_is_still_shown(box):
    box.show_state(StepState({"q": Given(70.0, NOON, 0)}, runs=(ended_run(),)), None)
    assert find(box, "qOutcome").text() == "You guessed: 70\N{NO-BREAK SPACE}%."


def test_a_guess_that_was_not_given_before_may_still_be_given(box):
    box.show_state(StepState(runs=(ended_run(),)), 90.0)
    assert box.field.isEnabled()


def test_other_questions_stay_open(qtbot):
    box = QuestionBox(TextQuestion(id="t", text="Why?"))
    box.show_state(StepState({"t": Given("So.", NOON, 1)}, runs=(ended_run(),)), None)
    shown(box, qtbot)
    assert box.field.isEnabled()
    assert not find(box, "tHintButton").isVisible()
