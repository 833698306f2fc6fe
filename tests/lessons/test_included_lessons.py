"""The lessons that come with Digitpad: what they ask for and expect is reached, whatever the seed."""

import pytest

from digitpad.data.catalogue import Catalogue
from digitpad.lessons.checks import OF_ONE_RUN, BoundCheck
from digitpad.lessons.questions import NumberGuess
from digitpad.lessons.reading import folders, load_lessons
from digitpad.system import assets
from digitpad.training.runtime import load_tensorflow

SEEDS = 1, 2, 3
CATALOGUE = Catalogue(assets.folder())  # with nothing but what is included
LESSONS, PROBLEMS = load_lessons(folders(assets.folder())[:1], CATALOGUE)
STEPS = [
    pytest.param(step.here(CATALOGUE), id=f"{lesson.name} {number}")
    for lesson in LESSONS
    for number, step in enumerate(lesson.steps, start=1)
    if step.plan is not None
]


@pytest.fixture(scope="module")
def trainer():
    """TensorFlow, loaded as the program loads it."""
    load_tensorflow()
    from digitpad.training import trainer

    return trainer


def test_all_can_be_read():
    assert PROBLEMS == ()
    assert len(LESSONS) == 12


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("step", STEPS)
def test_the_checks_hold_and_the_figures_are_as_expected(trainer, step, seed):
    plan = step.plan.replace(seed=seed)
    outcome = trainer.train(plan, CATALOGUE.load(plan.dataset), lambda _: None)
    train, test = outcome.history[-1].training.accuracy, outcome.test.accuracy
    figures = {"train": train, "test": test, "gap": train - test}
    checks = [check for check in step.checks if check.name in OF_ONE_RUN]
    assert all(isinstance(check, BoundCheck) and check.name in figures for check in checks)
    assert [check.name for check in checks if not check.holds(figures[check.name])] == []
    (expected,) = [each for each in step.expected if each.epoch == plan.epochs]
    for name, span in (("train", expected.train), ("test", expected.test)):
        assert span is None or span.low <= round(figures[name], 3) <= span.high, (name, figures[name], span)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_teacher_knows_what_to_expect_on_both_datasets(lesson):
    for step in lesson.steps:
        assert bool(step.expected) == (step.plan is not None)
        assert bool(step.fallback_expected) == bool(step.fallback)
        for each in (*step.expected, *step.fallback_expected):
            assert each.test.high - each.test.low < 0.3, "so wide that it says nothing"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_guess_has_a_run_to_be_compared_with(lesson):
    for step in lesson.steps:
        if step.plan is None:
            assert not any(isinstance(question, NumberGuess) for question in step.questions)
        else:
            guesses = [question for question in step.questions if isinstance(question, NumberGuess)]
            assert all(guess.of for guess in guesses)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_teacher_is_told_what_it_is_for(lesson):
    assert 20 <= lesson.guide.minutes <= 45
    assert lesson.guide.aims
    assert lesson.guide.notes
