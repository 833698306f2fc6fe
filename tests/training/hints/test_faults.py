"""Real runs of a second each: the faults that the rules are about are found, and the advice helps."""

import pytest

from scripts import hint_figures

CASES = {case.name: case for case in (*hint_figures.HEALTHY, *hint_figures.FAULTY)}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["default, seed 1", "default, clothes", "sigmoid", "SGD, 0.1", "dropout 0.3"])
def test_a_healthy_run_gets_no_hint(keras, name):
    outcome, hints = hint_figures.run(CASES[name])
    assert outcome.test.accuracy > 0.8
    assert hints == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["Adam, 0.1", "Adam, 10", "SGD, 3", "SGD, 1", "Adam, 1e-05", "2 x 200, 15 epochs", "100 pictures", "saturated tanh",
     "shuffled labels", "six layers of sigmoid, SGD", "large weights", "one epoch"],
)
def test_a_fault_is_found_and_its_advice_helps(keras, name):
    case = CASES[name]
    outcome, hints = hint_figures.run(case)
    assert hints[0].key == case.hint
    if changes := hints[0].changes:
        better, _ = hint_figures.run(case._replace(plan=case.plan.replace(**changes)))
        before = 0.0 if outcome is None else outcome.test.accuracy
        assert better.test.accuracy > before + 0.005


@pytest.mark.slow
def test_the_steps_of_the_lessons_get_no_false_alarm(keras):
    """What stops four of them from learning is what they show."""
    alarms = {}
    for case in hint_figures.lesson_cases():
        _, hints = hint_figures.run(case._replace(plan=case.plan.replace(epochs=min(case.plan.epochs, 3))))
        if hints and hints[0].is_alarm:
            alarms[case.name] = hints[0].key
    assert alarms == {
        "lesson: One layer of 10": "nothing-learnt", "lesson: Two layers of 100": "nothing-learnt",
        "lesson: Very small": "rate-too-low", "lesson: Very large": "nothing-learnt",
    }  # fmt: skip
