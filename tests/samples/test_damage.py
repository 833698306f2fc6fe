"""Damaged, foreign, newer, read-only, full and locked: one sentence each, and nothing is ever lost."""

import contextlib
import os
import re
import sqlite3

import pytest
from helpers.samples import DIGITS, TODAY, everything, ids, sample, sentence, some, stored
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import DamagedSamplesError, asides, restore_backup, start_anew

ASIDE = f"samples-damaged-{TODAY.isoformat()}.db"


pytestmark = pytest.mark.usefixtures("one_long_day", "windows_rules")


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
