"""The question whether a drawing is to be saved as something that it does not look like."""

import pytest
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.ui.drawing.save_question import SaveQuestion

SENTENCE = "This looks like a 7. Save it as a 4?"


@pytest.fixture
def question(qtbot):
    question = SaveQuestion("label")
    question.resize(320, 66)
    question.ask(SENTENCE)
    return shown(question, qtbot)


def test_two_buttons_answer_and_leave_the_focus_where_it_is(question):
    before, answers = QApplication.focusWidget(), []
    question.answered.connect(answers.append)
    for name in ("labelSaveButton", "labelAgainButton"):
        click(question, name)
    assert answers == [True, False]
    assert QApplication.focusWidget() is before


def test_the_sentence_shrinks_before_it_is_cut_and_grows_for_a_projector(question):
    label = find(question, "labelQuestion", QLabel)
    size = label.fontInfo().pixelSize()
    question.resize(200, 66)
    assert label.fontInfo().pixelSize() < size
    assert label.text() == SENTENCE
    question.resize(900, 100)
    question.set_enlarged(1.8)
    assert label.fontInfo().pixelSize() > 1.5 * size


def test_what_stands_on_the_buttons_fits_in_the_narrowest_column(question):
    question.resize(260, 66)
    for button in question.controls:
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()
