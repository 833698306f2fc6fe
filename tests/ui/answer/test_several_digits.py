"""Several digits in one drawing: all in the answer, one of them in the bars."""

import numpy as np
import pytest
from helpers.networks import always
from helpers.pen import Mouse
from helpers.windows import find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from digitpad.ink.raster import rasterize
from digitpad.ink.segment import split_ink
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings
from digitpad.ui.answer.digit_strip import DigitStrip
from digitpad.ui.answer.recognizer import Recognizer
from digitpad.ui.widgets import theme

DRAWINGS = dict(bundled_drawings())


def number(text):
    """The included drawings side by side, small enough for the canvas."""
    strokes, x = [], 60.0
    for label in text:
        part = [stroke * 0.25 for stroke in DRAWINGS[label].strokes]
        points = np.concatenate(part)
        corner = np.array([x, 350]) - points.min(axis=0)
        strokes += [stroke + corner for stroke in part]
        x += float(np.ptp(points[:, 0])) + 80
    return Ink(tuple(strokes))


def answer(window):
    return find(window, "predictedDigit", QLabel).text()


def row(window):
    return find(window, "digitRow", DigitStrip)


@pytest.fixture
def drawn(window, qtbot):
    """With 42 drawn by the mouse."""
    Mouse(window.drawing.canvas).draw(number("42"))
    qtbot.waitUntil(lambda: answer(window) == "42")
    return window


def test_two_digits_drawn_with_the_mouse_are_both_answered(drawn):
    assert row(drawn).isVisible()
    # The newest is the selected one.
    assert drawn.answer.bars.winner == 2
    newest = split_ink(drawn.drawing.canvas.ink)[1]
    assert (drawn.drawing.preview.picture == rasterize(newest)).all()
    assert find(drawn, "answerSentence", QLabel).text().startswith("Digit 2: ")
    assert "number 2 is selected" in row(drawn).accessibleDescription()


def test_the_row_stands_right_below_the_bars_in_a_tall_window_too(drawn, qtbot):
    for height in (600, 1000):
        drawn.resize(1600, height)
        qtbot.waitUntil(lambda height=height: drawn.height() == height)
        bars = drawn.answer.bars
        assert bars.height() <= bars.sizeHint().height() + 1
        below = bars.mapTo(drawn, bars.rect().bottomLeft()).y()
        assert 0 < row(drawn).mapTo(drawn, row(drawn).rect().topLeft()).y() - below <= 2 * theme.GRID


def test_a_frame_marks_the_selected_strokes(drawn, qtbot):
    right = drawn.drawing.canvas.grab().toImage()
    QTest.keyClick(row(drawn), Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: drawn.answer.bars.winner == 4)
    left = drawn.drawing.canvas.grab().toImage()
    assert left != right
    drawn.drawing.canvas.set_frame(None)
    assert drawn.drawing.canvas.grab().toImage() not in (left, right)


def test_back_at_one_digit_everything_is_as_before(drawn, qtbot):
    width = find(drawn, "predictedDigit").width()
    drawn.drawing.canvas.set_ink(DRAWINGS["7"])
    qtbot.waitUntil(lambda: answer(drawn) == "7")
    assert row(drawn).isHidden()
    assert find(drawn, "predictedDigit").width() < width
    assert not find(drawn, "answerSentence", QLabel).text().startswith("Digit")


def test_many_digits_fit_beside_the_sentence(window, qtbot):
    window.drawing.canvas.set_ink(number("2026"))
    qtbot.waitUntil(lambda: answer(window) == "2026")
    label = find(window, "predictedDigit", QLabel)
    assert label.fontMetrics().horizontalAdvance("2026") <= label.width() < window.answer.width() * 0.75
    assert row(window).cell(3).right() <= row(window).width()


@pytest.fixture
def answers(qtbot):
    recognizer = Recognizer(always([0.91] + [0.01] * 9))
    answers = []
    recognizer.recognized.connect(answers.append)
    return recognizer, answers


def test_only_the_digit_that_grows_gets_a_new_picture(
    answers, qtbot
):
    recognizer, given = answers
    ink = number("42")
    recognizer.set_ink(ink)
    qtbot.waitUntil(lambda: len(given) == 1)
    recognizer.set_ink(Ink((*ink.strokes[:-1], ink.strokes[-1][:-1])))
    qtbot.waitUntil(lambda: len(given) == 2)
    assert given[1].digits[0].picture is given[0].digits[0].picture
    assert given[1].digits[1].picture is not given[0].digits[1].picture
    assert [each.text for each in given] == ["00", "00"]


def test_a_network_for_other_things_does_not_split(
    answers, qtbot
):
    recognizer, given = answers
    recognizer.set_ink(number("42"))
    qtbot.waitUntil(lambda: len(given) == 1)
    recognizer.set_network(always([0.9, 0.1], ("Coat", "Bag")))
    qtbot.waitUntil(lambda: len(given) == 2)
    assert given[1].digits == ()
    assert given[1].text == "Coat"
    assert (given[1].picture == rasterize(number("42"))).all()


def test_another_network_beside_it_answers_the_same_digits(
    answers, qtbot
):
    recognizer, given = answers
    other = Recognizer(always([0.01] * 9 + [0.91]))
    told = []
    other.recognized.connect(told.append)
    recognizer.set_ink(number("42"))
    qtbot.waitUntil(lambda: len(given) == 1)
    other.follow(recognizer)
    recognizer.select(0)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text == "99"
    assert told[-1].selected == given[-1].selected == 0
