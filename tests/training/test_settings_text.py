import dataclasses

import pytest
from helpers.runs import history

from digitpad.training.live_changes import Change
from digitpad.training.plan import GENTLE, Augmentation, TrainingPlan
from digitpad.training.run import Run
from digitpad.training.setting_names import BEND_NAMES, SETTING_NAMES
from digitpad.training.settings_text import FairTestVerdict, changes_text, compare, value_text

FASTER, DROPS = Change("learning_rate", 3, 1, 0.02), Change("dropout", 3, 41, 0.5)


def run(**settings):
    return Run("x", "x", TrainingPlan(**settings))


def test_every_setting_has_a_name():
    assert list(SETTING_NAMES) == [field.name for field in dataclasses.fields(TrainingPlan)]
    assert list(BEND_NAMES) == [field.name for field in dataclasses.fields(Augmentation)]


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
            "Not a fair test. These differ: hidden layers, optimizer, batch size",
        ),
    ],
)
def test_what_differs_is_named(settings, fair, sentence):
    assert compare(run(), run(**settings)) == FairTestVerdict(fair, sentence)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (run(), run(initializer_scale=0.3)),
        (run(initializer="he_normal"), run(initializer="he_normal", initializer_scale=0.3)),
        (run(hidden=()), run(hidden=(), activation="tanh", dropout=0.5)),
    ],
    ids=["Glorot has its own scale", "so has He", "no hidden layer has an activation or drops out"],
)
def test_what_decides_nothing_is_no_difference(here, there):
    assert compare(here, there) == FairTestVerdict(None, "The same plan")


def test_a_scale_counts_where_it_decides_something():
    normal, wider = run(initializer="normal"), run(initializer="normal", initializer_scale=0.3)
    assert compare(normal, wider).sentence == "Fair test: only the spread of the first weights differs (0.05, 0.3)"
    # One scale is used and the other is not, so there is nothing to compare but the initializers.
    assert compare(run(), wider).sentence == "Fair test: only the initializer differs (Glorot uniform, normal)"


@pytest.mark.parametrize(
    ("settings", "changes", "fair", "sentence"),
    [
        (
            {}, (FASTER,), True,
            "Fair test: only the learning rate during the run differs (unchanged, 0.02 from epoch 3)",
        ),
        (
            {}, (DROPS,), True,
            "Fair test: only the dropout during the run differs (unchanged, 0.5 from batch 41 of epoch 3)",
        ),
        (
            {}, (FASTER, DROPS), False,
            "Not a fair test. These differ: learning rate during the run, dropout during the run",
        ),
        (
            {"batch_size": 8}, (FASTER,), False,
            "Not a fair test. These differ: batch size, learning rate during the run",
        ),
    ],
    ids=["learning rate", "dropout", "both", "and the plan"],
)
def test_what_was_changed_in_mid_run_counts(settings, changes, fair, sentence):
    assert compare(run(), dataclasses.replace(run(**settings), changes=changes)) == FairTestVerdict(fair, sentence)


def test_the_same_changes_are_no_difference():
    assert compare(*(dataclasses.replace(run(), changes=(FASTER, DROPS)) for _ in range(2))).fair is None


def test_dropout_changed_without_a_hidden_layer_is_no_difference():
    assert compare(run(hidden=()), dataclasses.replace(run(hidden=()), changes=(DROPS,))).fair is None


def test_changes_in_words():
    assert changes_text(()) == ""
    assert changes_text((FASTER, DROPS)) == "learning rate: 0.02 from epoch 3; dropout: 0.5 from batch 41 of epoch 3"


def test_an_arrow_held_down_does_not_fill_the_page():
    many = tuple(Change("learning_rate", 1, batch, batch / 1000) for batch in range(2, 102))
    text = compare(run(), dataclasses.replace(run(), changes=many)).sentence
    assert "0.002 from batch 2 of epoch 1 → 0.003 from batch 3 of epoch 1 → 97 more changes → 0.101" in text
    assert len(text) < 250


def test_one_kind_of_augmentation_is_one_setting():
    verdict = compare(run(), run(augmentation=GENTLE))
    assert verdict.fair
    assert "(none, rotation 10 + shift 1.5 + scale 0.1 + shear 8)" in verdict.sentence


def test_a_run_that_was_cut_short_is_told():
    whole, half = (Run("x", "x", TrainingPlan(), history=history(epochs)) for epochs in (5, 2))
    assert compare(whole, half).sentence == "The same plan; they ran 5 and 2 epochs"


@pytest.mark.parametrize("field", dataclasses.fields(TrainingPlan), ids=lambda field: field.name)
def test_every_value_can_be_written(field):
    assert value_text(field.name, getattr(TrainingPlan(), field.name))
    assert value_text(field.name, TrainingPlan().to_json()[field.name])
