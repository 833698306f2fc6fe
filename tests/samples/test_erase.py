"""Deleting is real: no byte of an erased drawing is left in the data folder."""

import pytest
from helpers.samples import DIGITS, everything, files, ids, sample, some, stored

from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.samples import repair
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import packed

SECRET = sample(123_456).id


def secret():
    strokes = [[(number * 7 % 31, number * number % 83) for number in range(60)]]
    return type(sample(0))(SECRET, Ink.of(strokes).to_json(), 3, DIGITS, 777, "2026-11-21")


@pytest.fixture
def traces(data_dir):
    """The files in which something of the secret can be found."""

    def traces():
        drawing = packed(secret().ink_json)
        # A page may cut what is long; any good piece of it counts.
        pieces = [SECRET.encode(), *(drawing[start : start + 24] for start in range(0, len(drawing) - 24, 24))]
        contents = {name: (data_dir / name).read_bytes() for name in files(data_dir)}
        return [name for name, content in contents.items() if any(piece in content for piece in pieces)]

    return traces


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many([*some(30), secret(), *some(30, 100)])
        yield samples


def test_the_secret_can_be_found_at_all(samples, traces):
    assert traces() == ["samples.db-wal"]
    samples.back_up()
    samples.close()
    assert len(traces()) == 2
    assert "samples.db" in traces()


def test_what_is_erased_is_gone_from_the_database_and_its_journal(samples, traces):
    samples.erase([SECRET], from_backups=False)
    assert traces() == []
    assert everything(samples) == [*some(30), *some(30, 100)]
    samples.close()
    assert traces() == []


def test_what_is_only_deleted_is_left_in_the_backup_alone(samples, traces):
    samples.delete([SECRET])
    samples.close()
    assert [name.partition("/")[0] for name in traces()] == ["backups"]


def test_the_room_is_given_back(samples, data_dir):
    many = some(500, 1000)
    samples.add_many(many)
    backup = samples.back_up()
    before = backup.path.stat().st_size
    samples.erase(ids(many), from_backups=True)
    assert backup.path.stat().st_size < before / 2
    assert (data_dir / "samples.db").stat().st_size < before / 2


def test_what_was_deleted_before_is_gone_as_well(samples, traces):
    samples.delete([SECRET])
    assert samples.holding([SECRET]) != ()
    samples.erase([SECRET], from_backups=True)
    assert traces() == []
    assert samples.holding([SECRET]) == ()


def test_without_consent_backups_stay_as_they_are(samples, traces, data_dir):
    backup = samples.back_up()
    before = backup.path.read_bytes()
    samples.erase([SECRET], from_backups=False)
    assert backup.path.read_bytes() == before
    assert samples.holding([SECRET]) == (backup.path,)


def test_with_consent_it_is_gone_from_every_backup_and_nothing_else_is(samples, traces, data_dir):
    first = samples.back_up()
    samples.add(sample(50))
    second = samples.back_up()
    samples.relabel({SECRET: 1})
    unread = samples.back_up()
    unread.path.write_bytes(b"noise" * 2000 + SECRET.encode())
    samples.erase([SECRET], from_backups=True)
    assert traces() == []
    assert not unread.path.exists()
    assert Backups(data_dir).newest_good() == (second, 61)
    samples.close()
    repair.restore_backup(data_dir, first)
    assert stored(data_dir) == [*some(30), *some(30, 100)]


def test_backups_without_it_are_not_touched(samples, data_dir):
    samples.erase([SECRET], from_backups=True)
    backup = samples.back_up()
    samples.add(secret())
    before = backup.path.stat()
    samples.erase([SECRET], from_backups=True)
    assert backup.path.stat() == before


def test_files_that_were_put_aside_go_too_if_they_have_it(samples, traces, data_dir):
    samples.close()
    repair.set_aside(data_dir)
    assert traces() == [f"{repair.asides(data_dir)[0].name}"]
    with SampleCollection.open(data_dir) as others:
        others.add_many(some(3))
        others.erase([sample(9999).id], from_backups=True)
        assert len(repair.asides(data_dir)) == 1
        others.erase([SECRET], from_backups=True)
        assert (traces(), repair.asides(data_dir)) == ([], ())
        assert everything(others) == some(3)


def test_everything(samples, traces, data_dir):
    samples.delete(ids(some(3)))
    (data_dir / "samples-damaged-2026-01-01.db").write_bytes(SECRET.encode())
    samples.erase_all()
    assert (len(samples), samples.class_sets()) == (0, ())
    assert (traces(), Backups(data_dir).list(), repair.asides(data_dir)) == ([], (), ())
    samples.add_many(some(3))
    assert everything(samples) == some(3)


def test_as_long_as_somebody_reads_it_is_said(samples, data_dir, monkeypatch):
    monkeypatch.setattr("digitpad.samples.schema.BUSY_SECONDS", 0.05)
    samples.close()
    with SampleCollection.open(data_dir) as writer, SampleCollection.open_read_only(data_dir, "only looking") as reader:
        cursor = reader._connection.execute("SELECT id FROM samples")
        cursor.fetchone()
        with pytest.raises(DigitpadError, match="another program"):
            writer.erase([SECRET], from_backups=False)
        cursor.close()
        writer.erase([SECRET], from_backups=False)
