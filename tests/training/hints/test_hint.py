import pytest

from digitpad.training.hints.hint import _ADVICE, Hint, Sign
from digitpad.training.plan import GENTLE, TrainingPlan
from digitpad.translation import Message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"learning_rate": 0.001}, "Set the learning rate to 0.001"),
        ({"optimizer": "adam", "learning_rate": 0.001}, "Use Adam as optimizer"),
        ({"initializer": "glorot_uniform"}, "Use Glorot uniform for the first weights"),
        ({"hidden": (128, 64)}, "Use hidden layers of 128-64 units"),
        ({"augmentation": GENTLE}, "Vary the pictures gently"),
        ({"epochs": 10}, "Train for 10 epochs"),
        ({}, ""),
    ],
)
def test_an_advice_says_what_it_changes(changes, says):
    assert Hint("any", Message("Something."), changes).advice == says


def test_every_advice_is_about_a_setting_of_the_plan():
    assert TrainingPlan().to_json().keys() >= _ADVICE.keys()


def test_a_sentence_has_its_figures():
    hint = Hint("any", Message("The loss is {loss:.2f}.", loss=0.123), sign=Sign("loss", "training", 0, 1))
    assert hint.sentence == "The loss is 0.12."
