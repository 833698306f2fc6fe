"""Minutes and aims are typed; the rest of the guide stays."""

from dataclasses import replace

import pytest
from helpers.lessons import complete_lesson
from helpers.windows import find, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox

from digitpad.errors import DigitpadError
from digitpad.lessons.guide import TeachersGuide
from digitpad.ui.lessons.guide_form import GuideForm


def test_what_is_not_shown_stays(qtbot):
    guide = complete_lesson().guide
    form = shown(GuideForm(guide), qtbot)
    assert form.guide({"why"}) == guide
    assert form.guide(()) == replace(guide, answers={}), "the question is gone"


def test_minutes_and_aims(qtbot):
    form = shown(GuideForm(TeachersGuide()), qtbot)
    assert form.guide(()) == TeachersGuide()
    with qtbot.waitSignals([form.edited, form.edited]):
        find(form, "guideMinutesBox", QSpinBox).setValue(45)
        find(form, "guideAimsEdit", QPlainTextEdit).setPlainText("Say  what.\n\nShow how.")
    assert form.guide(()) == TeachersGuide(minutes=45, aims=("Say what.", "Show how."))


def test_minutes_that_make_no_sense_are_told(qtbot):
    form = shown(GuideForm(TeachersGuide()), qtbot)
    box = find(form, "guideMinutesBox", QSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "601")
    with pytest.raises(DigitpadError, match="Minutes: "):
        form.guide(())
