"""Stop before anything was learnt: the page says that nothing was changed, and so it is."""


import pytest
from helpers.patience import PATIENCE
from helpers.runs import contents
from helpers.training import Standstill
from helpers.training_page import finish
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QLabel

from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Phase
from digitpad.ui.training.training_page import TrainingPage

PLAN = TrainingPlan(hidden=(16,), epochs=2)
UNCHANGED = "Stopped before training began; the network is unchanged."


@pytest.fixture
def folder(data_dir):
    """Of the runs."""
    return data_dir / "runs"


@pytest.fixture
def session(workbench):
    return workbench.session


@pytest.fixture
def page(qtbot, workbench):
    return shown(TrainingPage(workbench), qtbot)


def status(page):
    return find(page, "trainingStatus", QLabel).text()


@pytest.mark.parametrize("phase", [Phase.IMPORTING, Phase.PREPARING, Phase.COMPILING], ids=lambda phase: phase.name)
def test_the_rows_stay_as_they_were(
    page, session, workbench, folder, monkeypatch, qtbot, phase
):
    session.start(PLAN)
    finish(session, qtbot)
    before = contents(folder)
    (run,) = workbench.runs.list()
    standstill = Standstill(phase, monkeypatch)
    for begin in (lambda: session.start(PLAN), lambda: session.resume(run, more_epochs=1)):
        standstill.reached.clear()
        assert begin()
        qtbot.waitUntil(standstill.reached.is_set)
        click(page, "stopButton")
        assert (session.is_running, status(page)) == (False, UNCHANGED)
        assert session.wait(PATIENCE)
        qtbot.wait(50)
        assert contents(folder) == before
        assert status(page) == UNCHANGED


def test_what_the_page_has_not_heard_yet_is_kept(
    page, session, workbench, monkeypatch, qtbot
):
    """The page shows thirty figures a second; whether anything was learnt is known to the run alone."""
    standstill = Standstill(Phase.TRAINING, monkeypatch)
    session.start(PLAN)
    assert standstill.reached.wait(PATIENCE / 1000)  # in the window's thread, so nothing arrives meanwhile
    assert "Training" not in status(page)
    click(page, "stopButton")
    finish(session, qtbot)
    assert status(page).startswith("Stopped in epoch 1")
    (run,) = workbench.runs.list()
    assert run.state == "stopped"
