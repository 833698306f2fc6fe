"""One network's answer: letter, sentence and bars."""

import numpy as np
import pytest
from helpers.windows import find, shown
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from digitpad.model.answer import NOTHING_DRAWN, decide
from digitpad.ui.answer.answer_column import AnswerColumn
from digitpad.ui.answer.recognizer import Digit, Recognition
from digitpad.ui.widgets import theme

NAMES = tuple("0123456789")
BLANK = np.zeros((28, 28), np.uint8)


@pytest.fixture
def column(qtbot):
    column = AnswerColumn(NAMES, ("predictedDigit", "answerSentence", "probabilityBars", "networkTitle"))
    column.resize(260, 400)
    return shown(column, qtbot)


def recognition(best, share, digits=()):
    probabilities = np.full(10, (1 - share) / 9, np.float32)
    probabilities[best] = share
    answer = decide(probabilities, NAMES)
    several = tuple(Digit(BLANK, probabilities, decide(np.eye(10, dtype=np.float32)[each], NAMES)) for each in digits)
    return Recognition(BLANK, probabilities, answer, several, digits.index(best) if digits else 0)


def digit(column):
    return find(column, "predictedDigit", QLabel)


def sentence(column):
    return find(column, "answerSentence", QLabel).text().replace("\N{NO-BREAK SPACE}", " ")


def test_an_answer_is_shown_as_digit_sentence_and_bars(column):
    given = recognition(7, 0.91)
    column.show_recognition(given)
    assert digit(column).text() == "7"
    assert find(column, "answerSentence", QLabel).text().replace("\N{NO-BREAK SPACE}", " ") == "91.0 % sure"
    assert given.probabilities is not None
    assert column.bars.property("probabilities") == given.probabilities.tolist()
    column.show_recognition(Recognition(BLANK, None, NOTHING_DRAWN))
    assert digit(column).text() == "?"
    assert column.bars.property("probabilities") == [0.0] * 10


def test_beside_a_question_mark_no_bar_is_marked(column):
    def marked():
        image, accent = column.bars.grab().toImage(), QColor(theme.colours().accent).rgb()
        return any(image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height()))

    column.show_recognition(recognition(7, 0.3))
    assert digit(column).text() == "?"
    assert not marked()
    column.show_recognition(recognition(7, 0.9))
    assert marked()


def test_names_are_written_smaller_than_digits(column):
    large = digit(column).fontInfo().pointSizeF()
    column.set_class_names(("T-shirt/top", "Ankle boot", *"23456789"))
    assert digit(column).fontInfo().pointSizeF() < large
    assert digit(column).width() >= digit(column).fontMetrics().horizontalAdvance("Ankle boot")


def test_the_text_size_reaches_the_answer_and_the_bars(column, qapp):
    before = digit(column).fontInfo().pointSizeF(), column.bars.font().pointSizeF()
    theme.apply(qapp, "light", 200)
    assert digit(column).fontInfo().pointSizeF() == pytest.approx(2 * before[0], rel=0.05)
    assert column.bars.font().pointSizeF() == pytest.approx(2 * before[1], rel=0.05)


def test_enlarging_and_back_leaves_it_following_the_text_size(column, qapp):
    before = column.bars.font().pointSizeF()
    column.set_enlarged(1.8)
    assert column.bars.font().pointSizeF() == pytest.approx(1.8 * before, rel=0.05)
    column.set_enlarged(1)
    assert column.bars.font().pointSizeF() == before
    theme.apply(qapp, "light", 150)
    assert column.bars.font().pointSizeF() == pytest.approx(1.5 * before, rel=0.05)


def test_of_several_digits_all_are_written_and_one_is_spoken_of(column):
    column.show_recognition(recognition(7, 0.91, (4, 7)))
    assert digit(column).text() == "47"
    assert sentence(column) == "Digit 2: 91.0 % sure"
    column.show_recognition(recognition(7, 0.91))
    assert (digit(column).text(), sentence(column)) == ("7", "91.0 % sure")


def test_many_digits_are_smaller_and_leave_room_for_the_sentence(column):
    column.show_recognition(recognition(7, 0.91, (4, 7)))
    two = digit(column).fontInfo().pointSizeF()
    column.show_recognition(recognition(7, 0.91, (4, 7, 1, 1, 2, 0, 2, 6)))
    assert digit(column).fontInfo().pointSizeF() < two
    assert digit(column).fontMetrics().horizontalAdvance("47112026") <= digit(column).width()
    assert digit(column).width() < column.width() * 0.75


def test_a_heading_names_the_network_while_there_is_another_column(column):
    heading = find(column, "networkTitle", QLabel)
    large = digit(column).fontInfo().pointSizeF()
    assert not heading.isVisible()
    column.set_heading("Run 1")
    assert (heading.isVisible(), heading.text()) == (True, "Run 1")
    assert digit(column).fontInfo().pointSizeF() < large, "two stand in the room of one"
    column.set_heading(None)
    assert not heading.isVisible()
    assert digit(column).fontInfo().pointSizeF() == large


def test_beside_long_names_a_digit_is_as_small_as_they_are(column):
    column.set_heading("Run 1")
    large = digit(column).fontInfo().pointSizeF()
    column.stand_beside(("T-shirt/top", "Ankle boot"))
    assert digit(column).fontInfo().pointSizeF() < large
    column.stand_beside(NAMES)
    assert digit(column).fontInfo().pointSizeF() == large
