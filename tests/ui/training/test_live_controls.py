import pytest
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox

from digitpad.training.live_changes import Change
from digitpad.training.plan import TrainingPlan
from digitpad.training.run_controls import RunControl
from digitpad.ui.training.live_controls import RunControls

PLAN = TrainingPlan(learning_rate=0.01, dropout=0.2)


@pytest.fixture
def controls(qtbot):
    return shown(RunControls(), qtbot)


def type_in(controls, name, text):
    box = find(controls, name, QDoubleSpinBox)
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_a_run_begins_with_the_values_of_its_plan(controls):
    controls.take(RunControl(PLAN))
    assert (controls.learning_rate.value(), controls.dropout.value()) == (0.01, 0.2)


def test_a_run_that_goes_on_begins_with_what_was_changed(controls):
    control = RunControl(PLAN, (Change("learning_rate", 2, 1, 0.5),))
    controls.take(control)
    assert (controls.learning_rate.value(), controls.dropout.value()) == (0.5, 0.2)
    assert control.learning_rate == 0.5


def test_the_live_settings_reach_the_run(controls):
    control = RunControl(PLAN)
    controls.take(control)
    type_in(controls, "liveLearningRateBox", "0.5")
    type_in(controls, "liveDropoutBox", "0.4")
    find(controls, "slowMotionBox", QCheckBox).setChecked(True)
    click(controls, "oneMoreEpochButton")
    assert (control.learning_rate, control.dropout, control.epochs) == (0.5, 0.4, PLAN.epochs + 1)
    assert control.seconds_per_batch > 0


def test_a_run_that_is_over_is_let_go(controls):
    control = RunControl(PLAN)
    controls.take(control)
    controls.release()
    type_in(controls, "liveLearningRateBox", "0.5")
    click(controls, "oneMoreEpochButton")
    assert (control.learning_rate, control.epochs) == (0.01, PLAN.epochs)
