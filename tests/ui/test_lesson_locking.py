"""What a lesson lets be seen and done."""

import pytest

from digitpad.lessons.lock import CONTROLS, LEAD, StepLock
from digitpad.training.plan import TrainingPlan
from digitpad.ui.lesson_locking import FIXED, LessonLocking


@pytest.fixture
def locking(qapp):
    return LessonLocking()


def test_without_a_lesson_everything_is_free(locking):
    assert not locking.is_on
    assert [locking.why_not(control) for control in (*CONTROLS, "learning_rate", LEAD)] == [""] * (len(CONTROLS) + 2)
    assert locking.shows("training")
    plan = TrainingPlan(learning_rate=0.5)
    assert (locking.fix(plan), locking.why_not_plan(plan)) == (plan, "")


def test_a_lock_shows_its_pages_and_the_lessons(locking):
    locking.enter(StepLock(pages=frozenset({"runs"})))
    assert [name for name in ("training", "lessons", "samples", "runs") if locking.shows(name)] == ["lessons", "runs"]
    assert locking.why_not("photo") == FIXED, "its page is hidden"
    assert locking.why_not("networks") == ""


def test_what_is_fixed_has_one_value(locking):
    locking.enter(StepLock(fixed={"learning_rate": 0.01, LEAD: 0.5}))
    assert locking.fix(TrainingPlan(epochs=3)) == TrainingPlan(epochs=3, learning_rate=0.01)
    assert locking.why_not_plan(TrainingPlan()) == FIXED
    assert locking.why_not_plan(TrainingPlan(learning_rate=0.01)) == ""
    assert (locking.why_not("learning_rate"), locking.why_not("epochs"), locking.fixed_lead) == (FIXED, "", 0.5)


def test_whoever_wants_what_is_fixed_is_told(locking, qtbot):
    locking.enter(StepLock(controls=frozenset()))
    with qtbot.waitSignal(locking.refused, check_params_cb=lambda sentence: sentence == FIXED):
        assert not locking.asks("save")
    locking.leave()
    with qtbot.assertNotEmitted(locking.refused):
        assert locking.asks("save")


def test_what_does_not_go_with_a_fixed_value_is_told_before_train_is_pressed(window, qtbot):
    page = window.pages.training
    window.workbench.locking.enter(StepLock(fixed={"early_stopping": 2}))
    assert page.why_not() is None
    page.form.validation_share.setValue(0.0)
    assert page.why_not().startswith("Early stopping watches the validation loss")
    window.workbench.locking.leave()


def test_a_setting_without_a_field_can_clash_too(window):
    page = window.pages.training
    window.workbench.locking.enter(StepLock(fixed={"label_smoothing": 0.1}))
    assert page.why_not().startswith("Label smoothing spreads labels")
    page.train()
    assert not window.workbench.is_training
    window.workbench.locking.leave()
    assert page.why_not() is None
