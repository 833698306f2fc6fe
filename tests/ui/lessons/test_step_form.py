"""The form gives a step back as it was, but for what was typed and ticked."""

from dataclasses import replace

import pytest
from helpers.lessons import complete_lesson
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget

from digitpad.lessons.lock import PAGES
from digitpad.ui.lessons.step_form import StepForm


@pytest.fixture
def form(qtbot):
    return shown(StepForm(dict(PAGES), lambda: "new"), qtbot)


def test_a_step_stays_as_it_is(form, qtbot):
    for step in complete_lesson().steps:
        with qtbot.assertNotEmitted(form.edited):
            form.show_step(step)
        assert form.step() == step


def test_a_step_without_a_run_has_no_settings(form):
    form.show_step(replace(complete_lesson().steps[1], plan=None, fallback="", lecture=(), keras=()))
    assert find(form, "lessonFixedList", QListWidget).isHidden()


def test_what_is_typed_and_ticked_is_in_it(form, qtbot):
    step = complete_lesson().steps[0]
    form.show_step(step)
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(find(form, "stepTitleEdit", QLineEdit), " first")
    ticks = find(form, "lessonPagesList", QListWidget)
    ticks.setCurrentRow(0)
    with qtbot.waitSignal(form.edited):
        QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert form.step().title == "Guess first"
    assert form.step().lock.pages == step.lock.pages | {"training"}
