import dataclasses

import pytest
from helpers.runs import history

from digitpad.training.plan import GENTLE, TrainingPlan
from digitpad.training.run import Run
from digitpad.training.settings_text import SETTING_NAMES, Verdict, compare, value_text


def run(**settings) -> Run:
    return Run("x", "x", TrainingPlan(**settings))


def test_every_setting_has_a_name():
    assert list(SETTING_NAMES) == [field.name for field in dataclasses.fields(TrainingPlan)]


@pytest.mark.parametrize(
    ("settings", "fair", "sentence"),
    [
        ({}, None, "The same plan"),
        ({"learning_rate": 0.01}, True, "Fair test: only the learning rate differs (0.001, 0.01)"),
        ({"hidden": (500, 500)}, True, "Fair test: only the hidden layers differ (128, 500-500)"),
        ({"hidden": ()}, True, "Fair test: only the hidden layers differ (128, none)"),
        ({"optimizer": "sgd"}, True, "Fair test: only the optimizer differs (Adam, SGD)"),
        ({"epochs": 7}, True, "Fair test: only the number of epochs differs (5, 7)"),
        (
            {"hidden": (9,), "optimizer": "sgd", "batch_size": 8},
            False,
            "Not a fair test: hidden layers, optimizer, batch size differ",
        ),
    ],
)
def test_what_differs_is_named(settings, fair, sentence):
    assert compare(run(), run(**settings)) == Verdict(fair, sentence)


def test_one_kind_of_augmentation_is_one_setting():
    verdict = compare(run(), run(augmentation=GENTLE))
    assert verdict.fair
    assert "(none, rotation 10 and shift 1.5 and scale 0.1 and shear 8)" in verdict.sentence


def test_a_run_that_was_cut_short_is_told():
    whole, half = (Run("x", "x", TrainingPlan(), history=history(epochs)) for epochs in (5, 2))
    assert compare(whole, half).sentence == "The same plan; they ran 5 and 2 epochs"


@pytest.mark.parametrize("field", dataclasses.fields(TrainingPlan), ids=lambda field: field.name)
def test_every_value_can_be_written(field):
    assert value_text(field.name, getattr(TrainingPlan(), field.name))
    assert value_text(field.name, TrainingPlan().to_json()[field.name])
