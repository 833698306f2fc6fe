"""Another version of the collection, and all the ways in which the computer says no: nothing is lost."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.samples import DIGITS, everything, files, ids, sample, sentence, some, stored

from digitpad.errors import DigitpadError
from digitpad.samples import schema
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import DamagedSamplesError, asides, restore_backup, set_aside

pytestmark = pytest.mark.usefixtures("one_long_day", "windows_rules")


# Another version


def test_a_newer_collection_is_looked_at_and_never_written_to(path, data_dir):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
        connection.execute("ALTER TABLE samples ADD COLUMN mood TEXT")
    before = path.read_bytes()
    with SampleCollection.open(data_dir) as samples:
        assert samples.why_read_only == "A newer Digitpad made this collection; it can only be looked at here."
        assert ids(everything(samples)) == ids(some(40))
        assert len(samples.collection(DIGITS)) == 40
        for change in (lambda: samples.add(sample(99)), lambda: samples.delete([sample(1).id]), samples.back_up,
                       lambda: samples.relabel({sample(1).id: 2}), samples.erase_all,
                       lambda: samples.erase([sample(1).id], from_backups=True)):
            with pytest.raises(DigitpadError, match="A newer Digitpad"):
                change()
    assert path.read_bytes() == before
    assert asides(data_dir) == ()


def test_a_newer_collection_that_means_something_else(path, data_dir):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
        connection.execute("ALTER TABLE samples RENAME COLUMN ink TO drawing")
    before = path.read_bytes()
    with pytest.raises(DigitpadError, match=r"^A newer Digitpad made this collection, in a way that .* install that"):
        SampleCollection.open(data_dir)
    assert path.read_bytes() == before


def test_an_older_collection_is_backed_up_and_brought_to_the_present(path, data_dir, tmp_path, monkeypatch):
    more = ("ALTER TABLE samples ADD COLUMN mood TEXT DEFAULT 'fine'", "CREATE INDEX moods ON samples (mood)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
    assert len(stored(data_dir)) == 40
    assert [backup.number for backup in Backups(data_dir).list()] == [1, 2]
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT mood FROM samples").fetchall() == [("fine",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    with SampleCollection.open(tmp_path / "new") as new:
        assert new._connection.execute("SELECT mood FROM samples").fetchall() == []
    restore_backup(data_dir, Backups(data_dir).list()[0])
    assert len(stored(data_dir)) == 30


def test_a_migration_that_fails_changes_nothing(path, data_dir, monkeypatch):
    more = ("ALTER TABLE samples ADD COLUMN mood TEXT", "CREATE INDEX moods ON nowhere (mood)")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
        with pytest.raises(DigitpadError):
            SampleCollection.open(data_dir)
    for aside in asides(data_dir):
        path.unlink(missing_ok=True)
        aside.rename(path)
    assert len(stored(data_dir)) == 40


# The computer says no


def test_locked_by_another_program(path, data_dir, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    with SampleCollection.open(data_dir) as samples, contextlib.closing(
        sqlite3.connect(path, isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DigitpadError, match=r"^The drawing was not saved: .* another program is writing to it; "):
            samples.add(sample(99))
        with SampleCollection.open(data_dir) as second:
            assert "another program is writing to it" in second.why_read_only
            assert len(second) == 40
        other.execute("ROLLBACK")
        samples.add(sample(99))
        assert len(samples) == 41


def test_a_database_that_is_full(path, data_dir):
    """SQLite answers as it does on a full disk when a file may not grow."""
    with SampleCollection.open(data_dir) as samples:
        pages = samples._connection.execute("PRAGMA page_count").fetchone()[0]
        samples._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DigitpadError, match=r"^The samples were not saved: .*, the disk is full; make room"):
            samples.add_many(some(500, 1000))
        assert len(everything(samples)) == 40
        samples._connection.execute("PRAGMA max_page_count = 100000")
        samples.add_many(some(500, 1000))
    assert len(stored(data_dir)) == 540


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 400 KB, and what makes it read-only."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a full disk is made by mounting a small one")
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let tests mount anything")

    def read_only():
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    try:
        yield disk, read_only
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up(small_disk):
    disk, _ = small_disk
    kept = 0
    with SampleCollection.open(disk) as samples:
        while (said := sentence(lambda: samples.add_many(some(50, kept)))) is None:  # noqa: B023 - called at once
            kept += 50
        assert re.match(r"The samples were not saved: “samples\.db” in “.*”, the disk ", str(said))
        assert len(everything(samples)) == kept > 0
        with pytest.raises(DigitpadError, match="No backup was made"):
            samples.delete([sample(1).id])
        assert samples._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (disk / "big").write_bytes(b"")
    with contextlib.suppress(OSError), (disk / "big").open("wb") as big:
        while True:
            big.write(bytes(4096))
            big.flush()
    with SampleCollection.open(disk) as samples:
        assert ids(everything(samples)) == ids(some(kept))
        assert samples.why_read_only == "" or "the disk" in samples.why_read_only
    (disk / "big").unlink()
    assert ids(stored(disk)) == ids(some(kept))
    assert "samples-damaged" not in "".join(files(disk))


def test_a_disk_that_is_read_only(small_disk):
    disk, make_read_only = small_disk
    with SampleCollection.open(disk) as samples:
        samples.add_many(some(20))
    make_read_only()
    with SampleCollection.open(disk) as samples:
        assert re.match(r"Your collection cannot be opened for writing: “samples\.db” in ", samples.why_read_only)
        assert ids(everything(samples)) == ids(some(20))
        with pytest.raises(DigitpadError, match="cannot be opened for writing"):
            samples.add(sample(99))
    with SampleCollection.open(disk / "elsewhere") as samples:
        assert "Read-only file system" in samples.why_read_only
        assert len(samples) == 0


@pytest.mark.parametrize("size", [0, 4096])
def test_a_folder_where_the_database_should_be(data_dir, monkeypatch, size):
    """Windows says that folders have no bytes; other systems have their own numbers. It is not put aside as damaged."""
    (data_dir / "samples.db").mkdir(parents=True)
    really = Path.stat

    def told(path, **options):
        found = really(path, **options)
        return os.stat_result((*found[:6], size, *found[7:10])) if path.name == "samples.db" else found

    monkeypatch.setattr(Path, "stat", told)
    for open_it in (SampleCollection.open, lambda data_dir: SampleCollection.open_read_only(data_dir, "")):
        with pytest.raises(DigitpadError, match=r"cannot be .*: “samples\.db” in .*Is a directory") as said:
            open_it(data_dir)
        assert not isinstance(said.value, DamagedSamplesError)
    assert [each.name for each in data_dir.iterdir()] == ["samples.db"]


def test_what_a_crash_left_half_made_goes(path, data_dir):
    for left in (".samples-1.part", ".samples-1.part-journal", "backups/.samples-2.part"):
        (data_dir / left).write_bytes(b"half")
    assert len(stored(data_dir)) == 40
    assert files(data_dir) == ["backups/" + Backups(data_dir).list()[0].path.name, "samples.db"]


def test_nothing_to_put_aside(data_dir):
    assert set_aside(data_dir) is None
    assert asides(data_dir) == ()
