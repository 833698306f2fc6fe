from dataclasses import replace

import pytest
from helpers.windows import find, shown
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton

from digitpad.training.epoch import Epoch, Score
from digitpad.training.progress import Phase, Progress
from digitpad.ui.training.run_bar import RunBar, short_status, status_text
from digitpad.ui.training.training_session import TrainingState

HALFWAY = Progress(Phase.TRAINING, 2, 4, 5, 10, Score(0.25, 0.5), (Epoch(1, Score(1, 0.3), Score(1, 0.75), 1.0),), 61.0)


@pytest.fixture
def bar(qtbot):
    return shown(RunBar(), qtbot)


@pytest.mark.parametrize(
    ("state", "reason", "can_be_pressed"),
    [
        (TrainingState.IDLE, None, {"Train"}),
        (TrainingState.IDLE, "There are no pictures.", set()),
        (TrainingState.RUNNING, None, {"Pause", "Stop"}),
        (TrainingState.PAUSED, None, {"Resume", "Stop"}),
        (TrainingState.STOPPING, None, set()),
    ],
)
def test_what_can_be_pressed(bar, state, reason, can_be_pressed):
    bar.show_state(state, reason)
    assert {button.text() for button in bar.findChildren(QPushButton) if button.isEnabled()} == can_be_pressed


def test_the_reason_goes_when_nothing_is_wrong_any_more(bar):
    bar.show_state(TrainingState.IDLE, "There are no pictures.")
    assert bar.status_label.text() == bar.train_button.toolTip() == "There are no pictures."
    bar.show_state(TrainingState.IDLE, None)
    assert bar.status_label.text() == "Ready to train."
    assert bar.train_button.toolTip() != "There are no pictures."


def test_the_bars_say_which_epoch_and_how_long(bar):
    bar.show_progress(HALFWAY)
    epoch, run = find(bar, "epochProgress", QProgressBar), find(bar, "trainingProgress", QProgressBar)
    assert (epoch.value() / epoch.maximum(), run.value() / run.maximum()) == (0.5, 0.375)
    assert epoch.text() == "Epoch 2 of 4"
    assert run.text().replace("\N{NO-BREAK SPACE}", " ").endswith(" left")
    bar.reset()
    assert (epoch.value(), epoch.text(), run.value(), run.text()) == (0, "", 0, "")


def test_progress_in_words():
    text = status_text(HALFWAY).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "Training: epoch 2 of 4, loss 0.250, 50.0 % right; validation 75.0 %"
    assert short_status(HALFWAY).startswith("Training: epoch 2 of 4, ")


def test_checking_and_the_last_validation_are_joined_without_an_odd_mark():
    text = status_text(replace(HALFWAY, phase=Phase.VALIDATING)).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "Checking with validation pictures… (validation 75.0 %)"


def test_there_are_bars_only_during_a_run(bar):
    stop, progress = find(bar, "stopButton"), find(bar, "epochProgress")
    assert progress.isHidden()
    place = stop.geometry()
    bar.show_state(TrainingState.RUNNING, None)
    QApplication.processEvents()
    assert progress.isVisible()
    assert stop.geometry() == place, "nothing moves"
    bar.show_state(TrainingState.IDLE, None)
    assert progress.isHidden()


def test_a_narrow_bar_has_the_progress_below_the_buttons(bar):
    bar.show_state(TrainingState.RUNNING, None)
    stop, progress = find(bar, "stopButton"), find(bar, "epochProgress")
    bar.resize(1000, bar.height())
    QApplication.processEvents()
    assert progress.x() > stop.geometry().right()
    bar.resize(240, bar.height())
    QApplication.processEvents()
    assert progress.y() > stop.geometry().bottom()


@pytest.mark.parametrize("factor", [1, 2])
def test_pause_and_resume_are_equally_wide(bar, factor):
    font = bar.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    bar.setFont(font)
    widths = []
    for state in (TrainingState.RUNNING, TrainingState.PAUSED, TrainingState.RUNNING):
        bar.show_state(state, None)
        QApplication.processEvents()
        widths.append(bar.pause_button.width())
        assert bar.pause_button.width() >= bar.pause_button.sizeHint().width()
    assert len(set(widths)) == 1


def test_a_test_after_every_epoch_is_told():
    history = (replace(HALFWAY.history[0], test=Score(1, 0.5)),)
    text = status_text(replace(HALFWAY, history=history)).replace("\N{NO-BREAK SPACE}", " ")
    assert text == "Training: epoch 2 of 4, loss 0.250, 50.0 % right; validation 75.0 %; test 50.0 %"
