"""What is asked for under the canvas, and the keys and buttons there."""

import pytest
from helpers.pen import Mouse
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.samples.collect_prompt import CollectPrompt

LINE = [(500.0, 100.0), (500.0, 900.0)]


def test_the_prompt_stands_under_the_canvas_also_in_the_projector_view(collecting, large_screen, qtbot):
    label = find(collecting, "collectPrompt", QLabel)
    assert label.isVisible()
    assert collecting.drawing.isAncestorOf(label)
    assert not collecting.drawing.labels.isVisible(), "one question at a time"
    height = label.fontInfo().pixelSize()
    collecting.show_projector()
    assert label.isVisible()
    # It is read from the last row.
    qtbot.waitUntil(lambda: label.fontInfo().pixelSize() > 1.5 * height)
    collecting.show_projector()
    qtbot.waitUntil(lambda: label.fontInfo().pixelSize() == height)
    click(collecting, "stopCollectingButton")
    assert not label.isVisible()
    assert collecting.drawing.labels.isVisible()


# The prompt and a canvas alone


@pytest.fixture
def holder(qtbot):
    """A canvas with the prompt below it."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    canvas = Canvas()
    layout.addWidget(canvas)
    layout.addWidget(CollectPrompt(canvas))
    holder.resize(400, 600)
    shown(holder, qtbot)
    canvas.setFocus()
    return holder


@pytest.fixture
def canvas(holder):
    return holder.findChild(Canvas)


@pytest.fixture
def prompt(holder):
    return holder.findChild(CollectPrompt)


@pytest.fixture
def wanted(prompt):
    """Which buttons were pressed, in order."""
    wanted = []
    for name in ("next", "skip", "stop", "undo"):
        getattr(prompt, f"{name}_wanted").connect(lambda name=name: wanted.append(name))
    return wanted


def test_enter_on_the_canvas_presses_next_while_a_drawing_is_asked_for(canvas, prompt, wanted):
    prompt.ask_for("4", "9 more")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(canvas, key)
    assert wanted == ["next", "next"]
    prompt.ask_for(None, "Full")
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    prompt.ask_for("4", "9 more")
    prompt.hide()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert wanted == ["next", "next"], "nobody is asked"


def test_next_waits_for_ink_and_for_a_question(canvas, prompt):
    button = find(prompt, "nextDigitButton", QPushButton)
    prompt.ask_for("8", "9 more")
    assert not button.isEnabled()
    Mouse(canvas).stroke(LINE)
    assert button.isEnabled()
    canvas.clear()
    assert not button.isEnabled()
    prompt.ask_for(None, "The set is full.")
    Mouse(canvas).stroke(LINE)
    assert not button.isEnabled()
    assert not find(prompt, "skipDigitButton", QPushButton).isEnabled()
    assert find(prompt, "stopCollectingButton", QPushButton).isEnabled()


def test_it_says_what_to_draw_and_thanks_in_the_end(prompt):
    prompt.ask_for("8", "3 more")
    assert find(prompt, "collectPrompt", QLabel).text() == "Draw an 8"
    assert find(prompt, "collectTold", QLabel).text() == "3 more"
    prompt.ask_for(None, "The set is full.")
    assert find(prompt, "collectPrompt", QLabel).text() == "Thank you!"


def test_buttons_say_what_is_wanted_and_leave_the_focus_with_the_canvas(canvas, prompt, wanted):
    prompt.ask_for("8", "3 more")
    Mouse(canvas).stroke(LINE)
    prompt.offer_undo()
    for name in ("nextDigitButton", "skipDigitButton", "stopCollectingButton", "undoCollectedButton"):
        click(prompt, name)
        assert canvas.hasFocus()
    assert wanted == ["next", "skip", "stop", "undo"]


def test_another_result_takes_the_undo_of_the_last_one_away(prompt):
    prompt.show_result("Saved as a 4")
    assert not find(prompt, "undoCollectedButton").isVisible(), "it is not written yet"
    prompt.offer_undo()
    assert find(prompt, "undoCollectedButton").isVisible()
    prompt.show_result("Saved as a 5")
    assert not find(prompt, "undoCollectedButton").isVisible()
    assert find(prompt, "collectedLabel", QLabel).text() == "Saved as a 5"


def test_a_question_takes_the_place_of_the_prompt_and_enter_is_no_next(canvas, prompt, wanted):
    prompt.ask_for("4", "9 more")
    Mouse(canvas).stroke(LINE)
    height, answers = prompt.height(), []
    prompt.answered.connect(answers.append)
    prompt.ask("This looks like a 7. Save it as a 4?")
    assert prompt.height() == height, "nothing moves"
    assert not find(prompt, "nextDigitButton").isVisible()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert wanted == []
    click(prompt, "collectSaveButton")
    click(prompt, "collectAgainButton")
    assert answers == [True, False]
    prompt.ask("")
    assert find(prompt, "nextDigitButton").isVisible()


def test_a_set_begins_with_an_empty_canvas_and_undo_brings_back_what_was_there(canvas, prompt):
    Mouse(canvas).stroke(LINE)
    prompt.begin()
    assert not canvas.ink
    canvas.undo_stack.undo()
    assert canvas.ink
    canvas.undo_stack.redo()
    steps = canvas.undo_stack.count()
    prompt.begin()
    assert canvas.undo_stack.count() == steps, "an empty canvas need not be wiped"


def test_a_long_line_is_cut_and_told_in_a_tip(prompt):
    line = "1,000 more drawings until the set of this seat is full, and then the next person comes"
    height = prompt.sizeHint().height()
    prompt.ask_for("4", line)
    assert prompt.sizeHint().height() == height
    assert find(prompt, "collectTold").toolTip() == line


def test_where_there_is_room_nothing_moves_when_something_is_saved(holder, prompt):
    told = find(prompt, "collectTold")
    prompt.ask_for("4", "9 more")
    QApplication.processEvents()
    width = told.width()
    prompt.offer_undo()
    QApplication.processEvents()
    assert told.width() == width
    prompt.show_result("")
    holder.resize(180, 600)
    QApplication.processEvents()
    assert told.width() > 0.8 * prompt.width(), "the line has the room of the button that is not there"
