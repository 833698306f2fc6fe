"""The offer to go on with a run that was cut off."""


import pytest
from helpers.runs import NAMES, checkpoint
from helpers.windows import click, shown, texts

from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs
from digitpad.ui.training.training_page import TrainingPage

OFFER = "“Run 1” was interrupted after epoch 2 of 9. Continue training?"


@pytest.fixture
def runs(data_dir):
    """One that was cut off."""
    runs = Runs(data_dir / "runs")
    runs.let_go(runs.checkpoint(runs.begin(TrainingPlan(epochs=9), NAMES), checkpoint(2)))
    return runs


@pytest.fixture
def page(qtbot, workbench, runs):
    page = TrainingPage(workbench)
    page.resize(900, 600)
    shown(page, qtbot)
    qtbot.waitUntil(page.banner.isVisible)
    return page


def test_the_run_is_named(page):
    assert OFFER in texts(page)


def test_a_stop_before_it_goes_on_leaves_the_offer(page, workbench, catalogue, qtbot):
    catalogue.gate.clear()
    click(page, "continueButton")
    assert workbench.session.is_running
    assert page.banner.isHidden()
    click(page, "stopButton")
    assert not workbench.session.is_running
    qtbot.waitUntil(page.banner.isVisible)
    assert OFFER in texts(page)


def test_a_discarded_run_is_gone(page, runs, qtbot):
    click(page, "discardRunButton")
    assert page.banner.isHidden()
    qtbot.waitUntil(lambda: runs.list() == ())
