"""Which buttons can be pressed for the selected runs, and what the others say."""

import pytest
from helpers.runs import NAMES
from helpers.runs_page import CTRL, choose, wait
from helpers.windows import find
from PySide6.QtWidgets import QPushButton

from digitpad.training.plan import TrainingPlan

BUTTONS = (
    "putLiveButton", "compareButton", "endCompareButton", "continueRunButton", "deleteRunButton", "exportRunsButton",
    "saveCurvesButton",
)


def enabled(page):
    return {name for name in BUTTONS if (button := find(page, name, QPushButton)).isEnabled() and button.isVisible()}


@pytest.mark.parametrize(
    ("chosen", "possible"),
    [
        ((), {"exportRunsButton"}),
        (("Plain",), {"putLiveButton", "compareButton", "continueRunButton", "deleteRunButton"}),
        (("Plain", "Deep"), {"compareButton", "deleteRunButton"}),
        (("Plain", "Deep", "Faster"), {"deleteRunButton"}),
    ],
)
def test_what_can_be_done_depends_on_what_is_selected(
    page, chosen, possible
):
    for title in chosen:
        choose(page, title, CTRL)
    assert enabled(page) == possible | {"exportRunsButton"} | ({"saveCurvesButton"} if chosen else set())


def tips(page):
    """What those buttons say that cannot be pressed."""
    buttons = [find(page, name, QPushButton) for name in BUTTONS]
    return {each.text(): each.toolTip() for each in buttons if each.isVisible() and not each.isEnabled()}


def test_a_grey_button_says_why(page, runs, jobs, qtbot):
    assert tips(page) == {
        "Use this network": "Select one run.",
        "Compare live": "Select one run or two.",
        "Continue": "Select one run.",
        "Delete…": "Select one run or several.",
        "Export image…": "Select a run that has a curve.",
    }
    choose(page, "Plain")
    assert tips(page) == {}
    assert find(page, "putLiveButton").toolTip() == "Answer what is drawn with the network of the selected run."
    page.set_training(True)
    wait_for_it = "Wait until the run under way has ended."
    assert tips(page) == {"Use this network": wait_for_it, "Continue": wait_for_it}
    choose(page, "Deep", CTRL)
    assert tips(page)["Compare live"] == wait_for_it
    page.set_training(False)
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Empty")
    page.refresh()
    wait(jobs, qtbot)
    choose(page, "Empty")
    assert tips(page) == {
        "Use this network": "There is no network of this run.",
        "Compare live": "There is no network of this run.",
        "Continue": "There is nothing of this run to go on from.",
        "Export image…": "Select a run that has a curve.",
    }


def test_the_button_that_ends_a_comparison_is_there_only_during_one(page):
    button = find(page, "endCompareButton", QPushButton)
    below = find(page, "saveCurvesButton").y()
    page.set_comparing(True)
    assert button.isVisible()
    assert find(page, "saveCurvesButton").y() >= below
    page.set_comparing(False)
    assert not button.isVisible()
    assert find(page, "saveCurvesButton").y() == below


def test_what_has_to_wait_while_a_run_is_under_way(page, runs, jobs, qtbot):
    runs.rename(runs.begin(TrainingPlan(), NAMES), "Now")
    page.refresh()
    wait(jobs, qtbot)
    page.set_training(True)
    choose(page, "Now")
    assert enabled(page) == {"exportRunsButton"}
    choose(page, "Plain")
    assert enabled(page) == {"compareButton", "deleteRunButton", "exportRunsButton", "saveCurvesButton"}
    choose(page, "Deep", CTRL)
    assert "compareButton" not in enabled(page)
    page.set_training(False)
    assert "compareButton" in enabled(page)
