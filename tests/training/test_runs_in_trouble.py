"""Crashes, full disks, two windows and two threads leave whole runs."""

import contextlib
import errno
import shutil
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from helpers.clocks import SetClock
from helpers.runs import NAMES, PLAN, checkpoint, files, history, outcome, trained_elsewhere
from helpers.systems import an_open_file_keeps_its_folder

from digitpad.errors import DigitpadError
from digitpad.system.data_lock import DataFolderInUseError, DataLock
from digitpad.training import run_folder, run_locks
from digitpad.training.runs import Runs

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
def test_a_run_that_another_window_trains_is_not_offered_until_that_window_is_gone(runs, runs_folder):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    run_locks.held.pop(runs_folder / run.name).release()  # as if this program had nothing to do with it
    assert runs.unfinished() == run
    with trained_elsewhere(runs_folder / run.name):
        assert runs.unfinished() is None
        with pytest.raises(DigitpadError, match=r"^“Run 1” is being trained in another window of Digitpad; stop it"):
            runs.delete(run)
        assert runs.list() == (run,)
    assert runs.unfinished() == run
    runs.delete(run)
    assert runs.list() == ()


def test_a_crash_between_checkpoint_and_row_loses_no_epoch(runs, monkeypatch):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))

    def crash(folder, run):
        raise KeyboardInterrupt

    monkeypatch.setattr(run_folder, "write_row", crash)
    with pytest.raises(KeyboardInterrupt):
        runs.checkpoint(run, checkpoint(2))
    monkeypatch.undo()
    (row,) = runs.list()
    assert len(row.history) == 1
    found = runs.read_checkpoint(row)
    assert found.history == history(2)  # as many epochs as its numbers have seen
    assert np.array_equal(found.arrays["weight/0"], checkpoint(2).arrays["weight/0"])


@pytest.mark.e2e
def test_a_process_killed_while_it_writes_leaves_whole_files(runs, runs_folder):
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
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {helpers!r})\n{script}", str(runs_folder)],
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

    def full(path, content, **how):
        raise DigitpadError("The disk is full.")

    monkeypatch.setattr(run_folder, "write_atomically", full)
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


def test_a_run_deleted_in_mid_run_does_not_come_back(runs, runs_folder):
    run = runs.begin(PLAN, NAMES)
    runs.delete(run)
    run = runs.checkpoint(run, checkpoint(1))
    runs.fail(runs.end(run, outcome()), "x")
    assert runs.list() == ()
    assert files(runs_folder) == []


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
def test_a_row_is_held_until_it_is_closed(runs, runs_folder, monkeypatch, close, is_full):
    """Another window would offer to go on with it."""
    run = runs.begin(PLAN, NAMES)
    write, held = run_folder.write_row, []

    def look_and_write(folder, run):
        try:
            DataLock.take(folder).release()
        except DataFolderInUseError:
            held.append(run)
        if is_full:
            raise DigitpadError("The disk is full.")
        write(folder, run)

    monkeypatch.setattr(run_folder, "write_row", look_and_write)
    with pytest.raises(DigitpadError, match="full") if is_full else contextlib.nullcontext():
        close(runs, run)
    assert len(held) == 1
    DataLock.take(runs_folder / run.name).release()


# The folder goes away

GONE = r"^“Run 1” is no longer in “.*runs”; plug the stick in again or put the folder back\.$"


@an_open_file_keeps_its_folder
@pytest.mark.parametrize("go", [shutil.rmtree, lambda folder: folder.rename(folder.with_name("moved"))],
                         ids=["deleted", "moved"])
@pytest.mark.parametrize("change", [
    lambda runs, run: runs.checkpoint(run, checkpoint(2)),
    lambda runs, run: runs.end(run, outcome()),
    lambda runs, run: runs.fail(run, "x"),
    lambda runs, run: runs.rename(run, "Ours"),
], ids=["checkpoint", "end", "fail", "rename"])
def test_nothing_is_kept_of_a_run_whose_folder_is_gone(runs, runs_folder, go, change):
    run = runs.checkpoint(runs.begin(PLAN, NAMES), checkpoint(1))
    go(runs_folder.parent)
    with pytest.raises(DigitpadError, match=GONE):
        change(runs, run)
    assert not runs_folder.exists(), "nor is it made again"


@an_open_file_keeps_its_folder
def test_a_run_goes_on_when_its_folder_is_back(runs, runs_folder):
    run = runs.begin(PLAN, NAMES)
    runs_folder.rename(runs_folder.with_name("moved"))
    with pytest.raises(DigitpadError, match=GONE):
        runs.checkpoint(run, checkpoint(1))
    runs_folder.with_name("moved").rename(runs_folder)
    assert runs.keeping((run.name,)) == frozenset()
    run = runs.end(runs.checkpoint(run, checkpoint(2)), outcome())
    assert runs.keeping((run.name, "another")) == {run.name}
    assert len(runs.list()[0].history) == 3


def test_what_is_gone_as_soon_as_it_was_written_is_not_kept(runs, runs_folder, monkeypatch):
    run = runs.begin(PLAN, NAMES)
    write = run_folder.write_atomically

    def write_and_lose(path, content, **how):
        write(path, content, **how)
        if path.name == "run.json":
            runs_folder.rename(runs_folder.with_name("moved"))

    monkeypatch.setattr(run_folder, "write_atomically", write_and_lose)
    with pytest.raises(DigitpadError, match=GONE):
        runs.end(run, outcome())


@pytest.mark.parametrize("name", ["checkpoint.npz", "run.json"])
def test_a_folder_that_goes_while_something_is_written_is_not_made_again(runs, runs_folder, monkeypatch, name):
    run = runs.begin(PLAN, NAMES)
    write = run_folder.write_atomically

    def lose_and_write(path, content, **how):
        if path.name == name:
            runs_folder.rename(runs_folder.with_name("moved"))
        write(path, content, **how)

    monkeypatch.setattr(run_folder, "write_atomically", lose_and_write)
    with pytest.raises(DigitpadError, match=GONE):
        runs.checkpoint(run, checkpoint(1))
    assert not runs_folder.exists()


def test_a_run_that_takes_the_name_of_a_deleted_one_is_kept(runs_folder):
    runs = Runs(runs_folder, SetClock(datetime(2026, 11, 21, 9, 30, 15)))
    runs.delete(runs.begin(PLAN, NAMES))
    run = runs.end(runs.begin(PLAN, NAMES), outcome())
    assert runs.keeping((run.name,)) == {run.name}
