"""Damaged, foreign, newer, read-only, full and locked: one sentence each, and nothing is ever lost."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from helpers.clocks import stop_clock
from helpers.samples import DIGITS, everything, files, ids, sample, some, stored
from helpers.windows_files import as_on_windows
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.samples import schema
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import DamagedSamplesError, asides, restore_backup, set_aside, start_anew

TODAY = date(2026, 11, 21)
ASIDE = f"samples-damaged-{TODAY.isoformat()}.db"


@pytest.fixture(autouse=True)
def one_long_day(monkeypatch):
    stop_clock(monkeypatch, TODAY)


@pytest.fixture(autouse=True)
def windows_rules():
    """What is still open when it is put aside cannot be, on Windows; nor can it in these tests."""
    with as_on_windows() if sys.platform == "linux" else contextlib.nullcontext():
        yield


@pytest.fixture
def path(data_dir):
    """A collection of 40 samples, of which 30 are in a backup."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(30))
        samples.back_up()
        samples.add_many(some(10, 30))
    return data_dir / "samples.db"


def other_program(path):
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE samples (id)")
        connection.execute("PRAGMA user_version = 1")


def without_a_table(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE facts")


def orphans(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM class_sets")


def no_names(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE class_sets SET names = '[1, 2]'")


def no_such_class(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE samples SET label = 10 WHERE number = 7")


def a_name_for_a_seat(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE samples SET seat = 'Zoë' WHERE number = 7")


def no_version(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = -5")


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "short": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "one page": lambda path: os.truncate(path, 4096),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 50),
    "zeros in the middle": lambda path: path.write_bytes(
        (content := path.read_bytes())[:5000] + bytes(6000) + content[11_000:]
    ),
    "another program's": other_program,
    "without a table": without_a_table,
    "orphans": orphans,
    "no names": no_names,
    "no such class": no_such_class,
    "a name for a seat": a_name_for_a_seat,
    "no version": no_version,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_is_damaged_is_put_aside_and_a_backup_offered(path, data_dir, damage):
    damage(path)
    before = path.read_bytes()
    with pytest.raises(DamagedSamplesError) as told:
        SampleCollection.open(data_dir)
    says = str(told.value)
    assert re.fullmatch(
        rf"Your collection is damaged \(.+\) and was put aside as “{ASIDE}”\. The backup of \d{{4}}-\d\d-\d\d with 30 "
        r"samples can be brought back\.", says
    ), says
    assert says.isprintable()
    assert (data_dir / ASIDE).read_bytes() == before
    assert not path.exists()
    # Whoever goes away now is asked again.
    with pytest.raises(
        DamagedSamplesError, match=r"^Your collection “samples\.db” is not in .* with 30 samples can be"
    ):
        SampleCollection.open(data_dir)
    restore_backup(data_dir, told.value.backup)
    assert stored(data_dir) == some(30)
    assert (data_dir / ASIDE).read_bytes() == before
    assert len(Backups(data_dir).list()) == 1


def test_without_a_backup_an_empty_collection_begins(path, data_dir):
    Backups(data_dir).list()[0].path.unlink()
    path.write_bytes(b"noise")
    with pytest.raises(DamagedSamplesError, match=r"\. There is no backup of it, so an empty one begins\.$") as told:
        SampleCollection.open(data_dir)
    assert told.value.backup is None
    assert stored(data_dir) == []


def test_whoever_wants_no_backup_starts_anew(path, data_dir):
    path.unlink()
    with pytest.raises(DamagedSamplesError):
        SampleCollection.open(data_dir)
    start_anew(data_dir)
    assert stored(data_dir) == []
    assert len(Backups(data_dir).list()) == 1


def test_several_damages_a_day(path, data_dir):
    for number in ("", "-2", "-3"):
        path.write_bytes(number.encode())
        with pytest.raises(DamagedSamplesError, match=f"{ASIDE[:-3]}{number}\\.db"):
            SampleCollection.open(data_dir)
    assert [aside.name for aside in asides(data_dir)] == [f"{ASIDE[:-3]}{end}.db" for end in ("-2", "-3", "")]
    assert (data_dir / f"{ASIDE[:-3]}-3.db").read_bytes() == b"-3"


def test_a_journal_never_lies_beside_a_file_that_it_does_not_belong_to(path, data_dir):
    """The journal of a collection that is gone would otherwise be written into the next one."""
    with SampleCollection.open(data_dir) as samples:
        samples.add(sample(77))
        journal = path.with_name("samples.db-wal").read_bytes()
    assert len(journal) > 1000
    path.unlink()
    path.with_name("samples.db-wal").write_bytes(journal)
    with pytest.raises(DamagedSamplesError) as told:
        SampleCollection.open(data_dir)
    assert (data_dir / f"{ASIDE}-wal").read_bytes() == journal
    restore_backup(data_dir, told.value.backup)
    assert stored(data_dir) == some(30)


@pytest.mark.parametrize("damage", ["empty", "half", "noise"])
def test_what_is_damaged_is_put_aside_with_its_journal(path, data_dir, damage):
    with SampleCollection.open(data_dir) as samples:
        samples.add(sample(77))
        journal = path.with_name("samples.db-wal").read_bytes()
    DAMAGES[damage](path)
    path.with_name("samples.db-wal").write_bytes(journal)
    with pytest.raises(DamagedSamplesError) as told:
        SampleCollection.open(data_dir)
    # What was in the journal is there, or SQLite has written it where it belongs.
    left = b"".join(aside.read_bytes() for aside in asides(data_dir))
    assert sample(77).id.encode() in left
    restore_backup(data_dir, told.value.backup)
    assert stored(data_dir) == some(30)


def test_bringing_a_backup_back_puts_the_present_collection_aside(path, data_dir):
    restore_backup(data_dir, Backups(data_dir).list()[0])
    assert stored(data_dir) == some(30)
    path.unlink()
    (data_dir / ASIDE).rename(path)
    assert stored(data_dir) == [*some(30), *some(10, 30)]


def test_a_damaged_backup_changes_nothing(path, data_dir):
    backup = Backups(data_dir).list()[0]
    os.truncate(backup.path, 5000)
    with pytest.raises(DigitpadError, match=r"^The backup was not brought back: “.*” is damaged; choose "):
        restore_backup(data_dir, backup)
    backup.path.unlink()
    with pytest.raises(DigitpadError, match=r"^The backup cannot be read: .*(No such file|not found|cannot find)"):
        restore_backup(data_dir, backup)
    assert len(stored(data_dir)) == 40
    assert asides(data_dir) == ()


def test_whoever_only_looks_moves_nothing(path, data_dir):
    path.write_bytes(b"noise")
    with pytest.raises(DamagedSamplesError, match=r"is damaged \(file is not a database\); open Digitpad's window"):
        SampleCollection.open_read_only(data_dir, "only looking")
    assert path.read_bytes() == b"noise"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a collection of 60 samples that somebody has worked with."""
    data_dir = tmp_path_factory.mktemp("whole")
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(80))
        samples.delete(ids(some(20)))
    content = (data_dir / "samples.db").read_bytes()
    return lambda: content  # hypothesis would print the bytes themselves


def sentence(use):
    """What is said when something cannot be done, or None when it can."""
    try:
        use()
    except DigitpadError as error:
        return error
    return None


flips = st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=8)


def test_a_broken_letter_in_the_description_of_the_tables_is_damage_or_nothing(whole, tmp_path):
    """SQLite repeats it in its complaints, which Python then cannot read."""
    content = whole()
    first, last = content.index(b"CREATE TABLE"), content.rindex(b"CREATE", 0, 4096) + 60
    for place in range(first, last, 3):
        for aside in tmp_path.glob("samples-damaged-*"):  # the next one looks for a name that is free
            aside.unlink()
        (tmp_path / "samples.db").write_bytes(
            content[:place] + bytes([content[place] ^ 128]) + content[place + 1 :]
        )
        said = sentence(lambda: SampleCollection.open(tmp_path).close())
        assert said is None or isinstance(said, DamagedSamplesError)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(flips, st.just(0) | st.integers(0, 20_000), st.integers(0, 3))
def test_any_damage_gives_samples_or_a_sentence(whole, tmp_path_factory, flips, cut, zone):
    """And every byte that was there is still there somewhere."""
    data_dir = tmp_path_factory.mktemp("any")
    content = bytearray(whole())
    for place, bits in flips:
        content[place % (len(content), 100, 1024, 20_000)[zone]] ^= bits
    content = bytes(content[: len(content) - cut])
    (data_dir / "samples.db").write_bytes(content)
    said = sentence(lambda: SampleCollection.open(data_dir).close())
    if said is not None:
        assert str(said).isprintable()
        assert isinstance(said, DamagedSamplesError)
        assert (data_dir / ASIDE).read_bytes() == content
        return
    with SampleCollection.open(data_dir) as samples:
        for use in (lambda: everything(samples), lambda: samples.collection(DIGITS), lambda: samples.counts(DIGITS),
                    samples.days, samples.seats, lambda: samples.add(sample(500)),
                    lambda: samples.relabel({sample(25).id: 3}), lambda: samples.delete([sample(26).id])):
            said = sentence(use)
            assert said is None or (str(said).isprintable() and str(said).endswith("."))


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
