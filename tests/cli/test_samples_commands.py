"""`digitpad data`: the collection in a terminal."""

import pytest
from helpers.samples import DIGITS, LETTERS, files, sample, some, stored

from digitpad.cli.main import main
from digitpad.samples.collection import SampleCollection
from digitpad.samples.digits_file import read, write
from digitpad.system.data_lock import DataLock


@pytest.fixture
def data(data_dir, capsys):
    """Types `digitpad data` and more; gives what it said, on standard error if it failed."""

    def data(*words, code=0):
        assert main(["--data-dir", str(data_dir), "data", *map(str, words)]) == code
        said = capsys.readouterr()
        assert (said.out == "") == (code == 2)
        assert (said.err == "") == (code == 0)
        return said.out or said.err

    return data


@pytest.fixture
def kept(data_dir):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(12))
    return some(12)


def test_nothing_yet_and_nothing_is_made(data, data_dir):
    assert data("list") == f"There are no samples in “{data_dir}” yet.\n"
    assert data("export", "--out", data_dir / "x.digits", code=2) == "digitpad: There are no samples to export.\n"
    assert not data_dir.exists()


def test_list(data, data_dir, kept):
    with SampleCollection.open(data_dir) as samples:
        samples.add(sample(99, 2, LETTERS, day="2026-11-22"))
    assert data("list").splitlines() == [
        "Set 1: 12 samples of 10 classes", "  0  2", "  1  2", *(f"  {digit}  1" for digit in range(2, 10)),
        "Set 2: 1 sample of 3 classes", "  a  0", "  b  0", "  c  1",
        "Drawn at 3 seats, from 2026-11-21 to 2026-11-22.",
    ]


def test_export(data, data_dir, kept, tmp_path):
    out = tmp_path / "class.digits"
    assert data("export", "--out", out) == f"12 samples saved as {out}.\n"
    assert list(read(out).samples) == kept
    with SampleCollection.open(data_dir) as samples:
        samples.add(sample(99, 2, LETTERS))
    assert "There are 2 class sets; say which with --set N" in data("export", "--out", out, code=2)
    assert "There is no class set 3; choose one from 1 to 2." in data("export", "--set", 3, "--out", out, code=2)
    assert data("export", "--set", 2, "--out", out) == f"1 sample saved as {out}.\n"
    assert read(out).class_names == LETTERS
    said = data("export", "--out", tmp_path / "x.npz", code=2)
    assert "does not end in .digits" in said
    assert said.endswith("to write a dataset for other programs, name it and say --format npz, idx, csv or png.\n")


def test_merge_says_first_what_it_would_do(data, data_dir, kept, tmp_path):
    write(tmp_path / "a.digits", DIGITS, some(3, 11))
    (tmp_path / "b.digits").write_bytes(b"")
    table = [*(f"  {digit}  {int(digit in (2, 3))}" for digit in range(10))]
    left_out = "Left out: “b.digits” is empty; copy it again."
    summary = "1 file is read. 2 samples are new. 1 is here already."
    assert data("merge", tmp_path).splitlines() == [
        left_out, *table, summary, "Nothing was changed; say --yes to take them in."
    ]
    assert stored(data_dir) == kept
    assert data("merge", tmp_path, "--yes").splitlines() == [left_out, *table, summary, "2 samples added."]
    assert stored(data_dir) == some(14)
    assert data("merge", tmp_path, "--yes").splitlines()[-1] == "There is nothing to add."


def test_merge_with_seats(data, data_dir, tmp_path):
    for name, number in (("a", 1), ("b", 2)):
        write(tmp_path / f"{name}.digits", DIGITS, [sample(number)])
    data("merge", tmp_path / "a.digits", "--yes")
    assert data("list").splitlines()[-1] == "Drawn on 2026-11-21."
    with SampleCollection.open(data_dir) as samples:
        samples.erase_all()
    data("merge", tmp_path / "a.digits", tmp_path / "b.digits", "--seats", "--yes")
    assert data("list").splitlines()[-1] == "Drawn at 2 seats, on 2026-11-21."
    assert [each.seat for each in stored(data_dir)] == [1, 2]


def test_merge_while_a_window_is_open(data, data_dir, kept, tmp_path):
    write(tmp_path / "a.digits", DIGITS, [sample(100)])
    with DataLock.take(data_dir), SampleCollection.open(data_dir):
        assert "is using the data folder" in data("merge", tmp_path, "--yes", code=2)
        assert "12 samples" in data("list")
        assert "12 samples saved" in data("export", "--out", tmp_path / "b.digits")
    assert stored(data_dir) == kept


def test_damage_is_told(data, data_dir, kept):
    (data_dir / "samples.db").write_bytes(b"noise")
    assert "is damaged (file is not a database); open Digitpad's window" in data("list", code=2)
    assert files(data_dir) == ["digitpad.log", "samples.db"]
