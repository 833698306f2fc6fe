"""What cannot be trained, and what goes wrong in a run: told on the Train page."""

import pytest
from helpers.training_page import bars, finish, status
from helpers.windows import click, find
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSpinBox,
)

from digitpad.errors import DigitpadError

# What cannot be trained


@pytest.mark.parametrize("text", ["500, five hundred", "0", "4096, 4096, 4096"])
def test_nonsense_in_the_layers_disables_train_with_the_reason(page, told, catalogue, text
):
    edit = find(page, "hiddenLayersEdit", QLineEdit)
    edit.selectAll()
    QTest.keyClicks(edit, text)
    button = find(page, "trainButton")
    assert edit.property("wrong")
    assert not button.isEnabled()
    assert button.toolTip() == status(page) != ""
    click(page, "trainButton")
    page.train()
    assert (told.plans, catalogue.reads) == ([], 0)
    edit.selectAll()
    QTest.keyClicks(edit, "30")
    assert button.isEnabled()
    assert status(page) == "Ready to train."


def test_pictures_that_are_not_here_disable_train_with_the_reason(page):
    box = find(page, "datasetBox", QComboBox)
    box.setCurrentIndex(box.findData("mnist"))
    assert not find(page, "trainButton").isEnabled()
    assert "download them or open a file" in status(page)
    assert find(page, "downloadButton").isVisible()
    assert find(page, "openDatasetButton").isVisible()
    box.setCurrentIndex(0)
    assert find(page, "trainButton").isEnabled()


# What goes wrong


def test_a_problem_with_the_pictures_is_said_and_nothing_changes(page, session, told, catalogue, qtbot
):
    catalogue.error = DigitpadError("mnist-5k.npz is damaged; install Digitpad again.")
    click(page, "trainButton")
    finish(session, qtbot)
    assert status(page) == "mnist-5k.npz is damaged; install Digitpad again."
    assert find(page, "trainingStatus").property("problem")
    assert (told.outcomes, told.given_up, bars(page)) == ([], 1, [0, 0])
    catalogue.error = None
    click(page, "trainButton")
    assert not find(page, "trainingStatus").property("problem")
    finish(session, qtbot)
    assert len(told.outcomes) == 1


def test_an_error_nobody_thought_of_is_logged_and_told(page, session, told, catalogue, qtbot, stray_log
):
    catalogue.error = RuntimeError("what now")
    click(page, "trainButton")
    finish(session, qtbot)
    assert "RuntimeError: what now" in status(page)
    assert told.given_up == 1
    assert stray_log.take("a training run failed").exc_info is not None


def test_a_run_whose_numbers_fly_off_ends_with_a_sentence(page, session, told, qtbot):
    find(page, "hiddenLayersEdit", QLineEdit).setText("64, 64, 64, 64, 64, 64")
    optimizer = find(page, "optimizerBox", QComboBox)
    optimizer.setCurrentIndex(optimizer.findData("momentum"))
    page.form.learning_rate.setValue(10)
    find(page, "epochsBox", QSpinBox).setValue(200)
    click(page, "trainButton")
    finish(session, qtbot)
    assert find(page, "trainingStatus").property("problem")
    assert (told.outcomes, told.given_up) == ([], 1)
