"""What a lesson fixes is a widget or an entry of the window."""

import dataclasses

from PySide6.QtWidgets import QWidget

from digitpad.lessons.lock import CONTROLS, LEAD, StepLock
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lesson_controls import WIDGETS

WITHOUT_A_FIELD = {"label_smoothing", "averaging"}


def test_every_name_stands_for_one_widget(window):
    found = {name: len(window.findChildren(QWidget, name)) for names in WIDGETS.values() for name in names}
    # Where nothing is there yet, each page has its own button.
    assert {name: count for name, count in found.items() if count != 1} == {}


def test_everything_that_a_lesson_can_fix_is_somewhere(window):
    settings = {field.name for field in dataclasses.fields(TrainingPlan)} - WITHOUT_A_FIELD
    assert set(WIDGETS) | set(window.menus.of_lessons()) == settings | set(CONTROLS) | {LEAD}


def test_each_control_alone_is_fixed_and_free_again(window):
    locking = window.workbench.locking
    for control, names in WIDGETS.items():
        if control in CONTROLS:
            locking.enter(StepLock(controls=frozenset(CONTROLS) - {control}))
        else:
            value = 0.3 if control == LEAD else getattr(TrainingPlan(), control)
            locking.enter(StepLock(fixed={control: value}))
        widgets = [window.findChild(QWidget, name) for name in names]
        assert [widget.isEnabled() for widget in widgets] == [False] * len(names), control
        locking.leave()
    always = ("learningRateBox", "datasetPanel", "networkBox", "leadSlider", "labelRow", "trainButton", "collectPanel")
    assert [name for name in always if not window.findChild(QWidget, name).isEnabled()] == []
