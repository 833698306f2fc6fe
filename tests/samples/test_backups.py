"""Backups: when they are made, which stay, and that they are whole."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from helpers.samples import everything, files, ids, sample, some, stored
from hypothesis import given
from hypothesis import strategies as st

from digitpad.errors import DigitpadError
from digitpad.samples import backups as backups_module
from digitpad.samples import schema
from digitpad.samples.backups import Backup, Backups, kept
from digitpad.samples.collection import SampleCollection
from digitpad.samples.repair import restore_backup

TODAY = date(2026, 11, 21)


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        yield samples


@pytest.fixture
def backups(data_dir):
    return Backups(data_dir)


def names(backups):
    return [backup.path.name for backup in backups.list()]


def test_nothing_is_backed_up_while_there_is_nothing(samples, backups):
    assert samples.back_up() is None
    assert samples.back_up_daily() is None
    assert backups.list() == ()
    assert backups.newest_good() is None


def test_a_backup_is_a_collection_as_it_was(samples, backups, data_dir):
    samples.add_many(some(5))
    backup = samples.back_up(TODAY)
    samples.add(sample(50))
    assert backup is not None
    assert backups.newest_good() == (backup, 5)
    assert files(data_dir / "backups") == ["samples-2026-11-21-0001.db"]
    samples.close()
    restore_backup(data_dir, backup)
    assert stored(data_dir) == some(5)
    assert files(data_dir / "backups") == ["samples-2026-11-21-0001.db"]


def test_a_backup_that_would_bring_nothing_new_is_not_made(samples, backups):
    samples.add_many(some(5))
    assert samples.back_up(TODAY) is not None
    assert samples.back_up(TODAY) is None
    samples.delete([sample(0).id])
    assert samples.back_up(TODAY) is None  # the one that is there has more
    samples.relabel({sample(1).id: 7})
    assert samples.back_up(TODAY) is not None
    assert names(backups) == ["samples-2026-11-21-0001.db", "samples-2026-11-21-0002.db"]


def test_before_a_deletion_there_is_a_backup(samples, backups, data_dir):
    samples.add_many(some(5))
    samples.delete([sample(1).id])
    samples.add(sample(9))
    samples.delete([sample(2).id, sample(9).id])
    samples.delete([sample(3).id])
    samples.close()
    assert len(backups.list()) == 2
    newest, count = backups.newest_good()
    assert count == 5
    restore_backup(data_dir, newest)
    assert ids(stored(data_dir)) == ids([sample(0), sample(2), sample(3), sample(4), sample(9)])


def test_once_a_day(samples, backups):
    samples.add(sample(1))
    assert samples.back_up_daily(TODAY) is not None
    samples.add(sample(2))
    assert samples.back_up_daily(TODAY) is None
    assert samples.back_up_daily(TODAY + timedelta(1)) is not None
    assert samples.back_up_daily(TODAY + timedelta(2)) is None  # nothing has changed since
    assert names(backups) == ["samples-2026-11-21-0001.db", "samples-2026-11-22-0002.db"]


def test_numbers_are_compared_as_numbers(samples, backups):
    for number in range(1, 12):
        samples.add(sample(number))
        samples.back_up(TODAY)
    assert backups.newest_good()[1] == 11
    assert names(backups)[-2:] == ["samples-2026-11-21-0010.db", "samples-2026-11-21-0011.db"]


def test_a_backup_that_is_damaged_is_passed_over(samples, backups, data_dir):
    for number in range(3):
        samples.add(sample(number))
        samples.back_up(TODAY)
    folder = data_dir / "backups"
    (folder / "samples-2026-11-21-0003.db").write_bytes(b"noise" * 1000)
    (folder / "samples-2026-11-21-0002.db").write_bytes(b"")
    (folder / "samples-2026-99-21-7.db").write_bytes(b"")
    (folder / "notes.txt").write_bytes(b"")
    backup, count = backups.newest_good()
    assert (backup.path.name, count) == ("samples-2026-11-21-0001.db", 1)
    samples.delete([sample(1).id])
    assert names(backups)[-1].endswith("-0004.db")
    assert backups.newest_good()[1] == 3


def test_after_a_clock_was_set_back_backups_go_on(samples, backups):
    """One of a day to come stays, and neither keeps others from being made nor passes for the newest."""
    ahead = TODAY + timedelta(2000)
    samples.add(sample(1))
    samples.back_up(TODAY)
    samples.add(sample(2))
    samples.back_up(ahead)
    for later in range(70):
        samples.add(sample(3 + later))
        backup = samples.back_up_daily(TODAY + timedelta(later))
        assert backup is not None
        assert backups.newest_good() == (backup, 3 + later)
        assert samples.back_up_daily(TODAY + timedelta(later)) is None
    days = [backup.day for backup in backups.list()]
    assert days[0] == ahead
    assert days[1:] == sorted(days[1:])
    assert len(days) == 1 + 7 + 8
    samples.add(sample(99))
    assert samples.back_up(ahead + timedelta(1)) is not None
    assert backups.list()[0].day == ahead
    assert len(backups.list()) == 3  # that one, the newest before, and this one: the others are years old now


def test_a_clock_that_lost_the_date_takes_no_backup_away(samples, backups):
    """With its battery empty, a computer says the same day of long ago at every start."""
    for later in range(7):
        samples.add(sample(later))
        samples.back_up(TODAY + timedelta(later))
    before = names(backups)
    for number in range(10, 40):
        samples.add(sample(number))
        samples.back_up(date(1970, 1, 1))
    assert set(before) <= set(names(backups))
    assert backups.newest_good()[1] == 37
    assert len(backups.list()) == 24 + 7 + 1  # what goes is chosen before the newest is there
    samples.add(sample(99))
    samples.back_up(TODAY + timedelta(8))
    assert names(backups)[-1] == "samples-2026-11-29-0038.db"
    # Of the long day only what was the newest until now.
    assert [backup.day.year for backup in backups.list()] == [2026] * 6 + [1970, 2026]


def test_backups_of_an_earlier_digitpad_are_older_than_those_of_this_one(samples, backups, data_dir):
    """Its numbers began anew every day."""
    folder = data_dir / "backups"
    for number, name in enumerate(("20-1", "20-2", "20-10", "21-1")):
        samples.add(sample(number))
        samples.back_up(TODAY).path.rename(folder / f"samples-2026-11-{name}.db")
    assert backups.newest_good()[1] == 4
    samples.add(sample(5))
    samples.back_up(TODAY)
    assert names(backups) == [
        f"samples-2026-11-{name}.db" for name in ("20-1", "20-2", "20-10", "21-1", "21-0001")
    ]
    assert backups.newest_good()[1] == 5


def test_no_backup_no_deletion(samples, backups, data_dir):
    samples.add_many(some(3))
    (data_dir / "backups").write_bytes(b"a file stands in the way")
    with pytest.raises(DigitpadError, match=r"^No backup was made, so nothing was changed: .*backups"):
        samples.delete([sample(1).id])
    assert everything(samples) == some(3)


def test_a_copy_that_is_not_sound_does_not_become_a_backup(samples, backups, data_dir, monkeypatch):
    samples.add_many(some(3))

    def half(source, target):
        copy(source, target)
        content = target.read_bytes()
        target.write_bytes(content[: len(content) // 2])

    copy = schema.copy
    monkeypatch.setattr(backups_module.schema, "copy", half)
    with pytest.raises(DigitpadError, match="the copy was not sound"):
        samples.back_up(TODAY)
    assert files(data_dir / "backups") == []


def test_old_backups_go(samples, backups):
    for age in range(100, -1, -1):
        samples.relabel({})
        samples.back_up(TODAY - timedelta(age))
    ages = [(TODAY - backup.day).days for backup in backups.list()]
    assert [age for age in ages if age < 7] == [6, 5, 4, 3, 2, 1, 0]
    weeks = [age for age in ages if age >= 7]
    assert all((TODAY - timedelta(age)).isoweekday() == 7 for age in weeks)
    assert (max(ages), len(weeks)) == (62, 8)


# Which stay, whatever there is


days = st.dates(date(2026, 9, 1), date(2026, 12, 31))
some_backups = st.lists(st.tuples(days, st.integers(1, 40)), unique=True, max_size=60).map(
    lambda pairs: {Backup(number, day, Path()) for day, number in pairs}
)


@given(some_backups, days)
def test_thinning_keeps_what_it_promises(backups, today):
    stay = kept(backups, today)
    assert stay <= backups
    if backups:
        assert max(backups) in stay
    for day in {backup.day for backup in backups if (today - backup.day).days < 7}:
        assert max(backup for backup in backups if backup.day == day) in stay
    fresh = sorted(backup for backup in backups if (today - backup.day).days <= 1)
    assert set(fresh[-24:]) <= stay
    for week in {backup.day.isocalendar()[:2] for backup in backups if (today - backup.day).days < 63}:
        assert max(backup for backup in backups if backup.day.isocalendar()[:2] == week) in stay
    assert kept(stay, today) == stay


@given(some_backups, days)
def test_thinning_lets_the_old_ones_go(backups, today):
    stay = kept(backups, today)
    for day in {backup.day for backup in stay if (today - backup.day).days > 1}:
        assert len([backup for backup in stay if backup.day == day]) == 1
    old = [backup for backup in stay - {max(stay, default=None)} if (today - backup.day).days >= 7]
    assert len({backup.day.isocalendar()[:2] for backup in old}) == len(old)
    assert all((today - backup.day).days < 63 for backup in old)
