import numpy as np
import pytest
from helpers.windows import find, shown
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from digitpad.model.answer import decide
from digitpad.ui.answer.answer_panel import AnswerPanel
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.answer.recognizer import Recognition
from digitpad.ui.widgets import theme

NAMES = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
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


def test_nothing_moves_when_the_answer_changes(panel):
    places = set()
    for best in range(10):
        panel.show_recognition(recognition(best, 0.9))
        places.add((digit(panel).geometry().getRect(), panel.bars.geometry().getRect()))
    assert len(places) == 1


def test_what_is_put_below_has_the_room_that_readable_bars_leave(panel):
    first, second = QWidget(), QWidget()
    panel.put_below(first)
    panel.put_below(second)
    second.hide()
    first.setFixedHeight(30)
    panel.resize(260, 600)
    QApplication.processEvents()
    room = panel.room_below_bars(second)
    assert panel.room_below_bars(first) == room + 30 + panel.layout().spacing()
    readable = round(13 * QFontMetricsF(panel.bars.font()).height())
    top = panel.bars.mapTo(panel, QPoint(0, 0)).y()
    assert top + readable + room + 30 + 2 * panel.layout().spacing() == 600
    second.setFixedHeight(room)
    second.show()
    QApplication.processEvents()
    assert panel.bars.height() == readable, "and that is what they keep"


def test_it_would_like_to_be_as_wide_as_its_bars_need(panel):
    one = panel.sizeHint().width()
    assert one >= panel.bars.comfortable_width
    panel.compare("first", "second", NAMES)
    assert panel.sizeHint().width() > one
    panel.end_comparison()
    assert panel.sizeHint().width() == one


def test_two_columns_with_the_same_long_names_write_their_bars_in_one_size(panel, qapp):
    """Names stand in the first column only, so it gets more room: else they are half as large as the other's values."""
    theme.apply(qapp, "light", 200)
    panel.set_class_names(CLOTHES)
    panel.resize(320, 420)
    panel.compare("first", "second", CLOTHES)
    for _ in range(5):
        QApplication.processEvents()
    first, second = panel.bars, find(panel, "secondBars", ProbabilityBars)
    shares = [bars.width() / bars.comfortable_width for bars in (first, second)]
    assert shares[0] == pytest.approx(shares[1], rel=0.05)
