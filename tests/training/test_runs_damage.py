"""A run's file that is damaged harms nobody else."""

import json

import pytest
from helpers.runs import NAMES, PLAN, add_run, history, row_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitpad.training.epoch import Epoch, Score
from digitpad.training.live_changes import Change
from digitpad.training.run import FINISHED, STATES, Checkpoint, Run


def test_what_is_no_run_is_skipped(runs, runs_folder):
    good = add_run(runs, "Good")
    for name, content in (
        ("empty", b""), ("list", b"[]"), ("null", b"null"), ("binary", bytes(range(256))), ("half", b'{"title": "x'),
        ("deep", b"[" * 100_000), ("huge", b" " * (5 * 2**20)), ("nothing", b"{}"),
    ):
        (runs_folder / name).mkdir()
        (runs_folder / name / "run.json").write_bytes(content)
    (runs_folder / "no-row").mkdir()
    (runs_folder / "a file").write_bytes(b"x")
    (runs_folder / "a row that is a folder" / "run.json").mkdir(parents=True)
    assert runs.list() == (good,)
    assert runs.unfinished() is None


@pytest.mark.parametrize(
    "change",
    [
        {"state": "sleeping"}, {"state": []}, {"plan": {"speed": 3}}, {"plan": None}, {"history": 3}, {"test": 5},
        {"test": {"loss": 1}}, {"test": {"loss": 1, "accuracy": 1.5}}, {"test": {"loss": 1, "accuracy": float("nan")}},
        {"history": [{"number": 2, "training": {"loss": 1, "accuracy": 1}, "validation": None, "seconds": 1}]},
        {"history": [{"number": 1, "training": None, "validation": None, "seconds": 1}]}, {"class_names": 5},
        {"changes": 5}, {"changes": [{}]}, {"changes": None},
        {"changes": [{"setting": "seed", "epoch": 1, "batch": 1, "value": 1}]},
        {"changes": [{"setting": "dropout", "epoch": 1e308, "batch": 1, "value": 0.5}]},
        {"test": {"loss": -1, "accuracy": 0.5}}, {"test": {"loss": float("-inf"), "accuracy": 0.5}},
        {"test": {"loss": 1e308, "accuracy": 0.5}}, {"test": {"loss": "", "accuracy": 0.5}},
        *({"history": [{"number": 1, "training": {"loss": 1, "accuracy": 1}, "validation": None, "seconds": seconds}]}
          for seconds in (-1, 1e308, float("nan"), float("inf"))),
        {"number": -1}, {"number": 1e308}, {"number": 10**30},
        {"class_names": [str(number) for number in range(63)]}, {"class_names": ["x" * 101]},
        {"class_names": ["\u202egpj.7"]}, {"class_names": "0123456789"}, {"class_names": [7]},
        {"plan": {"dataset": "\u202edigits"}}, {"plan": {"dataset": "x" * 1000}},
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_row_with_a_wrong_value_is_skipped(runs, runs_folder, change):
    good, bad = add_run(runs, "Good"), add_run(runs, "Bad")
    path = row_file(runs_folder, bad)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    assert runs.list() == (good,)


def test_a_loss_that_exploded_is_read_back(runs):
    run = runs.begin(PLAN, NAMES)
    worse = (Epoch(1, Score(float("inf"), 0.1), None, 1.0),)
    runs.checkpoint(run, Checkpoint(worse, {}))
    assert runs.list()[0].history == worse
    assert runs.read_checkpoint(run).history == worse


def test_numbers_that_a_run_may_have_are_read_back(runs, runs_folder):
    """A loss of float32 at its greatest, or a hair below nought; a smallest number; a long night."""
    run = runs.begin(PLAN, NAMES)
    epochs = tuple(
        Epoch(number, Score(loss, 0.1), None, 1e6) for number, loss in enumerate((3.4e38, -1e-9, 5e-324, 0.0), 1)
    )
    runs.checkpoint(run, Checkpoint(epochs, {}))
    assert runs.list()[0].history == epochs


def test_what_is_said_in_a_row_is_short_and_can_be_shown(runs, runs_folder):
    path = row_file(runs_folder, add_run(runs, "Good"))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"sentence": "a\u202eb" + "c" * 10_000}))
    sentence = runs.list()[0].sentence
    assert sentence.startswith("a?bccc")
    assert len(sentence) <= 500


def test_a_run_with_the_greatest_number_does_not_hide_the_next(runs, runs_folder):
    path = row_file(runs_folder, add_run(runs, "Good"))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"number": 10**9}))
    begun = runs.begin(PLAN, NAMES)
    assert [run.name for run in runs.list()] == [path.parent.name, begun.name]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
GOOD = Run(
    "x", "x", PLAN, FINISHED, history(2), Score(1, 0.5), "Done.", NAMES, (Change("dropout", 1, 1, 0.5),)
).to_json()
rows = st.builds(
    lambda changes, gone: {key: value for key, value in (GOOD | changes).items() if key not in gone},
    st.dictionaries(st.sampled_from([*GOOD, "other"]), json_values, max_size=3),
    st.sets(st.sampled_from([*GOOD]), max_size=1),
)


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows | json_values)
def test_any_json_is_a_run_or_skipped(runs_folder, runs, values):
    (runs_folder / "x").mkdir(parents=True, exist_ok=True)
    (runs_folder / "x" / "run.json").write_text(json.dumps(values))
    for run in runs.list():
        assert run.state in STATES
        assert run.title
        assert run.title.isprintable()
        assert [epoch.number for epoch in run.history] == list(range(1, len(run.history) + 1))
        assert run.differences(run) == {}
        assert isinstance(run.started + run.layers, str)
