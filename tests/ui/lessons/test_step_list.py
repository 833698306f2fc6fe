"""The list of steps asks for what its buttons say."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from digitpad.ui.lessons.step_list import StepList


@pytest.fixture
def steps(qtbot):
    widget = shown(StepList(), qtbot)
    widget.show_steps(["One", "Two", "Three"], 1)
    return widget


def test_it_shows_which_and_where(steps, qtbot):
    rows = find(steps, "stepsList", QListWidget)
    assert [rows.item(row).text() for row in range(rows.count())] == ["1. One", "2. Two", "3. Three"]
    assert rows.currentRow() == 1
    with qtbot.waitSignal(steps.chosen, check_params_cb=lambda index: index == 2):
        QTest.keyClick(rows, Qt.Key.Key_Down)


@pytest.mark.parametrize(("button", "signal"), [
    ("addStepButton", "add_wanted"), ("stepUpButton", "move_wanted"), ("stepDownButton", "move_wanted"),
    ("removeStepButton", "remove_wanted"), ("stepSettingsButton", "settings_wanted"),
])  # fmt: skip
def test_each_button_asks(steps, qtbot, button, signal):
    with qtbot.waitSignal(getattr(steps, signal)):
        click(steps, button)


def test_what_cannot_be_is_not_offered(steps):
    steps.show_steps(["One"], 0)
    for button in ("stepUpButton", "stepDownButton", "removeStepButton"):
        assert not find(steps, button).isEnabled()
        assert find(steps, button).toolTip()
    steps.show_steps(["Step"] * 20, 19)
    assert not find(steps, "addStepButton").isEnabled()
    assert find(steps, "stepUpButton").isEnabled()
