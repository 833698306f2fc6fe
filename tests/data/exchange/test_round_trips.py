"""What is written for other programs is read back the same, and other programs can read it."""

import csv
import gzip
import os
import re
import string
import sys
from pathlib import Path, PureWindowsPath

import numpy as np
import pytest
from PySide6.QtGui import QImage

from digitpad.data.digits import Dataset, Pictures
from digitpad.data.exchange import writing
from digitpad.data.exchange.picture_folder import folder_names
from digitpad.data.exchange.reading import read_labelled
from digitpad.data.exchange.writing import FORMATS, write_labelled
from digitpad.data.fashion import CLASS_NAMES
from digitpad.errors import DigitpadError
from digitpad.system import file_names

EMNIST = tuple(string.digits + string.ascii_uppercase + string.ascii_lowercase)
ODD = ("CON", "a/b", "日本 語", "ä", "50 %", "z")
SORTED = ("cat", "dog", "eel")


def sample(names, train, test):
    random = np.random.default_rng(0)

    def part(count):
        images = np.zeros((count, 28, 28), np.uint8)
        images[:, 2:26, 2:26] = random.integers(0, 256, (count, 24, 24), np.uint8)
        return Pictures(images, (np.arange(count) % len(names)).astype(np.uint8))

    return Dataset("ours", "Ours", names, part(train), part(test))


def pairs(part, names):
    """The pictures with the names of their classes, in any order."""
    return sorted((names[label], image.tobytes()) for image, label in zip(part.images, part.labels, strict=True))


def full_disk(_):
    raise OSError(28, "No space left on device")


def there_and_back(dataset, kind, folder):
    files = write_labelled(dataset, kind, folder / {"npz": "ours.npz", "csv": "ours.csv"}.get(kind, "ours"))
    return read_labelled(files[0])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("names", [EMNIST[:10], CLASS_NAMES, EMNIST, ODD, SORTED],
                         ids=["digits", "clothes", "emnist", "odd", "sorted"])
def test_everything_comes_back(tmp_path, kind, names):
    dataset = sample(names, 2 * len(names), len(names))
    offer = there_and_back(dataset, kind, tmp_path)
    assert offer.is_whole
    assert set(offer.class_names) == set(names)
    # Of all four, CSV alone has no place for the order of classes that have names.
    if kind != "csv" or names in (EMNIST[:10], CLASS_NAMES, SORTED):
        assert offer.class_names == names
    for before, after in ((dataset.train, offer.train), (dataset.test, offer.test)):
        assert pairs(after, offer.class_names) == pairs(before, names)
        if kind != "png":  # whose pictures stand in order of their classes
            np.testing.assert_array_equal(after.images, before.images)


def test_numpy_reads_the_npz_without_pickles(tmp_path, ours):
    write_labelled(ours, "npz", tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as arrays:
        assert set(arrays) == {"x_train", "y_train", "x_test", "y_test", "class_names"}
        np.testing.assert_array_equal(arrays["x_test"], ours.test.images)
        assert arrays["class_names"].tolist() == list("0123456789")


def test_the_csv_is_kaggles(tmp_path, ours):
    train, test = write_labelled(ours, "csv", tmp_path / "a.csv")
    assert (train.name, test.name) == ("a_train.csv", "a_test.csv")
    with train.open(newline="") as file:
        header, first, *rest = csv.reader(file)
    assert header == ["label", *(f"pixel{index}" for index in range(784))]
    assert first == ["0", *map(str, ours.train.images[0].reshape(-1).tolist())]
    assert len(rest) == 39


def test_the_idx_files_are_mnists(tmp_path, ours):
    write_labelled(ours, "idx", tmp_path / "a")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "class-names.txt",
        "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
        "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
    ]
    content = gzip.decompress((tmp_path / "a" / "train-images-idx3-ubyte.gz").read_bytes())
    assert content[:16] == bytes([0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 28, 0, 0, 0, 28])
    assert content[16:] == ours.train.images.tobytes()


def test_the_png_files_are_dark_ink_on_white_paper(tmp_path, ours):
    write_labelled(ours, "png", tmp_path / "a")
    assert sorted(path.name for path in (tmp_path / "a" / "train").iterdir()) == list("0123456789")
    image = QImage(str(tmp_path / "a" / "train" / "3" / "00001.png"))
    assert (image.width(), image.height(), image.format()) == (28, 28, QImage.Format.Format_Grayscale8)
    assert image.pixelColor(0, 0).value() == 255
    assert image.pixelColor(4, 4).value() == 0
    offer = read_labelled(tmp_path / "a")
    assert "white; the pictures are inverted" in offer.paper


def test_folders_can_be_told_apart_on_any_system():
    for names in (EMNIST, ODD, ("b", "a"), ("01 a", "02 b"), ("x.", "y"), ("NUL", "y")):
        folders = folder_names(names)
        assert len({folder.casefold() for folder in folders}) == len(names)
        assert not any(set(folder) & set('<>:"/\\|?*.') for folder in folders)
    assert folder_names(EMNIST[:10]) == EMNIST[:10]
    assert folder_names(SORTED) == SORTED
    assert folder_names(("b", "a")) == ("00 b", "01 a")


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_a_folder_in_use_is_left_alone(tmp_path, ours, kind):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("all I have")
    with pytest.raises(DigitpadError, match="“mine” is there already"):
        write_labelled(ours, kind, folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    (folder / "thesis.txt").unlink()
    write_labelled(ours, kind, folder)
    assert len(list(folder.iterdir())) > 1


@pytest.mark.parametrize("kind", FORMATS)
def test_a_place_that_cannot_be_written_is_named(tmp_path, ours, kind):
    (tmp_path / "file").write_text("")
    with pytest.raises(DigitpadError, match="could not be saved"):
        write_labelled(ours, kind, tmp_path / "file" / "ours")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_of_two_csv_files_none_is_replaced_where_one_cannot_be(tmp_path, ours):
    (tmp_path / "a_train.csv").write_text("my old pictures")
    (tmp_path / "a_test.csv").mkdir()
    with pytest.raises(DigitpadError, match=r"“a_test\.csv” could not be saved .* Nothing was changed"):
        write_labelled(ours, "csv", tmp_path / "a.csv")
    assert (tmp_path / "a_train.csv").read_text() == "my old pictures"


def test_a_disk_that_is_full_at_the_second_csv_file_is_told_truly(tmp_path, ours, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: full_disk(_) if (tmp_path / "a_train.csv").exists() else None)
    with pytest.raises(DigitpadError) as refused:
        write_labelled(ours, "csv", tmp_path / "a.csv")
    assert str(refused.value) == (
        f"“a_test.csv” could not be saved in “{tmp_path}” (No space left on device), but “a_train.csv” was; "
        "make room and export again."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a_train.csv"]


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_every_file_of_a_folder_is_on_the_disk_before_it_takes_its_name(tmp_path, ours, kind, monkeypatch):
    whole = os.fsync
    synced = []

    def watched(descriptor):
        whole(descriptor)
        synced.append((os.fstat(descriptor).st_ino, (tmp_path / "a").exists()))

    monkeypatch.setattr(os, "fsync", watched)
    write_labelled(ours, kind, tmp_path / "a")
    monkeypatch.undo()
    before = {inode for inode, was_there in synced if not was_there}
    assert {path.stat().st_ino for path in (tmp_path / "a").rglob("*") if path.is_file()} <= before


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_an_empty_folder_stays_where_nothing_can_be_written(tmp_path, ours, kind, monkeypatch):
    (tmp_path / "mine").mkdir()
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(DigitpadError, match=r"No space left on device\)\. Nothing was changed"):
        write_labelled(ours, kind, tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", ["idx", "png"])
def test_a_link_to_an_empty_folder_leads_to_what_was_written(tmp_path, ours, kind):
    (tmp_path / "stick").mkdir()
    (tmp_path / "mine").symlink_to("stick", target_is_directory=True)
    write_labelled(ours, kind, tmp_path / "mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "stick"]
    assert list((tmp_path / "stick").iterdir())


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_a_whole_drive_is_no_folder_to_replace(tmp_path, ours, kind):
    with pytest.raises(DigitpadError, match=r" is a whole drive; choose a new folder on it\.$"):
        write_labelled(ours, kind, Path(tmp_path.anchor))


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_a_name_that_the_system_refuses_is_one_sentence(tmp_path, ours, kind):
    for name in ("x" * 300, "a\0b"):
        with pytest.raises(DigitpadError, match="choose another"):
            write_labelled(ours, kind, tmp_path / name)


@pytest.mark.parametrize("kind", ["idx", "png"])
def test_a_name_that_windows_refuses_is_one_sentence(tmp_path, ours, kind, monkeypatch):
    """Before a folder is filled that cannot get its name."""
    monkeypatch.setattr(writing, "why_refused", lambda path: file_names.why_refused(PureWindowsPath(path)))
    sentence = "“CON” cannot be used (“CON” is the name of a device on Windows); choose another folder."
    with pytest.raises(DigitpadError, match=f"^{re.escape(sentence)}$"):
        write_labelled(ours, kind, tmp_path / "CON")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_refused(tmp_path, ours):
    with pytest.raises(DigitpadError, match="no format “tiff”; choose one of: npz, idx, csv, png"):
        write_labelled(ours, "tiff", tmp_path / "a")
