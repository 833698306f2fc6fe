import pytest
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from digitpad.training.hints.hint import Hint, Sign
from digitpad.translation import Message
from digitpad.ui.training.hint_row import HintRow, in_two_lines
from digitpad.ui.widgets import theme

HIGH = Hint("rate-too-high", Message("Too high."), {"learning_rate": 0.01}, Sign("loss", "training", 0, 1))
DEAD = Hint("dead-neurons", Message("Dead."), {"activation": "leaky_relu"}, Sign("accuracy", "training", 0, 3))
LABELS = Hint("labels-do-not-fit", Message("Labels."))


@pytest.fixture
def row(qtbot):
    row = HintRow()
    row.resize(600, 120)
    qtbot.addWidget(row)
    row.pointed.connect(lambda sign: signs.append(sign))
    row.advice_taken.connect(lambda hint: taken.append(hint))
    signs, taken = [], []
    row.signs, row.taken = signs, taken
    row.show_hints([HIGH])
    shown(row, qtbot)
    return row


def sentence(row):
    return find(row, "hintSentence").text()


def test_nothing_is_there_while_there_is_nothing_to_say(qtbot):
    row = HintRow()
    qtbot.addWidget(row)
    assert row.isHidden()
    row.show_hints([HIGH])
    assert not row.isHidden()
    row.show_hints([])
    assert row.isHidden()


def test_a_hint_is_a_sentence_a_button_and_a_place_in_the_curves(row):
    assert sentence(row) == "Too high."
    button = find(row, "hintButton", QPushButton)
    assert button.text() == button.accessibleName() == "Set the learning rate to 0.01"
    assert row.signs == [HIGH.sign]
    assert find(row, "otherHintsButton").isHidden()
    click(row, "hintButton")
    assert row.taken == [HIGH]


def test_a_hint_without_advice_has_no_button(row):
    row.show_hints([LABELS])
    assert find(row, "hintButton").isHidden()
    assert row.signs[-1] is None


def test_the_other_hints_come_in_turn(row):
    row.show_hints([HIGH, DEAD, LABELS])
    button = find(row, "otherHintsButton", QPushButton)
    seen = []
    for _ in range(4):
        seen.append((sentence(row), button.text()))
        click(row, "otherHintsButton")
    assert seen == [
        ("Too high.", "Next hint (1 of 3)"), ("Dead.", "Next hint (2 of 3)"), ("Labels.", "Next hint (3 of 3)"),
        ("Too high.", "Next hint (1 of 3)"),
    ]
    assert row.signs[-4:] == [DEAD.sign, None, HIGH.sign, DEAD.sign]


def test_the_hint_that_is_read_stays_when_others_come(row):
    row.show_hints([HIGH, DEAD])
    click(row, "otherHintsButton")
    row.show_hints([LABELS, HIGH, DEAD])
    assert sentence(row) == "Dead."
    row.show_hints([LABELS, HIGH])
    assert sentence(row) == "Labels."


def test_what_was_taken_is_not_said_again_until_another_run_begins(row):
    row.show_hints([HIGH, DEAD])
    row.done(HIGH, "It is set.")
    assert sentence(row) == "It is set."
    assert find(row, "hintButton").isHidden()
    assert row.signs[-1] is None
    assert find(row, "otherHintsButton", QPushButton).text() == "Next hint"
    click(row, "otherHintsButton")
    assert sentence(row) == "Dead."
    row.show_hints([HIGH])
    assert row.isHidden()
    row.forget()
    row.show_hints([HIGH])
    assert sentence(row) == "Too high."


def test_after_the_last_was_taken_only_that_is_said(row):
    row.done(HIGH, "It is set.")
    assert row.isVisible()
    assert find(row, "otherHintsButton").isHidden()


def test_what_stands_in_the_way_of_an_advice_is_said(row):
    row.say("The learning rate is not a number.")
    assert sentence(row) == "The learning rate is not a number."
    row.show_hints([HIGH])
    assert sentence(row) == "Too high."
    assert not find(row, "hintButton").isHidden()


def test_words_that_are_too_long_for_one_line_have_two(row, qapp, qtbot):
    theme.apply(qapp, "light", 200)
    row.resize(300, 300)
    button = find(row, "hintButton", QPushButton)
    qtbot.waitUntil(lambda: button.text() == "Set the learning\nrate to 0.01")
    assert button.accessibleName() == "Set the learning rate to 0.01"
    row.resize(900, 300)
    qtbot.waitUntil(lambda: button.text() == "Set the learning rate to 0.01")


@pytest.mark.parametrize(
    ("text", "lines"), [("", ""), ("One", "One"), ("a bc", "a\nbc"), ("aaa b cc dd", "aaa b\ncc dd")]
)
def test_the_middle_of_a_text(text, lines):
    assert in_two_lines(text) == lines


def test_how_it_is_computed_is_explained(row, qtbot):
    click(row, "howHintsButton")
    text = find(row.window(), "explanationText", QPlainTextEdit).toPlainText()
    assert "2.30" in text
    assert "Glorot" in text
    click(row.window(), "closeExplanationButton")
