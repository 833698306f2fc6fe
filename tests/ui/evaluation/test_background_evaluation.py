"""An evaluation in the background: one at a time, with a rest after each, and given up at once."""

import pytest
import shiboken6
from helpers.evaluations import picture_set
from helpers.networks import always
from PySide6.QtCore import QObject

from digitpad.ui.evaluation.background_evaluation import BackgroundEvaluation

PICTURES = picture_set([0, 1, 2, 2])


def sure_of(best):
    return always([0.91 if index == best else 0.01 for index in range(10)])


@pytest.fixture
def evaluation(jobs, qtbot):
    parent = QObject()
    yield BackgroundEvaluation(jobs, parent)
    qtbot.waitUntil(lambda: not jobs.busy)
    shiboken6.delete(parent)


def test_the_next_one_waits_until_the_rest_is_over(evaluation, jobs, qtbot):
    first, second = sure_of(1), sure_of(2)
    with qtbot.waitSignal(evaluation.done):
        evaluation.begin(PICTURES, first, None)
    assert evaluation.found.first.accuracy.part == 1
    evaluation.begin(PICTURES, second, None)
    assert not jobs.busy
    evaluation.end_rest()
    with qtbot.waitSignal(evaluation.done):
        evaluation.begin(PICTURES, second, None)
    assert (evaluation.found.network, evaluation.found.first.accuracy.part) == (second, 2)
    with qtbot.waitSignal(evaluation.rested):
        pass


def test_what_is_known_is_not_evaluated_again(evaluation, jobs, qtbot):
    network = sure_of(1)
    with qtbot.waitSignal(evaluation.done):
        evaluation.begin(PICTURES, network, None)
    evaluation.end_rest()
    evaluation.begin(PICTURES, network, None)
    assert not jobs.busy
    assert evaluation.forget()
    assert evaluation.found is None
    assert not evaluation.forget()


def test_what_was_cancelled_is_neither_done_nor_failed(evaluation, jobs, qtbot):
    with qtbot.assertNotEmitted(evaluation.done), qtbot.assertNotEmitted(evaluation.failed):
        evaluation.begin(PICTURES, sure_of(1), None)
        evaluation.cancel()
        qtbot.waitUntil(lambda: not jobs.busy)
    assert evaluation.found is None
