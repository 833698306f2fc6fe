import pytest
from helpers.hints import GUESSING, evidence

from digitpad.training.hints.causes import why_nothing_learnt
from digitpad.training.plan import GENTLE, Augmentation

SIX = (50,) * 6


@pytest.mark.parametrize(
    ("settings", "changes", "says"),
    [
        ({"initializer": "normal", "initializer_scale": 0.0}, {"initializer": "glorot_uniform"}, "spread of 0,"),
        ({"learning_rate": 1.0}, {"learning_rate": 0.001}, "rate of 1 is too high"),
        ({"l2": 1.0}, {"l2": 1e-4}, "L2 of 1 keeps"),
        ({"dropout": 0.9}, {"dropout": 0.2}, "Dropout of 0.9"),
        ({"augmentation": Augmentation(rotation=90.0)}, {"augmentation": GENTLE}, "varied so much"),
        ({"activation": "sigmoid", "hidden": SIX}, {"activation": "relu"}, "so many layers of Sigmoid".lower()),
        ({"optimizer": "sgd", "learning_rate": 0.001, "hidden": (100, 100)},
         {"optimizer": "adam", "learning_rate": 0.001}, "Plain gradient descent"),
        ({"optimizer": "sgd", "learning_rate": 1e-6}, {"learning_rate": 0.1}, "1e-06 is too low"),
        ({}, {}, "Do the labels belong"),
    ],
)
def test_the_likeliest_cause(settings, changes, says):
    cause, found = why_nothing_learnt(evidence(*GUESSING, **settings))
    assert found == changes
    assert says in str(cause)


def test_what_keeps_any_network_from_learning_comes_first():
    _, changes = why_nothing_learnt(
        evidence(*GUESSING, initializer="normal", initializer_scale=0.0, learning_rate=1.0, l2=1.0)
    )
    assert changes == {"initializer": "glorot_uniform"}
