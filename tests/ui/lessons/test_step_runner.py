"""Runs of steps: what they say and measure, for the steps that they belong to."""

import pytest
from helpers.lessons import complete_lesson
from helpers.trainers import Trainer, outcome
from helpers.windows import shown

from digitpad.training.plan import TrainingPlan
from digitpad.ui.lesson_locking import LessonLocking
from digitpad.ui.lessons.step_runner import StepRunner
from digitpad.ui.training.live_curves import LiveCurves

PLAN = TrainingPlan(epochs=2)
PLACE = ("how-fast", 1)


@pytest.fixture
def trainer(catalogue):
    return Trainer(catalogue)


@pytest.fixture
def runner(trainer, around, qtbot):
    return StepRunner(trainer, LessonLocking(around), LiveCurves(), shown(around, qtbot))


def test_a_run_is_named_after_its_step_and_told_where_it_ran(runner, trainer, qtbot):
    with qtbot.waitSignals([runner.started]):
        runner.run(complete_lesson(), 1, PLAN, sees_train=True)
    assert (trainer.titles, runner.place, runner.held) == (["How fast?: Guess"], PLACE, PLACE)
    with qtbot.waitSignals([runner.said, runner.measured]):
        trainer.end(outcome(2, 0.75))
    text, problem = runner.text(PLACE)
    assert text.startswith("Finished after 2 epochs")
    assert text.endswith("The Train page has the settings of this step now.")
    assert not problem
    assert runner.figures("how-fast")[1][2, "test"] == 0.75
    assert (runner.place, runner.held) == (None, PLACE)


def test_a_page_that_the_step_hides_is_not_spoken_of(runner, trainer):
    runner.run(complete_lesson(), 1, PLAN, sees_train=False)
    trainer.end(outcome(2, 0.75))
    assert runner.text(PLACE)[0].endswith("right.")
    assert "Train page" not in runner.text(PLACE)[0]


def test_a_run_of_somebody_else_says_nothing(runner, trainer, qtbot):
    assert trainer.start(PLAN)
    with qtbot.assertNotEmitted(runner.said):
        runner.run(complete_lesson(), 1, PLAN, sees_train=True)
        trainer.end(outcome(2, 0.75))
    assert (runner.text(PLACE), runner.figures("how-fast")) == (("", False), {})


@pytest.mark.parametrize("willing", [True, False])
def test_a_run_that_comes_to_nothing_is_a_problem(runner, trainer, willing):
    trainer.willing = willing
    runner.run(complete_lesson(), 1, PLAN, sees_train=True)
    trainer.give_up()
    text, problem = runner.text(PLACE)
    assert text.endswith("the Train page says why.")
    assert problem
    assert runner.place is None


def test_the_view_goes_back_to_the_page(runner, around):
    runner.view.show()
    runner.put_away()
    assert runner.view.parent() is around
    assert not runner.view.isVisible()
