"""Four groups with their counts, each to choose, and the verdict."""

import pytest
from helpers.evaluations import evaluation, picture_set
from helpers.networks import tiny
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.evaluation.two_networks import Group
from digitpad.ui.evaluation.comparison_panel import ComparisonPanel
from digitpad.ui.evaluation.examination import Examination

LABELS = [0] * 20
BUTTONS = ("bothRightButton", "onlyFirstButton", "onlySecondButton", "bothWrongButton")


@pytest.fixture
def panel(qtbot):
    panel = ComparisonPanel()
    panel.resize(500, 120)
    first, second = evaluation(LABELS, [0] * 17 + [1] * 3), evaluation(LABELS, [1] * 12 + [0] * 7 + [1])
    panel.show_examination(Examination(picture_set(LABELS), tiny(), first, tiny(), second), "One <b>", "Other")
    return shown(panel, qtbot)


def test_the_groups_have_their_counts(panel):
    texts = [find(panel, name, QPushButton).text() for name in BUTTONS]
    assert texts == ["Both right: 5", "Only A: 12", "Only B: 2", "Both wrong: 1"]


def test_each_group_can_be_chosen(panel):
    told = []
    panel.group_chosen.connect(told.append)
    for name in BUTTONS:
        click(panel, name)
    assert told == list(Group)


def test_the_verdict_says_what_that_means_and_who_is_who(panel):
    said = find(panel, "comparisonVerdict", QLabel).text()
    assert "A gets 12 right that B misses, B 2 that A misses. That is hardly luck" in said
    assert "A is “One <b>”: 85.0" in said
    assert "B is “Other”: 35.0" in said
