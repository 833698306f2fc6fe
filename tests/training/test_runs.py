"""Rows on disk: what was written is read back, what is damaged harms nobody else, and nothing is ever half there."""

import json
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from helpers.clocks import SetClock
from helpers.runs import NAMES, PLAN, checkpoint, history, outcome, row_file
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network
from digitpad.training.epoch import Score
from digitpad.training.live_changes import Change
from digitpad.training.plan import TrainingPlan
from digitpad.training.run import FAILED, FINISHED, MAX_TITLE, RUNNING, STOPPED, Run, tidy_title
from digitpad.training.runs import Runs

# The life of a run


def test_before_the_first_run_there_is_nothing_not_even_a_folder(runs, runs_folder):
    assert runs.list() == ()
    assert runs.unfinished() is None
    assert not runs_folder.exists()


def test_a_run_that_began_is_a_row(runs):
    run = runs.begin(PLAN, NAMES)
    assert (run.title, run.state, run.history, run.test, run.class_names) == ("Run 1", RUNNING, (), None, NAMES)
    assert runs.list() == (run,)
    assert not runs.network_path(run).exists()
    assert not runs.checkpoint_path(run).exists()


@pytest.mark.parametrize(("stopped", "state"), [(False, FINISHED), (True, STOPPED)])
def test_a_run_that_ended_has_its_figures_and_its_network(runs, stopped, state):
    result = outcome(3, stopped=stopped)
    run = runs.end(runs.begin(PLAN, NAMES), result)
    assert (run.state, run.history, run.test) == (state, result.history, result.test)
    assert run.sentence == str(result.message())
    assert runs.list() == (run,)
    for found, given_ in zip(read_network(runs.network_path(run)).weights, result.network.weights, strict=True):
        assert np.array_equal(found, given_)


def test_the_test_of_a_stopped_run_is_added_to_its_row(runs):
    before = replace(outcome(2, stopped=True), test=None)
    run = runs.end(runs.begin(PLAN, NAMES), before)
    runs.rename(run, "Mine")
    run = runs.add_test(run, outcome(2, 0.75, stopped=True))
    assert runs.list() == (run,)
    assert (run.title, run.state, run.test) == ("Mine", STOPPED, Score(0.3, 0.75))
    assert "75.0" in run.sentence


def test_a_test_does_not_touch_a_row_that_has_gone_on_or_is_gone(runs):
    run = runs.end(runs.begin(PLAN, NAMES), replace(outcome(2, stopped=True), test=None))
    gone_on = runs.checkpoint(run, checkpoint(3))
    assert runs.add_test(run, outcome(2, stopped=True)) == run
    assert runs.list() == (gone_on,)
    runs.delete(gone_on)
    runs.add_test(run, outcome(2, stopped=True))
    assert runs.list() == ()


def test_the_tests_of_epochs_are_kept_and_rows_without_them_are_read(runs):
    history = tuple(replace(epoch, test=Score(0.5, 0.25 * epoch.number)) for epoch in checkpoint(2).history)
    run = runs.checkpoint(runs.begin(PLAN, NAMES), replace(checkpoint(2), history=history))
    assert runs.list()[0].history == runs.read_checkpoint(run).history == history
    path = runs.network_path(run).with_name("run.json")
    row = json.loads(path.read_bytes())
    for epoch in row["history"]:
        del epoch["test"]
    path.write_text(json.dumps(row))
    assert [epoch.test for epoch in runs.list()[0].history] == [None, None]


CHANGES = (Change("learning_rate", 1, 5, 0.5), Change("dropout", 3, 2, 0.25))


def test_what_was_changed_in_mid_run_is_kept(runs):
    kept = replace(checkpoint(2), changes=CHANGES[:1])
    run = runs.checkpoint(runs.begin(PLAN, NAMES), kept)
    assert runs.list()[0].changes == runs.read_checkpoint(run).changes == CHANGES[:1]
    ended = runs.end(run, replace(outcome(2, stopped=True), changes=CHANGES))
    assert runs.list() == (ended,)
    assert ended.changes == CHANGES
    # The checkpoint is from before the second change, and a run that goes on begins there.
    assert ended.changes_at_checkpoint == runs.read_checkpoint(run).changes


def test_rows_and_checkpoints_from_before_changes_were_kept_are_read(runs, runs_folder):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(2))
    path = row_file(runs_folder, run)
    row = json.loads(path.read_bytes())
    del row["changes"]
    path.write_text(json.dumps(row))
    with np.load(runs.checkpoint_path(run)) as archive:
        arrays = {name: archive[name] for name in archive.files if name != "changes"}
    np.savez(runs.checkpoint_path(run), **arrays)
    assert runs.list() == (run,)
    assert runs.read_checkpoint(run).changes == ()
    assert set(runs.read_checkpoint(run).arrays) == set(checkpoint(2).arrays)


def test_a_run_that_failed_says_why_and_keeps_its_epochs(runs):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(2))
    run = runs.fail(run, "The loss exploded.")
    assert (run.state, run.sentence, len(run.history)) == (FAILED, "The loss exploded.", 2)
    assert runs.list() == (run,)
    assert runs.unfinished() is None


def test_rows_come_oldest_first_and_their_names_are_their_own(runs):
    """Even when all of them began in the same second."""
    begun = [runs.begin(PLAN.replace(seed=seed), NAMES) for seed in range(12)]
    assert len({run.name for run in begun}) == 12
    assert runs.list() == tuple(begun)
    assert [run.title for run in begun] == [f"Run {number}" for number in range(1, 13)]


def test_after_a_clock_was_set_back_the_newest_run_is_still_the_newest(runs_folder):
    """Also in the hour that comes twice when summer time ends, and in the hour that never was."""
    clock = SetClock(datetime(2028, 2, 29, 23, 59, 59))
    runs, begun = Runs(runs_folder, clock), []
    for now in ("2028-02-29 23:59:59", "2026-10-25 02:50:00", "2026-10-25 02:10:00", "1970-01-01 00:00:00",
                "2026-03-29 02:30:00", "1970-01-01 00:00:00"):
        clock.set_to = datetime.fromisoformat(now)
        begun.append(runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1)))
    assert runs.list() == tuple(begun)
    assert [run.number for run in begun] == [1, 2, 3, 4, 5, 6]
    assert [run.started for run in begun[:2]] == ["2028-02-29 23:59", "2026-10-25 02:50"]
    assert begun[-1].name == "1970-01-01-000000-2"
    assert runs.unfinished() == begun[-1]
    runs.delete(begun[-1])
    assert runs.unfinished() == begun[-2]


def test_rows_of_an_earlier_digitpad_come_first_in_the_order_of_their_names(runs, runs_folder):
    begun = [runs.begin(PLAN, NAMES) for _ in range(4)]
    for run, name in zip(begun, ("2099-01-01-120000-10", "2099-01-01-120000-9", "2098-01-01-120000"), strict=False):
        row = json.loads(row_file(runs_folder, run).read_bytes())
        del row["number"]
        row_file(runs_folder, run).write_text(json.dumps(row))
        runs.let_go(run)
        (runs_folder / run.name).rename(runs_folder / name)
    assert [run.title for run in runs.list()] == ["Run 3", "Run 2", "Run 1", "Run 4"]
    assert runs.begin(PLAN, NAMES).number == 5


def test_a_deleted_runs_title_is_not_given_again(runs):
    first, second = runs.begin(PLAN, NAMES), runs.begin(PLAN, NAMES)
    runs.delete(first)
    assert runs.begin(PLAN, NAMES).title == "Run 3"
    assert second in runs.list()


@pytest.mark.parametrize(("name", "shown"), [("2026-11-21-093015", "2026-11-21 09:30"), ("copied", "copied")])
def test_when_a_run_began_is_in_its_name(name, shown):
    assert Run(name, "x", PLAN).started == shown


def test_the_layers_of_a_run():
    assert Run("x", "x", PLAN, class_names=NAMES).layers == "784-5-4-10"


# Titles


def test_a_title_is_one_line_that_can_be_shown(runs):
    run = runs.begin(PLAN, NAMES)
    assert runs.rename(run, "  two\n lines\t\x00 \ud800 ").title == "two lines"
    assert runs.list()[0].title == "two lines"
    assert len(runs.rename(run, "x" * 500).title) == MAX_TITLE
    with pytest.raises(DigitpadError, match="at least one character"):
        runs.rename(run, " \n ")


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    title = tidy_title(text)
    assert tidy_title(title) == title
    assert title.isprintable()
    assert len(title) <= MAX_TITLE


# Differences


def test_what_differs_between_two_runs():
    here = Run("a", "A", TrainingPlan())
    there = Run("b", "B", TrainingPlan(learning_rate=0.01, hidden=()), history=history(3))
    assert here.differences(there) == {"hidden": ([128], []), "learning_rate": (0.001, 0.01)}
    assert here.differences(here) == {}


def test_a_file_where_the_folder_should_be(runs, runs_folder):
    runs_folder.parent.mkdir(parents=True)
    runs_folder.write_bytes(b"x")
    with pytest.raises(DigitpadError, match=r"not a folder|can be kept"):
        runs.begin(PLAN, NAMES)
    with pytest.raises(DigitpadError, match="cannot be read"):
        runs.list()


def test_deleting_what_is_gone_already_is_no_problem(runs):
    run = runs.begin(PLAN, NAMES)
    runs.delete(run)
    runs.delete(run)


def test_a_row_that_cannot_be_deleted_says_so(runs, runs_folder):
    run = runs.begin(PLAN, NAMES)
    row_file(runs_folder, run).unlink()
    row_file(runs_folder, run).mkdir()
    with pytest.raises(DigitpadError, match="“Run 1” could not be deleted"):
        runs.delete(run)
