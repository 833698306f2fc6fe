import numpy as np
import pytest
from helpers.windows import find, shown
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from digitpad.model.answer import NOTHING_DRAWN, decide
from digitpad.ui.answer.answer_panel import AnswerPanel
from digitpad.ui.answer.recognizer import Recognition
from digitpad.ui.widgets import theme

NAMES = tuple("0123456789")
BLANK = np.zeros((28, 28), np.uint8)


@pytest.fixture
def panel(qtbot):
    panel = AnswerPanel(NAMES)
    panel.resize(260, 400)
    return shown(panel, qtbot)


def recognition(best, share):
    probabilities = np.full(10, (1 - share) / 9, np.float32)
    probabilities[best] = share
    return Recognition(BLANK, probabilities, decide(probabilities, NAMES))


def digit(panel):
    return find(panel, "predictedDigit", QLabel)


def test_nothing_is_answered_at_first(panel):
    assert digit(panel).text() == "?"
    assert panel.bars.property("probabilities") == [0.0] * 10


def test_an_answer_is_shown_as_digit_sentence_and_bars(panel):
    given = recognition(7, 0.91)
    panel.show_recognition(given)
    assert digit(panel).text() == "7"
    assert find(panel, "answerSentence", QLabel).text().replace("\N{NO-BREAK SPACE}", " ") == "91.0 % sure"
    assert given.probabilities is not None
    assert panel.bars.property("probabilities") == given.probabilities.tolist()
    panel.show_recognition(Recognition(BLANK, None, NOTHING_DRAWN))
    assert digit(panel).text() == "?"
    assert panel.bars.property("probabilities") == [0.0] * 10


def test_beside_a_question_mark_no_bar_is_marked(panel):
    def marked():
        image, accent = panel.bars.grab().toImage(), QColor(theme.colours().accent).rgb()
        return any(image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height()))

    panel.show_recognition(recognition(7, 0.3))
    assert digit(panel).text() == "?"
    assert not marked()
    panel.show_recognition(recognition(7, 0.9))
    assert marked()


def test_nothing_moves_when_the_answer_changes(panel):
    places = set()
    for best in range(10):
        panel.show_recognition(recognition(best, 0.9))
        places.add((digit(panel).geometry().getRect(), panel.bars.geometry().getRect()))
    assert len(places) == 1


def test_names_are_written_smaller_than_digits(panel):
    large = digit(panel).fontInfo().pointSizeF()
    panel.set_class_names(("T-shirt/top", "Ankle boot", *"23456789"))
    assert digit(panel).fontInfo().pointSizeF() < large
    assert digit(panel).width() >= digit(panel).fontMetrics().horizontalAdvance("Ankle boot")


def test_the_text_size_reaches_the_answer_and_the_bars(panel, qapp):
    before = digit(panel).fontInfo().pointSizeF(), panel.bars.font().pointSizeF()
    theme.apply(qapp, "light", 200)
    assert digit(panel).fontInfo().pointSizeF() == pytest.approx(2 * before[0], rel=0.05)
    assert panel.bars.font().pointSizeF() == pytest.approx(2 * before[1], rel=0.05)


def test_enlarging_and_back_leaves_it_following_the_text_size(panel, qapp):
    before = panel.bars.font().pointSizeF()
    panel.set_enlarged(1.8)
    assert panel.bars.font().pointSizeF() == pytest.approx(1.8 * before, rel=0.05)
    panel.set_enlarged(1)
    assert panel.bars.font().pointSizeF() == before
    theme.apply(qapp, "light", 150)
    assert panel.bars.font().pointSizeF() == pytest.approx(1.5 * before, rel=0.05)
