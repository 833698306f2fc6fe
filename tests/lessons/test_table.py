"""Rows of figures, and what a run gives them."""

from dataclasses import replace

import pytest

from digitpad.lessons.lesson import Figures, Span, Step
from digitpad.lessons.table import ResultRow, measure, measure_epochs, rows
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome

STEP = Step(
    "Once", "Run it.", TrainingPlan(epochs=3, validation_share=0), "",
    lecture=(Figures(3, test=Span(0.8, 0.9)),),
    keras=(Figures(1, test=Span(0.5, 0.5)), Figures(3, train=Span(0.9, 0.9), test=Span(0.85, 0.85))),
)  # fmt: skip


def outcome(network, epochs, test, validation=None):
    history = tuple(
        Epoch(number, Score(1, number / 10), None if validation is None else Score(1, validation), 1.0)
        for number in range(1, epochs + 1)
    )
    return Outcome(network, history, None if test is None else Score(1, test), stopped=test is None)


def cells(step, measured):
    return [tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells()) for row in rows(step, measured)]


def test_before_a_run():
    assert cells(STEP, {}) == [
        ("test, epoch 1", "–", "50.0 %", "–"),
        ("train, epoch 3", "–", "90.0 %", "–"),
        ("test, epoch 3", "80–90 %", "85.0 %", "–"),
    ]


def test_after_the_whole_run(tiny_network):
    assert cells(STEP, measure(outcome(tiny_network, 3, 0.84))) == [
        ("test, epoch 1", "–", "50.0 %", "–"),
        ("train, epoch 3", "–", "90.0 %", "30.0 %"),
        ("test, epoch 3", "80–90 %", "85.0 %", "84.0 %"),
    ]


def test_a_shorter_run_fills_the_rows_of_its_epochs(tiny_network):
    measured = measure(outcome(tiny_network, 1, 0.51)) | measure(outcome(tiny_network, 3, 0.84))
    assert cells(STEP, measured)[0] == ("test, epoch 1", "–", "50.0 %", "51.0 %")
    assert cells(STEP, measure(outcome(tiny_network, 2, 0.6)))[1:3] == [
        ("train, epoch 2", "–", "–", "20.0 %"),
        ("test, epoch 2", "–", "–", "60.0 %"),
    ]


def test_a_run_that_is_tested_after_every_epoch_has_a_row_each(tiny_network):
    end = outcome(tiny_network, 3, 0.84)
    history = tuple(replace(epoch, test=Score(1, 0.8 + epoch.number / 100)) for epoch in end.history)
    measured = measure(replace(end, history=history))
    assert measure_epochs(history[:1]) == {(1, "train"): 0.1, (1, "test"): 0.81}
    assert cells(STEP, measured) == [
        ("test, epoch 1", "–", "50.0 %", "81.0 %"),
        ("test, epoch 2", "–", "–", "82.0 %"),
        ("train, epoch 3", "–", "90.0 %", "30.0 %"),
        ("test, epoch 3", "80–90 %", "85.0 %", "84.0 %"),  # of the network that was kept
    ]


def test_a_stopped_run_has_no_test(tiny_network):
    assert measure(outcome(tiny_network, 2, None, validation=0.7)) == {
        (1, "train"): 0.1, (1, "validation"): 0.7, (2, "train"): 0.2, (2, "validation"): 0.7,
    }  # fmt: skip


def test_validation_has_a_row_where_pictures_are_kept_aside():
    step = Step("Once", "Run it.", TrainingPlan(epochs=1, validation_share=0.1))
    assert [row.part for row in rows(step, {})] == ["train", "validation", "test"]


@pytest.mark.parametrize(
    ("keras", "run", "difference"),
    [(None, 0.5, None), (Span(0.5, 0.5), None, None), (Span(0.5, 0.5), 0.75, 0.25), (Span(0.5, 0.75), 0.6, 0),
     (Span(0.5, 0.75), 0.25, -0.25)],
)  # fmt: skip
def test_the_difference_to_stock_keras(keras, run, difference):
    assert ResultRow(1, "test", None, keras, run).difference == difference
