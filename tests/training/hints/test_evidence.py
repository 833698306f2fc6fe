import pytest
from helpers.hints import DEFAULT, evidence

from digitpad.training.hints.evidence import USUAL_RATES, rounded
from digitpad.training.plan import OPTIMIZERS


def test_figures_of_a_run():
    run = evidence(*DEFAULT)
    assert (run.epochs, run.steps, run.pictures) == (5, 565, 3616)
    assert run.validation_pictures == pytest.approx(3616 / 9)
    assert (run.chance, run.guessing) == (0.1, pytest.approx(2.302585))
    assert run.training_losses[0] == 0.834
    assert run.validation_losses[-1] == 0.288
    assert run.accuracy == 0.964
    assert run.validation.accuracy == 0.917


def test_without_validation_there_is_none():
    run = evidence(DEFAULT[0], validation_share=0.0)
    assert (run.validation, run.validation_losses, run.validation_pictures) == (None, (), 0)


def test_every_optimizer_has_a_usual_rate():
    assert USUAL_RATES.keys() == set(OPTIMIZERS)


@pytest.mark.parametrize(
    ("optimizer", "rate", "high", "low", "lower", "higher"),
    [
        ("adam", 0.001, False, False, 0.0001, 0.01),
        ("adam", 0.003, True, False, 0.0003, 0.03),
        ("adam", 1.0, True, False, 0.001, 10),
        ("adam", 10.0, True, False, 0.001, 100),
        ("adam", 0.0003, False, True, 3e-5, 0.003),
        ("adam", 1e-6, False, True, 1e-7, 0.001),
        ("sgd", 0.001, False, True, 0.0001, 0.01),
        ("sgd", 10.0, True, False, 1, 100),
        ("momentum", 1.0, True, False, 0.1, 10),
    ],
)
def test_what_is_far_from_the_usual_rate_and_where_to_go(optimizer, rate, high, low, lower, higher):
    run = evidence((), optimizer=optimizer, learning_rate=rate)
    assert (run.is_rate_high, run.is_rate_low) == (high, low)
    if high:
        assert run.lower_rate == lower
    if low:
        assert run.higher_rate == higher


def test_a_rate_is_written_as_people_write_it():
    assert str(rounded(0.0001 * 3)) == "0.0003"
