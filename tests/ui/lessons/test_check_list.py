"""Checks as a list: done, or not yet."""

from helpers.lessons import ended_run
from helpers.windows import find, shown
from PySide6.QtWidgets import QLabel

from digitpad.lessons.checks import BoundCheck
from digitpad.lessons.lesson import Step
from digitpad.lessons.results import check_step
from digitpad.lessons.state import StepState
from digitpad.ui.lessons.check_list import CheckList

STEP = Step("One", "Do.", checks=(BoundCheck("test", True, 0.8), BoundCheck("runs", True, 2)))


def test_each_check_says_how_it_stands(qtbot):
    checks = shown(CheckList(1, 2), qtbot)
    checks.show_results(check_step(STEP, StepState()))
    notes = [find(checks, f"step1Check{place}", QLabel) for place in (1, 2)]
    assert [note.text().endswith("Not yet.") or "Not yet: 0" in note.text() for note in notes] == [True, True]
    checks.show_results(check_step(STEP, StepState(runs=(ended_run(),))))
    assert [" Done: " in note.text() for note in notes] == [True, False]
    assert [note.accessibleName() for note in notes] == [note.text() for note in notes]
    signs = [label.text() for label in checks.findChildren(QLabel) if label.text() in ("✓", "○")]
    assert signs == ["✓", "○"]
