import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.training.live_changes import CHANGEABLE, Change, changes_from_json, values_after
from digitpad.training.plan import TrainingPlan
from digitpad.training.run_controls import RunControl

PLAN = TrainingPlan(learning_rate=0.01, dropout=0.2)
CHANGES = (Change("learning_rate", 2, 1, 0.5), Change("dropout", 2, 7, 0.0), Change("learning_rate", 3, 1, 0.001))

GOOD = {"setting": "dropout", "epoch": 1, "batch": 2, "value": 0.5}


def test_the_last_change_of_a_setting_is_in_force():
    assert values_after(PLAN, ()) == {"learning_rate": 0.01, "dropout": 0.2}
    assert values_after(PLAN, CHANGES[:2]) == {"learning_rate": 0.5, "dropout": 0.0}
    assert values_after(PLAN, CHANGES) == {"learning_rate": 0.001, "dropout": 0.0}


def test_the_live_settings_of_a_run_that_goes_on_are_as_they_were():
    control = RunControl(PLAN, CHANGES)
    assert (control.learning_rate, control.dropout, control.changes) == (0.001, 0.0, CHANGES)


def test_every_changeable_setting_is_a_live_setting():
    assert set(CHANGEABLE) <= set(vars(RunControl(PLAN)))


def test_changes_are_read_back():
    assert changes_from_json(json.loads(json.dumps([dataclasses.asdict(change) for change in CHANGES]))) == CHANGES


@pytest.mark.parametrize(
    "wrong",
    [{"setting": "seed"}, {"setting": []}, {"epoch": 0}, {"batch": 0}, {"epoch": None}, {"value": float("nan")},
     {"value": 0.95}, {"value": "much"}, {"value": None}],
    ids=str,
)
def test_what_is_no_change_is_refused(wrong):
    with pytest.raises((DigitpadError, ValueError, TypeError)):
        changes_from_json([GOOD | wrong])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(json_values | st.lists(st.fixed_dictionaries({name: json_values | st.just(GOOD[name]) for name in GOOD})))
def test_any_json_is_changes_or_refused(values):
    try:
        changes = changes_from_json(values)
    except (DigitpadError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        return
    for change in changes:
        assert change.setting in CHANGEABLE
        assert min(change.epoch, change.batch) >= 1
        assert 0 <= change.value <= 10
