"""One step of a lesson: its text, its button and its epochs."""

import pytest
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox

from digitpad.lessons.lesson import Step
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_step import Here, StepBox

PLAN = TrainingPlan(hidden=(8,), epochs=2)
STEP = Step("Once", "Run it.\n\nThen look <b>closely</b>.", PLAN)
NOT_HERE = "These pictures are not on this computer."


@pytest.fixture
def make_box(qtbot):
    def make(here=None, **more):
        return shown(StepBox(1, STEP, here or Here(PLAN, "", True), (), **more), qtbot)

    return make


@pytest.fixture
def box(make_box):
    return make_box()


@pytest.fixture
def asked(box):
    """The plans that were asked for."""
    asked = []
    box.asked.connect(asked.append)
    return asked


def type_epochs(box, text):
    epochs = find(box, "step1EpochsBox", QSpinBox)
    epochs.setFocus()
    epochs.selectAll()
    QTest.keyClicks(epochs, text)


def test_it_shows_its_number_and_every_paragraph_as_it_was_written(box):
    assert texts(box).split("\n") == ["1. Once", "Run it.", "Then look <b>closely</b>.", "Epochs"]


def test_where_there_is_nothing_to_run_there_is_no_run_button(make_box):
    box = make_box(Here(None, "", False))
    assert texts(box).split("\n") == ["1. Once", "Run it.", "Then look <b>closely</b>."]
    assert not find(box, "runStep1Button").isVisible()


def test_run_asks_for_its_plan_with_the_epochs_that_were_chosen(box, asked):
    click(box, "runStep1Button")
    type_epochs(box, "7")
    click(box, "runStep1Button")
    assert asked == [PLAN, PLAN.replace(epochs=7)]


def test_epochs_that_make_no_sense_are_not_run(box, asked):
    type_epochs(box, "99999")
    click(box, "runStep1Button")
    assert asked == []
    status = find(box, "step1Status", QLabel)
    assert status.text() == "Epochs of step 1: expected a whole number from 1 to 1000."
    assert status.property("problem")
    assert find(box, "step1EpochsBox", QSpinBox).text() == "99999"


def test_the_wheel_scrolls_the_page_and_changes_no_number(box):
    epochs = find(box, "step1EpochsBox", QSpinBox)
    centre = QPointF(epochs.rect().center())
    turn = QWheelEvent(
        centre, epochs.mapToGlobal(centre), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(epochs, turn)
    assert epochs.value() == 2
    assert not turn.isAccepted()


def test_while_a_run_is_under_way_it_waits_and_says_so(box, asked):
    box.set_free(False)
    click(box, "runStep1Button")
    assert asked == []
    for name in ("runStep1Button", "step1EpochsBox"):
        assert find(box, name).toolTip() == "Wait until the run under way has ended."
    box.set_free(True)
    assert find(box, "runStep1Button").toolTip().startswith("Train with the settings of this step")
    click(box, "runStep1Button")
    assert asked == [PLAN]


@pytest.mark.parametrize("tell", [True, False])
def test_pictures_that_are_not_here_are_told_and_cannot_be_waited_for(make_box, tell):
    box = make_box(Here(PLAN, NOT_HERE, False), tell_dataset=tell)
    assert (NOT_HERE in texts(box)) is tell, "the page says it once for all steps"
    for free in (True, False):
        box.set_free(free)
        assert not find(box, "runStep1Button").isEnabled()
        assert find(box, "runStep1Button").toolTip() == NOT_HERE


def test_what_is_said_of_the_run_takes_room_only_while_there_is_something(box):
    status = find(box, "step1Status", QLabel)
    assert not status.isVisible()
    box.say("It diverged.", problem=True)
    assert (status.isVisible(), status.text(), status.property("problem")) == (True, "It diverged.", True)
    box.say("Training: epoch 1 of 2")
    assert (status.text(), status.property("problem")) == ("Training: epoch 1 of 2", False)
    box.say("")
    assert not status.isVisible()
