"""What the drawing shows, with one tap."""

import pytest
from helpers.samples import DIGITS
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton

from digitpad.ui.drawing.label_row import LabelRow

CLOTHES = ("T-shirt/top", "Trouser", "Pullover")


@pytest.fixture
def row(qtbot):
    row = LabelRow()
    row.set_class_names(DIGITS)
    row.resize(320, 60)
    return shown(row, qtbot)


def test_each_class_has_a_button_that_says_it(row):
    row.set_ready(True)
    said = []
    row.labelled.connect(said.append)
    for label in range(10):
        click(row, f"label{label}")
    assert said == list(range(10))


def test_without_a_drawing_there_is_nothing_to_say(row):
    said = []
    row.labelled.connect(said.append)
    click(row, "label7")
    assert said == []
    assert not find(row, "label7", QToolButton).isEnabled()


def test_a_tap_leaves_the_keys_where_they_were(row):
    """The next digit is drawn on the canvas, and its key is pressed there."""
    row.set_ready(True)
    before = QApplication.focusWidget()
    click(row, "label3")
    assert QApplication.focusWidget() is before


def test_ten_buttons_fit_beside_each_other_in_the_smallest_column(row):
    row.resize(260, 60)
    buttons = [find(row, f"label{label}", QToolButton) for label in range(10)]
    assert len({button.y() for button in buttons}) == 1
    assert all(button.x() >= 0 and button.geometry().right() < 260 for button in buttons)
    needed = buttons[0].fontMetrics().horizontalAdvance("0")
    assert all(button.width() > needed for button in buttons)


def test_long_names_are_chosen_from_a_box(row):
    height = row.sizeHint().height()
    row.set_class_names(CLOTHES)
    assert row.sizeHint().height() == height, "the canvas above must not change its size"
    row.set_ready(True)
    box = find(row, "labelBox", QComboBox)
    assert box.isVisible()
    assert [box.itemText(place) for place in range(box.count())] == list(CLOTHES)
    said = []
    row.labelled.connect(said.append)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_P)
    assert said == [2]
    assert box.currentIndex() == -1, "ready for the next drawing"
    row.set_class_names(DIGITS)
    assert not box.isVisible()
    assert find(row, "label9", QToolButton).isEnabled()


def test_what_was_kept_can_be_taken_back(row, qtbot):
    height = row.sizeHint().height()
    row.say("Saved as a 7 (1 drawing)", undo=True)
    assert row.sizeHint().height() == height, "nothing moves"
    assert not find(row, "learnFromRowButton").isHidden()
    with qtbot.waitSignal(row.learning_wanted):
        click(row, "learnFromRowButton")
    with qtbot.waitSignal(row.taken_back):
        click(row, "undoKeepButton")
    row.say("Not saved")
    for name in ("undoKeepButton", "learnFromRowButton"):
        assert not find(row, name).isVisible()


def test_a_problem_is_a_whole_sentence(row):
    row.say_problem("The drawing was not saved: the disk is full.")
    assert find(row, "keepProblem").isVisible()
    row.say("Saved as a 7 (1 drawing)", undo=True)
    assert not find(row, "keepProblem").isVisible()


def test_what_was_saved_has_the_line_until_there_is_another_drawing(row):
    question = next(each for each in row.findChildren(QLabel) if each.text() == "This is a")
    assert question.isVisible()
    row.say("Saved as a 7 (1 drawing)", undo=True)
    assert not question.isVisible()
    row.set_ready(True)
    assert question.isVisible()


def test_a_question_takes_the_place_of_the_buttons_and_nothing_moves(row):
    height, answers = row.sizeHint().height(), []
    row.answered.connect(answers.append)
    row.ask("This looks like a 7. Save it as a 4?")
    assert row.sizeHint().height() == height
    assert find(row, "labelQuestion", QLabel).text() == "This looks like a 7. Save it as a 4?"
    assert not find(row, "label7").isVisible()
    click(row, "labelSaveButton")
    click(row, "labelAgainButton")
    assert answers == [True, False]
    row.ask("")
    assert find(row, "label7").isVisible()
    assert not find(row, "labelSaveButton").isVisible()
