"""The preview is the real step, with what is asked and what has to be reached."""

from dataclasses import replace

from helpers.lessons import complete_lesson
from helpers.windows import shown, texts

from digitpad.ui.lessons.step_preview import StepPreview


def test_it_shows_text_questions_and_checks(qtbot):
    step = complete_lesson().steps[1]
    said = texts(shown(StepPreview(2, step, ("Train",)), qtbot))
    for text in (f"2. {step.title}", *(question.text for question in step.questions), "To be reached"):
        assert text in said
    assert "At least 10 samples have been saved." in said


def test_where_nothing_is_to_be_reached_nothing_is_said_of_it(qtbot):
    step = replace(complete_lesson().steps[0], checks=())
    assert "To be reached" not in texts(shown(StepPreview(1, step, ()), qtbot))
