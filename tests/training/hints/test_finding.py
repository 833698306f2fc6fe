import pytest
from helpers.hints import BY_HEART, DEFAULT, GUESSING, SLOW, evidence, layer

from digitpad.training.hints.finding import find_hints


def keys(run):
    return [hint.key for hint in find_hints(run)]


@pytest.mark.parametrize("is_finished", [False, True])
def test_a_healthy_run_gets_none(is_finished):
    for epochs in range(6):
        run = evidence(DEFAULT[0][:epochs], DEFAULT[1][:epochs], is_finished=is_finished and epochs == 5)
        assert keys(run) == []


def test_what_failed_altogether_is_all_that_is_said():
    dead = (layer(dead=1.0),)
    run = evidence(*GUESSING, optimizer="sgd", learning_rate=3.0, layers=dead, is_finished=True)
    assert keys(run) == ["nothing-learnt"]
    assert keys(evidence((), flew_off=True, layers=dead)) == ["flew-off"]


def test_of_hints_with_the_same_advice_the_first_is_enough():
    losses = ((2.4, 0.477), (1.12, 0.596), (1.24, 0.597))
    assert keys(evidence(losses, learning_rate=0.1, layers=(layer(dead=0.9),))) == ["rate-too-high"]


def test_what_could_be_better_is_said_when_the_run_is_over():
    first = evidence([(0.834, 0.771)], [(0.44, 0.873)])
    assert keys(first) == []
    assert keys(evidence([(0.834, 0.771)], [(0.44, 0.873)], is_finished=True)) == ["train-longer"]


def test_alarms_are_said_alone():
    assert keys(evidence(*SLOW, learning_rate=1e-5, is_finished=True)) == ["rate-too-low"]


def test_overfitting_is_said_beside_its_reason_and_not_beside_other_alarms():
    few = evidence(BY_HEART[0], [(loss, 0.8) for loss, _ in BY_HEART[1]], batches=3, is_finished=True)
    assert keys(few) == ["few-pictures"]  # with the same advice
    dead = (layer(dead=0.7),)
    assert keys(evidence(*BY_HEART, learning_rate=0.01, layers=dead)) == ["dead-neurons"]
    assert keys(evidence(*BY_HEART)) == ["overfitting"]


@pytest.mark.parametrize("run", [evidence(()), evidence((), is_finished=True)])
def test_before_the_first_epoch_is_over_nothing_is_said(run):
    assert keys(run) == []
