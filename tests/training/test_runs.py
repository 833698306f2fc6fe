"""Rows on disk: what was written is read back, what is damaged harms nobody else, and nothing is ever half there."""

import contextlib
import errno
import json
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from helpers.clocks import SetClock
from helpers.runs import NAMES, add_run, checkpoint, files, history, outcome, trained_elsewhere
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.model.keras_file import read_network
from digitpad.system.data_lock import DataFolderInUseError, DataLock
from digitpad.training import runs as runs_module
from digitpad.training.epoch import Epoch, Score
from digitpad.training.live_changes import Change
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.training.run import MAX_TITLE, STATES, tidy_title
from digitpad.training.runs import FAILED, FINISHED, RUNNING, STOPPED, Run, Runs

PLAN = TrainingPlan(hidden=(5, 4), augmentation=Augmentation(rotation=3.0))


@pytest.fixture
def folder(tmp_path):
    """Of the runs."""
    return tmp_path / "Zoë" / "runs"


def row_file(folder, run):
    return folder / run.name / "run.json"


# The life of a run


def test_before_the_first_run_there_is_nothing_not_even_a_folder(runs, folder):
    assert runs.list() == ()
    assert runs.unfinished() is None
    assert not folder.exists()


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


def test_rows_and_checkpoints_from_before_changes_were_kept_are_read(runs, folder):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(2))
    path = row_file(folder, run)
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


def test_after_a_clock_was_set_back_the_newest_run_is_still_the_newest(folder):
    """Also in the hour that comes twice when summer time ends, and in the hour that never was."""
    clock = SetClock(datetime(2028, 2, 29, 23, 59, 59))
    runs, begun = Runs(folder, clock), []
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


def test_rows_of_an_earlier_digitpad_come_first_in_the_order_of_their_names(runs, folder):
    begun = [runs.begin(PLAN, NAMES) for _ in range(4)]
    for run, name in zip(begun, ("2099-01-01-120000-10", "2099-01-01-120000-9", "2098-01-01-120000"), strict=False):
        row = json.loads(row_file(folder, run).read_bytes())
        del row["number"]
        row_file(folder, run).write_text(json.dumps(row))
        runs.let_go(run)
        (folder / run.name).rename(folder / name)
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


# After a crash


def test_the_newest_interrupted_run_with_a_checkpoint_is_offered(runs):
    older = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    newer = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(2))
    runs.begin(PLAN, NAMES)  # was cut off before its first epoch ended
    assert runs.unfinished() == newer
    runs.end(newer, outcome())
    assert runs.unfinished() == older
    runs.delete(older)
    assert runs.unfinished() is None


@pytest.mark.e2e
def test_a_run_that_another_window_trains_is_not_offered_until_that_window_is_gone(runs, folder):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    runs_module._held.pop(folder / run.name).release()  # as if this program had nothing to do with it
    assert runs.unfinished() == run
    with trained_elsewhere(folder / run.name):
        assert runs.unfinished() is None
        with pytest.raises(DigitpadError, match=r"^“Run 1” is being trained in another window of Digitpad; stop it"):
            runs.delete(run)
        assert runs.list() == (run,)
    assert runs.unfinished() == run
    runs.delete(run)
    assert runs.list() == ()


def test_a_crash_between_checkpoint_and_row_loses_no_epoch(runs, monkeypatch):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))

    def crash(run):
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "_write_row", crash)
    with pytest.raises(KeyboardInterrupt):
        runs.checkpoint(run, checkpoint(2))
    monkeypatch.undo()
    (row,) = runs.list()
    assert len(row.history) == 1
    found = runs.read_checkpoint(row)
    assert found.history == history(2)  # as many epochs as its numbers have seen
    assert np.array_equal(found.arrays["weight/0"], checkpoint(2).arrays["weight/0"])


@pytest.mark.e2e
def test_a_process_killed_while_it_writes_leaves_whole_files(runs, folder):
    """Kill -9 at some moment of a loop of checkpoints, several times; every file is the old or the new one."""
    script = """
import sys
from pathlib import Path
from helpers.runs import NAMES, checkpoint
from digitpad.training.plan import TrainingPlan
from digitpad.training.runs import Runs
runs = Runs(Path(sys.argv[1]))
run = runs.begin(TrainingPlan(), NAMES)
print("begun", flush=True)
while True:
    for epochs in range(1, 30):
        run = runs.checkpoint(run, checkpoint(epochs))
        if epochs == 3:
            print("kept", flush=True)
"""
    helpers = str(Path(__file__).parent.parent)
    for attempt in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {helpers!r})\n{script}", str(folder)],
            stdout=subprocess.PIPE, text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            assert process.stdout.readline() == "kept\n"
            threading.Event().wait(0.003 * attempt)
            process.kill()
        assert len(runs.list()) == attempt + 1
        row = runs.unfinished()
        assert row is not None
        assert row == runs.list()[-1]
        found = runs.read_checkpoint(row)
        assert np.array_equal(found.arrays["weight/0"], checkpoint(len(found.history)).arrays["weight/0"])


def test_a_full_disk_keeps_the_last_checkpoint(runs, monkeypatch):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))

    def full(path, content):
        raise DigitpadError("The disk is full.")

    monkeypatch.setattr(runs_module, "write_atomically", full)
    with pytest.raises(DigitpadError, match="full"):
        runs.checkpoint(run, checkpoint(2))
    monkeypatch.undo()
    assert runs.read_checkpoint(run).history == history(1)
    assert runs.list() == (run,)


# Two threads, one folder


def test_a_title_changed_in_mid_run_stays(runs):
    run = runs.begin(PLAN, NAMES)
    runs.rename(run, "Ours")
    run = runs.checkpoint(run, checkpoint(1))
    assert run.title == "Ours"
    assert runs.end(run, outcome()).title == "Ours"


def test_renaming_what_was_read_long_ago_loses_no_epoch(runs):
    old = runs.begin(PLAN, NAMES)
    runs.checkpoint(old, checkpoint(2))
    assert len(runs.rename(old, "Ours").history) == 2
    assert len(runs.list()[0].history) == 2


def test_a_run_deleted_in_mid_run_does_not_come_back(runs, folder):
    run = runs.begin(PLAN, NAMES)
    runs.delete(run)
    run = runs.checkpoint(run, checkpoint(1))
    runs.fail(runs.end(run, outcome()), "x")
    assert runs.list() == ()
    assert files(folder) == []


def test_many_threads_begin_many_runs(runs):
    threads = [threading.Thread(target=lambda: [runs.begin(PLAN, NAMES) for _ in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs.list()) == 20
    assert {run.title for run in runs.list()} == {f"Run {number}" for number in range(1, 21)}


class AsOnWindows:
    """A file is not replaced while somebody reads it; and reading a row takes its time.

    Attributes:
        reading: set while a row is being read.
        refused: what could not be replaced.
    """

    def __init__(self, monkeypatch):
        self._read, self._replace = Path.read_bytes, Path.replace
        self._replaced = threading.Event()
        self.reading = threading.Event()
        self.refused = []
        monkeypatch.setattr(Path, "read_bytes", lambda path: self.read(path))
        monkeypatch.setattr(Path, "replace", lambda path, target: self.replace(path, target))

    def read(self, path):
        if threading.current_thread() is threading.main_thread():
            return self._read(path)
        self.reading.set()
        self._replaced.wait(0.3)
        self.reading.clear()
        return self._read(path)

    def replace(self, path, target):
        if self.reading.is_set():
            self.refused.append(target.name)
            self._replaced.set()
            raise PermissionError(errno.EACCES, "Access is denied")
        return self._replace(path, target)


def test_a_row_is_not_replaced_while_the_page_reads_it(runs, monkeypatch):
    run = runs.begin(PLAN, NAMES)
    system = AsOnWindows(monkeypatch)
    page = threading.Thread(target=runs.list)
    page.start()
    assert system.reading.wait(60)
    run = runs.fail(run, "The loss exploded.")
    page.join()
    assert system.refused == []
    assert runs.list() == (run,)


CLOSINGS = {"ended": lambda runs, run: runs.end(run, outcome()), "failed": lambda runs, run: runs.fail(run, "Oh.")}


@pytest.mark.parametrize("close", CLOSINGS.values(), ids=CLOSINGS)
@pytest.mark.parametrize("is_full", [False, True], ids=["", "full disk"])
def test_a_row_is_held_until_it_is_closed(runs, folder, monkeypatch, close, is_full):
    """Another window would offer to go on with it."""
    run = runs.begin(PLAN, NAMES)
    write, held = runs._write_row, []

    def look_and_write(run):
        try:
            DataLock.take(folder / run.name).release()
        except DataFolderInUseError:
            held.append(run)
        if is_full:
            raise DigitpadError("The disk is full.")
        write(run)

    monkeypatch.setattr(runs, "_write_row", look_and_write)
    with pytest.raises(DigitpadError, match="full") if is_full else contextlib.nullcontext():
        close(runs, run)
    assert len(held) == 1
    DataLock.take(folder / run.name).release()


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


# Damage


def test_what_is_no_run_is_skipped(runs, folder):
    good = add_run(runs, "Good")
    for name, content in (
        ("empty", b""), ("list", b"[]"), ("null", b"null"), ("binary", bytes(range(256))), ("half", b'{"title": "x'),
        ("deep", b"[" * 100_000), ("huge", b" " * (5 * 2**20)), ("nothing", b"{}"),
    ):
        (folder / name).mkdir()
        (folder / name / "run.json").write_bytes(content)
    (folder / "no-row").mkdir()
    (folder / "a file").write_bytes(b"x")
    (folder / "a row that is a folder" / "run.json").mkdir(parents=True)
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
def test_a_row_with_a_wrong_value_is_skipped(runs, folder, change):
    good, bad = add_run(runs, "Good"), add_run(runs, "Bad")
    path = row_file(folder, bad)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    assert runs.list() == (good,)


def test_a_loss_that_exploded_is_read_back(runs):
    run = runs.begin(PLAN, NAMES)
    worse = (Epoch(1, Score(float("inf"), 0.1), None, 1.0),)
    runs.checkpoint(run, runs_module.Checkpoint(worse, {}))
    assert runs.list()[0].history == worse
    assert runs.read_checkpoint(run).history == worse


def test_numbers_that_a_run_may_have_are_read_back(runs, folder):
    """A loss of float32 at its greatest, or a hair below nought; a smallest number; a long night."""
    run = runs.begin(PLAN, NAMES)
    epochs = tuple(
        Epoch(number, Score(loss, 0.1), None, 1e6) for number, loss in enumerate((3.4e38, -1e-9, 5e-324, 0.0), 1)
    )
    runs.checkpoint(run, runs_module.Checkpoint(epochs, {}))
    assert runs.list()[0].history == epochs


def test_what_is_said_in_a_row_is_short_and_can_be_shown(runs, folder):
    path = row_file(folder, add_run(runs, "Good"))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"sentence": "a\u202eb" + "c" * 10_000}))
    sentence = runs.list()[0].sentence
    assert sentence.startswith("a?bccc")
    assert len(sentence) <= 500


def test_a_run_with_the_greatest_number_does_not_hide_the_next(runs, folder):
    path = row_file(folder, add_run(runs, "Good"))
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
def test_any_json_is_a_run_or_skipped(folder, runs, values):
    (folder / "x").mkdir(parents=True, exist_ok=True)
    (folder / "x" / "run.json").write_text(json.dumps(values))
    for run in runs.list():
        assert run.state in STATES
        assert run.title
        assert run.title.isprintable()
        assert [epoch.number for epoch in run.history] == list(range(1, len(run.history) + 1))
        assert run.differences(run) == {}
        assert isinstance(run.started + run.layers, str)


def test_a_file_where_the_folder_should_be(runs, folder):
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"x")
    with pytest.raises(DigitpadError, match=r"not a folder|can be kept"):
        runs.begin(PLAN, NAMES)
    with pytest.raises(DigitpadError, match="cannot be read"):
        runs.list()


def test_deleting_what_is_gone_already_is_no_problem(runs):
    run = runs.begin(PLAN, NAMES)
    runs.delete(run)
    runs.delete(run)


def test_a_row_that_cannot_be_deleted_says_so(runs, folder):
    run = runs.begin(PLAN, NAMES)
    row_file(folder, run).unlink()
    row_file(folder, run).mkdir()
    with pytest.raises(DigitpadError, match="“Run 1” could not be deleted"):
        runs.delete(run)


# The folder goes away

GONE = r"^“Run 1” is no longer in “.*runs”; plug the stick in again or put the folder back\.$"


@pytest.mark.parametrize("go", [shutil.rmtree, lambda folder: folder.rename(folder.with_name("moved"))],
                         ids=["deleted", "moved"])
@pytest.mark.parametrize("change", [
    lambda runs, run: runs.checkpoint(run, checkpoint(2)),
    lambda runs, run: runs.end(run, outcome()),
    lambda runs, run: runs.fail(run, "x"),
    lambda runs, run: runs.rename(run, "Ours"),
], ids=["checkpoint", "end", "fail", "rename"])
def test_nothing_is_kept_of_a_run_whose_folder_is_gone(runs, folder, go, change):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    go(folder.parent)
    with pytest.raises(DigitpadError, match=GONE):
        change(runs, run)
    assert not folder.exists(), "nor is it made again"


def test_a_run_goes_on_when_its_folder_is_back(runs, folder):
    run = runs.begin(PLAN, NAMES)
    folder.rename(folder.with_name("moved"))
    with pytest.raises(DigitpadError, match=GONE):
        runs.checkpoint(run, checkpoint(1))
    folder.with_name("moved").rename(folder)
    assert runs.keeping((run.name,)) == frozenset()
    run = runs.end(runs.checkpoint(run, checkpoint(2)), outcome())
    assert runs.keeping((run.name, "another")) == {run.name}
    assert len(runs.list()[0].history) == 3


def test_what_is_gone_as_soon_as_it_was_written_is_not_kept(runs, folder, monkeypatch):
    run = runs.begin(PLAN, NAMES)
    write = runs_module.write_atomically

    def write_and_lose(path, content):
        write(path, content)
        if path.name == "run.json":
            folder.rename(folder.with_name("moved"))

    monkeypatch.setattr(runs_module, "write_atomically", write_and_lose)
    with pytest.raises(DigitpadError, match=GONE):
        runs.end(run, outcome())


def test_a_run_that_takes_the_name_of_a_deleted_one_is_kept(folder):
    runs = Runs(folder, SetClock(datetime(2026, 11, 21, 9, 30, 15)))
    runs.delete(runs.begin(PLAN, NAMES))
    run = runs.end(runs.begin(PLAN, NAMES), outcome())
    assert runs.keeping((run.name,)) == {run.name}
