"""Buttons and curves of a step's run."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QPushButton

from digitpad.ui.lessons.lesson_run import LessonRun
from digitpad.ui.training.live_curves import LiveCurves
from digitpad.ui.training.training_session import TrainingState


class Session:
    """What a run can be told, written down."""

    def __init__(self):
        self.state = TrainingState.IDLE
        self.told = []

    @property
    def is_running(self):
        return self.state is not TrainingState.IDLE

    @property
    def is_interruptible(self):
        return self.state in (TrainingState.RUNNING, TrainingState.PAUSED)

    def pause_or_resume(self):
        self.told.append("pause or resume")

    def stop(self):
        self.told.append("stop")


@pytest.fixture
def run(qtbot):
    session = Session()
    run = LessonRun(session, LiveCurves())
    run.session = session
    run.show_state()
    return shown(run, qtbot)


@pytest.mark.parametrize(
    ("state", "there", "can_be_pressed", "word"),
    [
        (TrainingState.IDLE, False, False, "Pause"),
        (TrainingState.RUNNING, True, True, "Pause"),
        (TrainingState.PAUSED, True, True, "Resume"),
        (TrainingState.STOPPING, True, False, "Pause"),
    ],
)
def test_the_buttons_follow_the_run(run, state, there, can_be_pressed, word):
    run.session.state = state
    run.show_state()
    pause, stop = find(run, "lessonPauseButton", QPushButton), find(run, "lessonStopButton", QPushButton)
    assert (pause.isVisible(), stop.isVisible()) == (there, there)
    assert (pause.isEnabled(), stop.isEnabled()) == (can_be_pressed, can_be_pressed)
    assert pause.text() == word
    assert run.curves.isVisible()


def test_they_tell_the_session(run):
    run.session.state = TrainingState.RUNNING
    run.show_state()
    click(run, "lessonPauseButton")
    click(run, "lessonStopButton")
    assert run.session.told == ["pause or resume", "stop"]
