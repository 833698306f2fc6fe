"""Collecting: what is asked for next, and the panel, the prompt and the canvas together."""

import random

import pytest
from helpers.pen import Mouse
from helpers.samples import DIGITS, sample, stored
from helpers.windows import click, find
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSpinBox

from digitpad.replay import bundled_drawings
from digitpad.synthesis.transform import resized
from digitpad.ui.samples.collect_prompt import with_article
from digitpad.ui.samples.collect_round import CollectRound

DRAWINGS = dict(bundled_drawings())


# What is asked for


@given(st.integers(1, 5), st.lists(st.integers(0, 6), min_size=2, max_size=12), st.integers(0, 99))
def test_a_round_ends_with_enough_of_each_and_asks_for_nothing_twice(
    wanted, counts, seed
):
    chance = random.Random(seed)
    collecting = CollectRound(wanted, counts, chance)
    before = None
    for _ in range(1_000):
        asked = collecting.asked
        if asked is None:
            break
        assert collecting.counts[asked] < wanted
        others = [label for label, count in enumerate(collecting.counts) if count < wanted and label != before]
        assert asked != before or not others
        before = asked
        if chance.random() < 0.25:
            collecting.skip()
        else:
            missing = collecting.missing
            collecting.add(asked)
            assert collecting.missing == missing - 1
    assert collecting.missing == 0
    assert collecting.counts == tuple(max(wanted, count) for count in counts)


def test_what_is_taken_back_is_asked_for_again():
    collecting = CollectRound(1, [0, 0, 0], random.Random(0))
    first = collecting.asked
    assert first is not None
    collecting.add(first)
    assert collecting.asked != first
    collecting.remove(first)
    assert collecting.asked == first
    assert collecting.missing == 3


def test_another_class_than_the_one_asked_for_counts_and_the_question_stays():
    collecting = CollectRound(2, [0, 0], random.Random(0))
    asked = collecting.asked
    assert asked is not None
    collecting.add(1 - asked)
    assert collecting.asked == asked
    assert sorted(collecting.counts) == [0, 1]


@pytest.mark.parametrize(
    ("name", "words"), [("4", "a 4"), ("8", "an 8"), ("11", "an 11"), ("B", "a B"), ("M", "an M"),
                        ("Trouser", "“Trouser”")],
)
def test_the_prompt_is_english(name, words):
    assert with_article(name, f"a {name}", f"an {name}", f"“{name}”") == words


# The panel, the prompt and the canvas


@pytest.fixture
def collecting(window, qtbot):
    """The window in which two of each digit are being collected at seat 12."""
    window.show_page("samples")
    find(window, "collectEachBox", QSpinBox).setValue(2)
    find(window, "seatBox", QSpinBox).setValue(12)
    qtbot.waitUntil(lambda: not window.workbench.samples.busy)
    click(window, "collectButton")
    return window


def prompt(window):
    return find(window, "collectPrompt", QLabel).text()


def asked(window):
    return int(prompt(window).split()[-1])


def done(window):
    """How many drawings the bars show."""
    return sum(find(window, f"collectProgress{label}", QProgressBar).value() for label in range(10))


def test_the_prompt_stands_under_the_canvas_also_when_pen_and_bars_are_alone(collecting):
    label = find(collecting, "collectPrompt", QLabel)
    assert label.isVisible()
    assert collecting.drawing.isAncestorOf(label)
    assert not collecting.drawing.labels.isVisible(), "one question at a time"
    height = label.fontInfo().pixelSize()
    collecting.show_alone()
    assert label.isVisible()
    assert label.fontInfo().pixelSize() > 1.5 * height, "it is read from the last row"
    collecting.show_alone()
    assert label.fontInfo().pixelSize() == height
    click(collecting, "stopCollectingButton")
    assert not label.isVisible()
    assert collecting.drawing.labels.isVisible()


def test_enter_keeps_what_was_asked_for_and_asks_for_the_next(collecting, qtbot):
    mouse, wanted = Mouse(collecting.drawing.canvas), []
    for _ in range(3):
        wanted.append(asked(collecting))
        mouse.draw(DRAWINGS[str(wanted[-1])])
        QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
        assert not collecting.drawing.canvas.ink
    assert done(collecting) == 3
    click(collecting, "stopCollectingButton")
    qtbot.waitUntil(lambda: not collecting.workbench.samples.busy)
    folder = collecting.workbench.samples.data_dir
    collecting.close()
    assert [(each.label, each.seat) for each in stored(folder)] == [(label, 12) for label in wanted]


def test_a_digit_in_two_pieces_is_kept_as_one(collecting, qtbot):
    """Somebody asked for one digit: whatever is on the canvas is that one."""
    canvas = collecting.drawing.canvas
    for digit, middle in (("3", 250), ("7", 750)):
        Mouse(canvas).draw(resized(DRAWINGS[digit], 350, (middle, 500)))
    qtbot.waitUntil(lambda: find(collecting, "predictedDigit", QLabel).text() == "37")
    strokes = len(canvas.ink.strokes)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert not canvas.ink
    qtbot.waitUntil(lambda: not collecting.workbench.samples.busy)
    folder = collecting.workbench.samples.data_dir
    collecting.close()
    assert [len(each.ink.strokes) for each in stored(folder)] == [strokes]


def test_enter_on_an_empty_canvas_keeps_nothing(collecting, qtbot):
    before = prompt(collecting)
    collecting.drawing.canvas.setFocus()
    QTest.keyClick(collecting.drawing.canvas, Qt.Key.Key_Return)
    assert prompt(collecting) == before
    assert find(collecting, "collectTold", QLabel).text() == "Draw it first, then press Next."
    assert done(collecting) == 0
    assert not find(collecting, "nextDigitButton", QPushButton).isEnabled()


def test_skip_asks_for_another_one_and_undo_for_the_same_again(collecting, qtbot):
    before = asked(collecting)
    click(collecting, "skipDigitButton")
    assert asked(collecting) != before
    wanted = asked(collecting)
    Mouse(collecting.drawing.canvas).draw(DRAWINGS["1"])
    click(collecting, "nextDigitButton")
    assert done(collecting) == 1
    click(collecting, "undoButton")
    assert (done(collecting), asked(collecting)) == (0, wanted)
    assert collecting.drawing.canvas.ink


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_7])
def test_a_digit_key_keeps_nothing_while_digits_are_asked_for(collecting, key):
    Mouse(collecting.drawing.canvas).draw(DRAWINGS["4"])
    collecting.drawing.canvas.setFocus()
    QTest.keyClick(collecting.drawing.canvas, key)
    assert collecting.drawing.canvas.ink
    assert done(collecting) == 0


def keep(window, drawing, qtbot):
    """Draw this, press Next when the network has seen it; gives what is said then."""
    Mouse(window.drawing.canvas).draw(DRAWINGS[drawing])
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == drawing)
    click(window, "nextDigitButton")
    return find(window, "collectedLabel", QLabel).text()


def test_what_was_kept_is_said_and_can_be_taken_back(collecting, qtbot):
    wanted = asked(collecting)
    undo = find(collecting, "undoCollectedButton")
    assert not undo.isVisible()
    height = collecting.drawing.canvas.height()
    assert keep(collecting, str(wanted), qtbot) == f"Kept as {wanted}"
    qtbot.waitUntil(undo.isVisible)
    assert collecting.drawing.canvas.height() == height, "nothing moves"
    click(collecting, "undoCollectedButton")
    assert (done(collecting), asked(collecting)) == (0, wanted)
    assert collecting.drawing.canvas.ink
    assert find(collecting, "collectedLabel", QLabel).text() == "Not kept"
    assert not undo.isVisible()
    click(collecting, "nextDigitButton")
    click(collecting, "stopCollectingButton")
    click(collecting, "collectButton")
    assert find(collecting, "collectedLabel", QLabel).text() == "", "of another round"


def test_a_sure_network_doubts_what_was_drawn_and_stops_nobody(collecting, qtbot):
    wanted = asked(collecting)
    slip = next(digit for digit in "47" if int(digit) != wanted)
    assert keep(collecting, slip, qtbot) == f"Kept as {wanted}, though it looks like a {slip}"
    assert done(collecting) == 1


def test_the_answer_to_a_test_picture_doubts_nothing(collecting, qtbot):
    wanted = asked(collecting)
    slip = next(digit for digit in "47" if int(digit) != wanted)
    Mouse(collecting.drawing.canvas).draw(DRAWINGS[slip])
    qtbot.waitUntil(lambda: collecting.recorder.doubt(wanted) == slip)
    collecting.show_page("test_set")
    qtbot.waitUntil(lambda: collecting.recorder.doubt(wanted) is None)
    click(collecting, "nextDigitButton")
    assert find(collecting, "collectedLabel", QLabel).text() == f"Kept as {wanted}"


def test_a_set_that_was_begun_is_gone_on_with_and_thanks_when_it_is_full(
    window, qtbot
):
    window.workbench.samples.change(
        lambda samples: samples.add_many([sample(n, n % 10, seat=12) for n in range(20) if n != 7]),
        lambda _: None, pytest.fail,
    )
    window.show_page("samples")
    find(window, "collectEachBox", QSpinBox).setValue(2)
    find(window, "seatBox", QSpinBox).setValue(12)
    qtbot.waitUntil(lambda: not window.workbench.samples.busy and done(window) == 19)
    click(window, "collectButton")
    assert prompt(window) == "Draw a 7"
    Mouse(window.drawing.canvas).draw(DRAWINGS["7"])
    click(window, "nextDigitButton")
    assert prompt(window) == "Thank you!"
    assert find(window, "collectProgress7", QProgressBar).text() == "2 of 2"
    assert "full" in find(window, "collectStatus", QLabel).text()


def test_the_seat_is_remembered_on_this_computer(collecting):
    assert collecting.workbench.settings.seat == 12
    find(collecting, "seatBox", QSpinBox).setValue(0)
    assert collecting.workbench.settings.seat is None
    assert collecting.recorder.seat is None


def test_digits_of_the_network_under_the_pen_are_asked_for(window):
    window.show_page("samples")
    click(window, "collectButton")
    assert find(window, "collectPrompt", QLabel).text() in {f"Draw a {name}" for name in DIGITS} | {"Draw an 8"}
