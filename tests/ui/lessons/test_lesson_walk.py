"""Beginning, going through and leaving a lesson that hides and fixes things."""

import pytest
from helpers.windows import click, find, shown

from digitpad.lessons.lesson import Lesson, Step
from digitpad.lessons.lock import StepLock
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lessons.lesson_walk import LessonWalk, is_walked

LOCKED = Lesson("locked", "Locked", ("Look.",), (
    Step("One", "Do.", TrainingPlan(), lock=StepLock(pages=frozenset())), Step("Two", "Do."),
))  # fmt: skip
FREE = Lesson("free", "Free", ("Look.",), (Step("One", "Do.", TrainingPlan()),))


@pytest.fixture
def walk(qtbot):
    walk = LessonWalk()
    walk.offer(LOCKED)
    return shown(walk, qtbot)


def seen(walk):
    names = ("beginLessonButton", "lessonWhere", "lessonBackButton", "lessonNextButton", "leaveLessonButton")
    return [name for name in names if find(walk, name).isVisible()]


def test_a_lesson_without_a_lock_is_not_walked(walk):
    assert (is_walked(FREE), is_walked(LOCKED)) == (False, True)
    walk.offer(FREE)
    assert walk.isHidden()
    walk.offer(None)
    assert walk.isHidden()


def test_one_step_after_the_other_and_back(walk, qtbot):
    assert seen(walk) == ["beginLessonButton"]
    with qtbot.waitSignal(walk.moved):
        click(walk, "beginLessonButton")
    assert (walk.name, walk.number, find(walk, "lessonWhere").text()) == ("locked", 1, "Step 1 of 2")
    assert seen(walk) == ["lessonWhere", "lessonBackButton", "lessonNextButton", "leaveLessonButton"]
    assert find(walk, "lessonBackButton").toolTip() == "This is the first step."
    with qtbot.waitSignal(walk.moved):
        click(walk, "lessonNextButton")
    assert (walk.number, find(walk, "lessonNextButton").isEnabled()) == (2, False)
    click(walk, "lessonBackButton")
    assert walk.number == 1


def test_leaving_says_which_lesson_was_left(walk, qtbot):
    click(walk, "beginLessonButton")
    with qtbot.waitSignals([walk.left, walk.moved], check_params_cbs=[lambda name: name == "locked", None]):
        click(walk, "leaveLessonButton")
    assert (walk.is_on, seen(walk)) == (False, ["beginLessonButton"])
    with qtbot.assertNotEmitted(walk.left):
        walk.leave()


def test_a_step_that_is_not_there_any_more_is_the_last_one(walk):
    walk.resume("locked", 7)
    walk.offer(LOCKED)
    assert find(walk, "lessonWhere").text() == "Step 2 of 2"


def test_it_does_not_begin_while_something_is_trained(walk):
    walk.set_free(False)
    click(walk, "beginLessonButton")
    assert not walk.is_on
    assert find(walk, "beginLessonButton").toolTip() == "Wait until the run under way has ended."
