"""Runs of a lesson's steps: what they are given, and what the page says of them."""

from dataclasses import replace

from helpers.lesson_page import PLAN, choose, status, table
from helpers.trainers import outcome
from helpers.windows import click, find
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from digitpad.training.epoch import Score
from digitpad.training.progress import Phase, Progress


def test_run_hands_over_the_plan_and_fills_the_table(page, trainer):
    click(page, "runStep1Button")
    assert trainer.plans == [PLAN]
    assert not find(page, "runStep1Button").isEnabled()
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    assert status(page, 1) == "Training: epoch 1 of 2"
    assert find(page, "step1Status").isVisible()
    trainer.end(outcome(2, 0.75))
    assert status(page, 1) == (
        "Finished after 2 epochs: 75.0 % of the test pictures right, loss 1.000. In training it got 50.0 % right. "
        "The Train page has the settings of this step now."
    )
    assert table(page)[1:3] == [
        ["train, epoch 2", "–", "70.0 %", "50.0 %"],
        ["test, epoch 2", "90 %", "80.0–85.0 %", "75.0 %"],
    ]
    assert find(page, "runStep1Button").isEnabled()


def test_the_epochs_can_be_chosen(page, trainer):
    box = find(page, "step1EpochsBox", QSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "1")
    click(page, "runStep1Button")
    assert trainer.plans == [PLAN.replace(epochs=1)]
    trainer.end(outcome(1, 0.75))
    assert ["test, epoch 1", "–", "–", "75.0 %"] in table(page)
    assert ["test, epoch 2", "90 %", "80.0–85.0 %", "–"] in table(page)


def test_results_stay_when_another_lesson_is_looked_at(page, trainer):
    click(page, "runStep1Button")
    choose(page, "Clothes")
    button = find(page, "runStep1Button")
    assert not button.isEnabled()
    assert button.toolTip() == "Wait until the run under way has ended."
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    trainer.end(outcome(2, 0.75))
    assert button.isEnabled()
    assert button.toolTip().startswith("Train with the settings of this step")
    assert status(page, 1) == ""
    assert all(row[3:] in ([], ["–"]) for row in table(page))
    choose(page, "Mine")
    assert status(page, 1).startswith("Finished after 2 epochs")
    assert table(page)[2][3] == "75.0 %"


def test_a_stopped_run_fills_what_it_has(page, trainer):
    click(page, "runStep1Button")
    trainer.end(outcome(1, None))
    assert status(page, 1).startswith("Stopped after 1 epoch. In training it got 25.0 % right.")
    assert table(page)[2][3] == "–"


def test_the_test_of_a_stopped_run_comes_later(page, trainer):
    click(page, "runStep1Button")
    trainer.end(replace(outcome(1, None), is_being_tested=True))
    assert status(page, 1).startswith("Stopped after 1 epoch; checking with test pictures…")
    trainer.tested.emit(replace(outcome(1, 0.75), stopped=True))
    assert status(page, 1).startswith("Stopped after 1 epoch: 75.0 % of the test pictures right")
    assert ["test, epoch 1", "–", "–", "75.0 %"] in table(page)
    click(page, "runStep1Button")
    before = status(page, 1)
    trainer.tested.emit(outcome(1, 0.5))
    assert status(page, 1) == before, "a run that is gone says nothing any more"


def test_a_step_that_asks_for_it_fills_a_row_an_epoch_while_it_runs(page, trainer):
    choose(page, "A deep network on black-and-white pixels")
    click(page, "runStep1Button")
    assert trainer.tests_every_epoch
    history = tuple(replace(epoch, test=Score(1.0, 0.5 + epoch.number / 10)) for epoch in outcome(2, None).history)
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=2, epochs=3, history=history[:1]))
    assert ["test, epoch 1", "–", "88.2 %", "60.0 %"] in table(page)
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=3, epochs=3, history=history))
    assert {("test, epoch 1", "60.0 %"), ("test, epoch 2", "70.0 %"), ("train, epoch 2", "50.0 %")} <= {
        (row[0], row[-1]) for row in table(page)
    }
    choose(page, "Mine")
    trainer.end(outcome(2, 0.75))
    click(page, "runStep1Button")
    assert not trainer.tests_every_epoch


def test_a_run_that_gave_nothing(page, trainer):
    click(page, "runStep1Button")
    trainer.give_up()
    assert status(page, 1) == "This run gave no result; the Train page says why."
    assert find(page, "step1Status").property("problem")
    assert find(page, "runStep1Button").isEnabled()


def test_a_run_that_cannot_start(page, trainer):
    trainer.willing = False
    click(page, "runStep1Button")
    assert status(page, 1) == "This cannot be run now; the Train page says why."
    trainer.willing = True
    click(page, "runStep1Button")
    trainer.end(outcome(2, 0.75))
    assert not find(page, "step1Status").property("problem")


def test_a_run_of_another_page_fills_nothing(page, trainer):
    assert trainer.start(PLAN)
    assert not find(page, "runStep1Button").isEnabled()
    trainer.progressed.emit(Progress(Phase.TRAINING, epoch=1, epochs=2))
    trainer.end(outcome(2, 0.75))
    assert find(page, "runStep1Button").isEnabled()
    assert status(page, 1) == ""
    assert table(page)[2][3] == "–"
