"""Bursts go in, one answer comes out."""

import pytest
from helpers.networks import always, with_random_numbers
from helpers.windows import shown
from PySide6.QtWidgets import QWidget

from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.model.spec import NetworkSpec
from digitpad.replay import bundled_drawings
from digitpad.ui.answer.recognizer import Recognizer

LINE = Ink.of([[(500, 100), (500, 900)]])


@pytest.fixture
def recognizer(qtbot, tiny_network):
    return Recognizer(tiny_network)


@pytest.fixture
def answers(recognizer):
    answers = []
    recognizer.recognized.connect(answers.append)
    return answers


def test_the_answer_is_the_networks_answer_to_the_picture(
    recognizer, tiny_network, qtbot
):
    for _, ink in bundled_drawings():
        with qtbot.waitSignal(recognizer.recognized) as told:
            recognizer.set_ink(ink)
        recognition = told.args[0]
        assert (recognition.picture == rasterize(ink)).all()
        assert (recognition.probabilities == tiny_network.probabilities(rasterize(ink)[None])[0]).all()


def test_an_empty_canvas_has_no_probabilities(recognizer, qtbot):
    with qtbot.waitSignal(recognizer.recognized) as told:
        recognizer.set_ink(Ink())
    recognition = told.args[0]
    assert recognition.probabilities is None
    assert recognition.answer.text == "?"
    assert not recognition.picture.any()


def test_a_burst_of_drawings_gets_one_answer_to_the_last(
    recognizer, answers, qtbot
):
    for x in range(1000):
        recognizer.set_ink(Ink.of([[(0, 0), (x, 1000)]]))
    last = Ink.of([[(0, 0), (1000, 0)]])
    recognizer.set_ink(last)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(20)
    assert len(answers) == 1
    assert (answers[0].picture == rasterize(last)).all()


def test_another_network_answers_the_same_drawing(
    recognizer, answers, qtbot
):
    recognizer.set_ink(LINE)
    qtbot.waitUntil(lambda: len(answers) == 1)
    sure = always([0.01] * 9 + [0.91])
    recognizer.set_network(sure)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert recognizer.network is sure
    assert answers[1].answer.text == "9"
    assert answers[1].picture is answers[0].picture


def test_the_lead_decides_between_an_answer_and_a_question_mark(
    recognizer, answers, qtbot
):
    recognizer.set_network(always([0.5, 0.4] + [0.0125] * 8))
    recognizer.set_ink(LINE)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert answers[0].answer.text == "?"
    assert answers[0].answer.best == 0
    recognizer.set_margin(0.05)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1].answer.text == "0"


class Line(QWidget):
    """What is painted when a point has come, as far as the order goes."""

    def __init__(self, order):
        super().__init__()
        self._order = order

    def paintEvent(self, event):  # noqa: N802 - Qt's name
        self._order.append("painted")


def order_of(recognizer, qtbot):
    """What comes first after a point: the answer, or the paint of the line."""
    order = []
    line = shown(Line(order), qtbot)
    qtbot.wait(20)
    order.clear()
    recognizer.recognized.connect(lambda __: order.append("answered"))
    line.update()
    recognizer.set_ink(LINE)
    qtbot.waitUntil(lambda: len(order) == 2)
    return order


def test_a_small_network_answers_a_point_before_it_is_painted(recognizer, qtbot):
    assert order_of(recognizer, qtbot) == ["answered", "painted"]


def test_the_line_does_not_wait_for_a_large_network(qtbot):
    recognizer = Recognizer(with_random_numbers(NetworkSpec.mlp((2048, 2048))))
    assert order_of(recognizer, qtbot) == ["painted", "answered"]


def test_a_point_and_another_network_in_one_turn_get_one_answer(recognizer, answers, tiny_network, qtbot):
    recognizer.set_network(with_random_numbers(NetworkSpec.mlp((2048, 2048))))
    recognizer.set_ink(LINE)
    recognizer.set_network(tiny_network)
    recognizer.set_ink(LINE)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(20)
    assert len(answers) == 1
    assert (answers[0].probabilities == tiny_network.probabilities(rasterize(LINE)[None])[0]).all()
