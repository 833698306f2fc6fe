"""Which lesson is in front is chosen in a box, but not while one is under way."""

import pytest
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.lessons.lesson import Lesson, Step
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_choice import LessonChoice

STEPS = (Step("Once", "Run it.", TrainingPlan()),)
ONE, TWO = (Lesson(name, name.title(), (), STEPS) for name in ("one", "two"))


@pytest.fixture
def choice(qtbot):
    choice = shown(LessonChoice(), qtbot)
    choice.offer((ONE, TWO), "two")
    return choice


@pytest.fixture
def chosen(choice):
    """The names that were in front when somebody had chosen."""
    names = []
    choice.chosen.connect(lambda: names.append(choice.name))
    return names


def test_the_wanted_lesson_is_in_front_or_else_the_first(choice, chosen):
    assert choice.name == "two"
    choice.offer((ONE, TWO), "gone")
    assert choice.name == "one"
    choice.offer((), "one")
    assert choice.name == ""
    assert chosen == [], "nobody chose"


def test_somebody_chooses(choice, chosen):
    find(choice, "lessonBox").setFocus()
    QTest.keyClick(find(choice, "lessonBox"), Qt.Key.Key_Up)
    choice.choose("two")
    choice.choose("gone")
    assert chosen == ["one", "two"]


def test_nobody_chooses_while_it_is_fixed(choice, chosen):
    choice.fix(True)
    box = find(choice, "lessonBox")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (box.isEnabled(), chosen) == (False, [])
    assert "fixed by the lesson" in box.toolTip().lower()
    choice.fix(False)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert chosen == ["one"]
