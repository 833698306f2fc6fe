import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.model.layers import Dense, Dropout
from digitpad.model.network import Network
from digitpad.model.spec import MAX_LAYERS, MAX_UNITS, PIXEL_KINDS, NetworkSpec
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import (
    AUGMENTATION_LIMITS,
    GENTLE,
    HIDDEN_ACTIVATIONS,
    INITIALIZERS,
    LABELS,
    MAX_BATCH_SIZE,
    MAX_EPOCHS,
    MAX_HIDDEN_LAYERS,
    MAX_PICTURES,
    OPTIMIZERS,
    SCHEDULES,
    Augmentation,
    TrainingPlan,
    parse_hidden,
)
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.setting_names import SETTING_NAMES


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("", ()),
        ("  ", ()),
        ("500", (500,)),
        ("500, 500, 500", (500, 500, 500)),
        (" 1,2 ,3 ", (1, 2, 3)),
        ("007", (7,)),
        ("４２", (42,)),  # a Japanese keyboard's digits
        (str(MAX_UNITS), (MAX_UNITS,)),
        (", ".join(["9"] * MAX_HIDDEN_LAYERS), (9,) * MAX_HIDDEN_LAYERS),
    ],
)
def test_hidden_layers_are_read(text, hidden):
    assert parse_hidden(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        ",", "1,", ",1", "1,,2", "1 2", "1;2", "-1", "+1", "1.0", "1e2", "x", "0", "12, 0", "1_000", "²", "½", "٣x",
        str(MAX_UNITS + 1), "9" * 100_000, ", ".join(["9"] * (MAX_HIDDEN_LAYERS + 1)), "1\n2", "1\0",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_other_hidden_layers_are_refused(text):
    with pytest.raises(DigitpadError, match="expected up to 18 whole numbers from 1 to 4096, such as “500, 500, 500”"):
        parse_hidden(text)


@settings(max_examples=300)
@given(st.text(st.sampled_from("0123456789,. -x\u0663²")) | st.text())
def test_any_text_is_hidden_layers_or_refused(text):
    try:
        hidden = parse_hidden(text)
    except DigitpadError:
        return
    assert TrainingPlan(hidden=hidden).hidden == hidden


def test_as_many_hidden_layers_as_allowed_can_be_saved():
    """Each with a dropout of its own, and the file's limit on layers still holds."""
    spec = TrainingPlan(hidden=(9,) * MAX_HIDDEN_LAYERS, dropout=0.5).spec(10)
    assert len(spec.layers) <= MAX_LAYERS


RANGES = {
    "learning_rate": ((1e-9, 0.001, 1, 10), (0, -0.1, 10.001, float("nan"), float("inf"))),
    "batch_size": ((1, 32, MAX_BATCH_SIZE), (0, -1, MAX_BATCH_SIZE + 1, 10**400)),
    "epochs": ((1, MAX_EPOCHS), (0, -1, MAX_EPOCHS + 1, 10**400)),
    "dropout": ((0, 0.5, 0.9), (-0.01, 0.91, float("nan"))),
    "label_smoothing": ((0, 0.1, 0.5), (-0.01, 0.51, float("nan"))),
    "averaging": ((0, 0.998, 0.9999), (-0.01, 1, float("nan"))),
    "early_stopping": ((0, 1, MAX_EPOCHS), (-1, MAX_EPOCHS + 1)),
    "initializer_scale": ((0, 0.05, 100), (-0.01, 101, float("nan"))),
    "bias_scale": ((0, 0.1, 100), (-0.01, 101, float("nan"))),
    "l2": ((0, 1e-4, 1), (-0.01, 1.01, float("nan"))),
    "pictures": ((0, 1, MAX_PICTURES), (-1, MAX_PICTURES + 1)),
    "validation_share": ((0, 0.1, 0.5), (-0.01, 0.51, float("nan"))),
    "seed": ((0, 2**32 - 1), (-1, 2**32, 10**400)),
    "hidden": (((), (1,), (MAX_UNITS,)), ((0,), (5, -1), (MAX_UNITS + 1,), (1,) * (MAX_HIDDEN_LAYERS + 1))),
    "activation": (HIDDEN_ACTIVATIONS, ("gelu", "", "RELU")),
    "optimizer": (OPTIMIZERS, ("lion", "")),
    "schedule": (SCHEDULES, ("linear", "")),
    "initializer": (INITIALIZERS, ("ones", "")),
    "pixels": (PIXEL_KINDS, ("colour", "")),
    "labels": (LABELS, ("words", "")),
}


@pytest.mark.parametrize(("setting", "value"), [(name, value) for name, (good, _) in RANGES.items() for value in good])
def test_what_is_in_range_is_taken(setting, value):
    # Smoothed labels are one-hot ones.
    others = {"labels": "one-hot"} if setting == "label_smoothing" else {}
    assert getattr(TrainingPlan(**{setting: value} | others), setting) == value


@pytest.mark.parametrize(
    ("setting", "value"),
    [(name, value) for name, (_, bad) in RANGES.items() for value in bad],
    ids=lambda value: str(value)[:12],
)
def test_what_is_out_of_range_is_refused_by_its_name(setting, value):
    name = "Hidden layers" if setting == "hidden" else SETTING_NAMES[setting]
    with pytest.raises(DigitpadError, match=f"{name}.* expected .*[.]$"):
        TrainingPlan(**{setting: value})


@pytest.mark.parametrize("field", AUGMENTATION_LIMITS)
def test_a_bend_is_within_its_limit(field):
    limit = AUGMENTATION_LIMITS[field]
    assert getattr(Augmentation(**{field: limit}), field) == limit
    for value in (-0.1, limit + 0.1, float("nan"), float("inf"), 10**400):
        with pytest.raises(DigitpadError, match=f"The {field} is .*; expected between 0 and {limit:g}"):
            Augmentation(**{field: value})


def test_smoothed_labels_are_one_hot():
    with pytest.raises(DigitpadError, match="needs one-hot labels"):
        TrainingPlan(label_smoothing=0.1)


def test_stopping_early_needs_something_to_watch():
    with pytest.raises(DigitpadError, match="needs a validation share"):
        TrainingPlan(early_stopping=3, validation_share=0)


def test_a_plan_has_a_picture_for_each_class():
    few = TrainingPlan(pictures=9)
    assert few.spec(9) == TrainingPlan().spec(9)
    with pytest.raises(DigitpadError, match="number of training pictures is 9; expected at least one for each of 10"):
        few.spec(10)


def test_no_bend_is_false():
    assert not Augmentation()
    assert Augmentation(elastic=0.1)
    assert GENTLE


def test_every_setting_is_in_range_by_default():
    assert TrainingPlan() == TrainingPlan.from_json({})


def test_a_plan_makes_its_network():
    spec = TrainingPlan(hidden=(30, 20), activation="tanh", dropout=0.25).spec(7)
    assert str(spec) == "784-30-20-7"
    assert spec.dense_layers == (Dense(30, "tanh"), Dense(20, "tanh"), Dense(7, "softmax"))
    assert [layer.rate for layer in spec.layers if isinstance(layer, Dropout)] == [0.25, 0.25]


def test_replacing_checks_too():
    plan = TrainingPlan()
    assert plan.replace(epochs=9).epochs == 9
    assert plan.epochs == 5
    with pytest.raises(DigitpadError):
        plan.replace(epochs=0)


bends = st.fixed_dictionaries({name: st.floats(0, limit) for name, limit in AUGMENTATION_LIMITS.items()})
plans = st.fixed_dictionaries(
    {
        "dataset": st.text(max_size=8),
        "hidden": st.lists(st.integers(1, MAX_UNITS), max_size=5).map(tuple),
        "activation": st.sampled_from(HIDDEN_ACTIVATIONS),
        "optimizer": st.sampled_from(OPTIMIZERS),
        "learning_rate": st.floats(1e-9, 10),
        "schedule": st.sampled_from(SCHEDULES),
        "batch_size": st.integers(1, MAX_BATCH_SIZE),
        "epochs": st.integers(1, MAX_EPOCHS),
        "initializer": st.sampled_from(INITIALIZERS),
        "dropout": st.floats(0, 0.9),
        "l2": st.floats(0, 1),
        "averaging": st.floats(0, 0.9999),
        "pixels": st.sampled_from(PIXEL_KINDS),
        "seed": st.integers(0, 2**32 - 1),
        "augmentation": bends.map(lambda values: Augmentation(**values)),
    },
    optional={"validation_share": st.floats(0, 0.5)},
).map(lambda values: TrainingPlan(**values))


@given(plans)
def test_a_plan_comes_back_from_json(plan):
    assert TrainingPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(10**400),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(["rotation", "x"]), values),
    max_leaves=6,
)
settings_of_plans = st.sampled_from([*TrainingPlan().to_json(), "speed"])


@settings(max_examples=500)
@given(st.dictionaries(settings_of_plans, json_values, max_size=4))
@example({"epochs": 1.5})
@example({"batch_size": True})
@example({"seed": 0.5})
@example({"seed": 10**400})
@example({"dataset": ["mnist"]})
@example({"hidden": "55"})
@example({"hidden": [5.7]})
@example({"hidden": [float("inf")]})
@example({"hidden": [10**5000]})
@example({"hidden": {"5": 1}})
@example({"activation": []})
@example({"augmentation": [1]})
@example({"augmentation": {"rotation": "far"}})
def test_anything_is_a_plan_or_refused(values):
    try:
        plan = TrainingPlan.from_json(values)
    except DigitpadError as error:
        sentence = str(error)
    else:
        sentence = "."
        assert all(type(number) is int for number in (*plan.hidden, plan.batch_size, plan.epochs, plan.seed))
        assert isinstance(plan.dataset, str)
        assert TrainingPlan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert sentence.endswith(".")
    assert len(sentence) < 1000


@pytest.mark.parametrize(
    ("progress", "epoch_share", "run_share", "sentence"),
    [
        (Progress(Phase.LOADING, epochs=4), 0, 0, "Getting ready (only the first time takes longer)…"),
        (Progress(Phase.PREPARING, epochs=4, batches=10), 0, 0, "Preparing the network…"),
        (Progress(Phase.TRAINING, 1, 4, 0, 10), 0, 0, "Training: epoch 1 of 4"),
        (Progress(Phase.TRAINING, 1, 4, 5, 10), 0.5, 0.125, "Training: epoch 1 of 4"),
        (Progress(Phase.TRAINING, 3, 4, 5, 10), 0.5, 0.625, "Training: epoch 3 of 4"),
        (Progress(Phase.VALIDATING, 4, 4, 10, 10), 1, 1, "Checking with validation pictures…"),
        (Progress(Phase.TESTING, 4, 4, 10, 10), 1, 1, "Checking with test pictures…"),
    ],
)
def test_progress_in_shares_and_words(progress, epoch_share, run_share, sentence):
    assert progress.epoch_share == epoch_share
    assert progress.run_share == run_share
    assert str(progress.message()) == sentence


@pytest.mark.parametrize(
    ("epochs", "test", "stopped", "sentence"),
    [
        (5, Score(0.2345, 0.9321), False, "Finished after 5 epochs: 93.2 % of the test pictures right, loss 0.234."),
        (1, Score(0.5, 1.0), False, "Finished after 1 epoch: 100.0 % of the test pictures right, loss 0.500."),
        (1, None, True, "Stopped after 1 epoch."),
        (0, None, True, "Stopped in epoch 1; the network has not learnt much yet."),
        (2, Score(0.5, 0.5), True, "Stopped after 2 epochs: 50.0 % of the test pictures right, loss 0.500."),
        (0, Score(2, 0.1), True, "Stopped in epoch 1: 10.0 % of the test pictures right, loss 2.000."),
    ],
)
def test_an_outcome_in_words(epochs, test, stopped, sentence):
    spec = NetworkSpec((Dense(10),), (784,))
    network = Network(spec, [np.zeros((784, 10)), np.zeros(10)])
    history = tuple(Epoch(number, Score(1, 0.5), None, 1.0) for number in range(1, epochs + 1))
    outcome = Outcome(network, history, test, stopped)
    assert str(outcome.message()).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_an_outcome_that_is_still_being_tested_says_so(tiny_network):
    history = tuple(Epoch(number, Score(1, 0.5), None, 1.0) for number in (1, 2))
    outcome = Outcome(tiny_network, history, None, stopped=True, is_being_tested=True)
    assert str(outcome.message()) == "Stopped after 2 epochs; checking with test pictures…"
