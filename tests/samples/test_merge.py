"""Thirty files on a stick: looked at first, then all or nothing."""

import shutil

import pytest
from helpers.samples import DIGITS, LETTERS, everything, files, ids, sample, some

from digitpad.errors import DigitpadError
from digitpad.samples import digits_file
from digitpad.samples import merge as merge_module
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.samples.digits_file import write
from digitpad.samples.merge import merge, preview


@pytest.fixture
def samples(data_dir):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(5))
        yield samples


@pytest.fixture
def stick(tmp_path):
    """Two pupils' files, one with letters, a damaged one, and what else lies on a stick."""
    folder = tmp_path / "stick"
    (folder / "more").mkdir(parents=True)
    write(folder / "a.digits", DIGITS, some(5, 3))  # two of them are here already
    write(folder / "b.DIGITS", DIGITS, [sample(7), sample(100, 9), sample(101, 9)])  # one is in the first file
    write(folder / "c.digits", LETTERS, [sample(200, 2, LETTERS)])
    write(folder / "more" / "deep.digits", DIGITS, [sample(300)])
    (folder / "broken.digits").write_bytes(b"noise")
    (folder / "notes.txt").write_bytes(b"")
    return folder


def test_looking_changes_nothing(samples, stick, data_dir):
    found = preview(samples, [stick])
    assert [(file.path.name, len(file.new), file.known) for file in found.files] == [
        ("a.digits", 3, 2), ("b.DIGITS", 2, 1), ("c.digits", 1, 0)
    ]
    assert [str(problem) for problem in found.problems] == [
        "“broken.digits” is not a .digits file; choose one that Digitpad exported."
    ]
    assert found.known == 3
    assert found.class_sets() == (DIGITS, LETTERS)
    assert found.counts(DIGITS) == (0, 0, 0, 0, 0, 1, 1, 1, 0, 2)
    assert found.counts(LETTERS) == (0, 0, 1)
    assert ids(found.first(4)) == ids([sample(5), sample(100), sample(200), sample(6)])
    assert len(found.first(100)) == 6
    assert everything(samples) == some(5)
    assert Backups(data_dir).list() == ()


def test_taking_in(samples, stick, data_dir):
    assert merge(samples, preview(samples, [stick])) == 6
    assert everything(samples) == [*some(8), sample(100, 9), sample(101, 9), sample(200, 2, LETTERS)]
    assert Backups(data_dir).newest_good()[1] == 5
    again = preview(samples, [stick])
    assert (again.samples, again.known, again.class_sets()) == ((), 9, ())
    assert merge(samples, again) == 0


def test_nothing_is_taken_in_if_anything_goes_wrong(samples, stick, data_dir):
    found = preview(samples, [stick])
    pages = samples._connection.execute("PRAGMA page_count").fetchone()[0]
    samples._connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [sample(number) for number in range(1000, 2000)]
    write(stick / "many.digits", DIGITS, many)
    with pytest.raises(DigitpadError, match="the disk is full"):
        merge(samples, preview(samples, [stick]))
    assert everything(samples) == some(5)
    samples._connection.execute("PRAGMA max_page_count = 100000")
    assert merge(samples, found) == 6


def test_without_a_backup_nothing_is_taken_in(samples, stick, data_dir):
    (data_dir / "backups").write_bytes(b"a file stands in the way")
    with pytest.raises(DigitpadError, match=r"^No backup was made, so nothing was changed"):
        merge(samples, preview(samples, [stick]))
    assert everything(samples) == some(5)


def test_each_file_gets_a_seat_and_keeps_it(samples, tmp_path):
    """The collection has seats 1 to 3."""
    for name, numbers in (("anna", range(10, 13)), ("ben", range(20, 23))):
        write(tmp_path / f"{name}.digits", DIGITS, [sample(number) for number in numbers])
    write(tmp_path / "with.digits", DIGITS, [sample(30, seat=5), sample(31)])
    merge(samples, preview(samples, [tmp_path]), seat_for_each_file=True)
    seats = {each.id: each.seat for each in everything(samples)}
    assert [seats[sample(number).id] for number in (10, 11, 12, 20, 21, 22, 30, 31)] == [4, 4, 4, 6, 6, 6, 5, 7]
    # The next day both have drawn more.
    shutil.copy(tmp_path / "ben.digits", tmp_path / "aaa.digits")
    for name, numbers in (("anna", range(10, 15)), ("ben", range(20, 25))):
        write(tmp_path / f"{name}.digits", DIGITS, [sample(number) for number in numbers])
    merge(samples, preview(samples, [tmp_path]), seat_for_each_file=True)
    seats = {each.id: each.seat for each in everything(samples)}
    assert [seats[sample(number).id] for number in (13, 14, 23, 24)] == [4, 4, 6, 6]


def test_two_files_of_one_pupil_in_one_folder(samples, tmp_path):
    write(tmp_path / "anna1.digits", DIGITS, [sample(10)])
    write(tmp_path / "anna2.digits", DIGITS, [sample(10), sample(11)])
    merge(samples, preview(samples, [tmp_path]), seat_for_each_file=True)
    assert [each.seat for each in everything(samples)[5:]] == [4, 4]


def test_no_seat_is_left(samples, tmp_path, monkeypatch):
    monkeypatch.setattr(merge_module, "MAX_SEAT", 3)
    write(tmp_path / "a.digits", DIGITS, [sample(10)])
    found = preview(samples, [tmp_path])
    with pytest.raises(DigitpadError, match="All seats from 1 to 3 are taken"):
        merge(samples, found, seat_for_each_file=True)
    assert merge(samples, found) == 1


def test_one_file_that_is_not_right_says_so_itself(samples, stick):
    with pytest.raises(DigitpadError, match=r"^“broken\.digits” is not a \.digits file"):
        preview(samples, [stick / "broken.digits"])


def test_no_file_is_right(samples, stick):
    shutil.copy(stick / "broken.digits", stick / "more" / "x.digits")
    with pytest.raises(DigitpadError, match=r"^None of these 2 files can be added\. “broken\.digits” is not"):
        preview(samples, [stick / "broken.digits", stick / "more" / "x.digits"])


def test_a_folder_without_files(samples, tmp_path):
    with pytest.raises(DigitpadError, match=r"^There is no \.digits file in the folder “.*”; choose another one\.$"):
        preview(samples, [tmp_path])


def test_all_files_together_have_to_fit(samples, stick, monkeypatch):
    write(stick / "b.DIGITS", DIGITS, some(5, 100))
    monkeypatch.setattr(digits_file, "MAX_UNPACKED", 1000)
    assert [file.path.name for file in preview(samples, [stick]).files] == ["a.digits", "c.digits"]
    monkeypatch.setattr(merge_module, "MAX_FILES", 2)
    with pytest.raises(DigitpadError, match=r"^These are 4 files; add at most 2 at a time\.$"):
        preview(samples, [stick])


def test_nothing_is_written_beside_the_files(samples, stick):
    before = files(stick)
    merge(samples, preview(samples, [stick]))
    assert files(stick) == before
