"""What to look for in a lesson: its beginning, and the rest one click away."""

import pytest
from helpers.windows import find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from digitpad.lessons.lesson import Lesson, Step
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_introduction import LessonIntroduction

STEPS = (Step("Once", "Run it.", TrainingPlan()),)


@pytest.fixture
def opened(qtbot):
    """Show the introduction of a lesson with these paragraphs."""
    return lambda *paragraphs: shown(LessonIntroduction(Lesson("mine", "Mine", paragraphs, STEPS)), qtbot)


def paragraphs(introduction):
    return texts(introduction).split("\n")


def test_the_rest_of_what_to_look_for_is_one_click_away(opened):
    introduction = opened("First.", "Second.", "Third.")
    more = find(introduction, "lessonMoreButton", QPushButton)
    assert (paragraphs(introduction), more.text()) == (["First."], "Read more")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert (paragraphs(introduction), more.text()) == (["First.", "Second.", "Third."], "Read less")
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert (paragraphs(introduction), more.text()) == (["First."], "Read more")


def test_one_paragraph_is_all_there_is(opened):
    introduction = opened("Only <b>this</b>.")
    assert paragraphs(introduction) == ["Only <b>this</b>."]
    assert not find(introduction, "lessonMoreButton").isVisible()


def test_folded_away_it_needs_less_room(opened):
    introduction = opened("First.", *["Another paragraph with some words in it." for _ in range(8)])
    folded = introduction.sizeHint().height()
    QTest.keyClick(find(introduction, "lessonMoreButton"), Qt.Key.Key_Space)
    assert introduction.sizeHint().height() > 4 * folded
