"""Clothes: four IDX files in one folder, wherever that is."""

import gzip
import hashlib
import struct

import numpy as np
import pytest
from helpers.servers import serving

from digitpad.data import fashion
from digitpad.data.catalogue import Catalogue
from digitpad.data.download_source import DownloadSource
from digitpad.errors import CancelledError, DigitpadError

IMAGES, LABELS, TEST_IMAGES, TEST_LABELS = fashion.FILES


@pytest.fixture
def keras_home(tmp_path, monkeypatch):
    """Neither a cache of Keras nor a package of Debian, whatever the machine has."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")
    return tmp_path / "keras"


@pytest.fixture
def data_dir(tmp_path, keras_home):
    return tmp_path / "Zoë Müller" / "学生"


@pytest.fixture
def catalogue(data_dir):
    return Catalogue(data_dir)


def put(folder, files, packed=True):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if packed:
            (folder / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))
        else:
            (folder / name).write_bytes(content)
    return folder


def everything(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


# Reading


@pytest.mark.parametrize("packed", [True, False])
def test_the_four_files_are_read_gzipped_or_not(tmp_path, idx_files, digits, packed):
    train, test = fashion.read(put(tmp_path / "clothes", idx_files, packed))
    np.testing.assert_array_equal(train.images, digits["x_train"])
    np.testing.assert_array_equal(train.labels, digits["y_train"])
    np.testing.assert_array_equal(test.images, digits["x_test"])
    np.testing.assert_array_equal(test.labels, digits["y_test"])


@pytest.mark.parametrize("name", fashion.FILES)
def test_a_missing_file_is_named(idx_folder, name):
    (idx_folder / f"{name}.gz").unlink()
    assert not fashion.is_complete(idx_folder)
    with pytest.raises(DigitpadError, match=f"“clothes” has no {name}; choose the folder with train-images"):
        fashion.read(idx_folder)


def test_a_folder_of_other_things_is_told_so(tmp_path):
    with pytest.raises(DigitpadError, match="has none of Fashion-MNIST's files; choose the folder with"):
        fashion.read(tmp_path)


def swap(folder, one, other):
    first, second = folder / f"{one}.gz", folder / f"{other}.gz"
    first_content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(first_content)


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([(IMAGES, LABELS)], "holds labels, not pictures"),
        ([(TEST_IMAGES, TEST_LABELS)], "holds labels, not pictures"),
        ([(LABELS, TEST_LABELS)], "has 20 pictures for 10 labels"),
        ([(IMAGES, TEST_IMAGES), (LABELS, TEST_LABELS)], "10 pictures to learn from and 20 for the test; it seems"),
    ],
)
def test_swapped_files_are_noticed(idx_folder, pairs, sentence):
    for pair in pairs:
        swap(idx_folder, *pair)
    with pytest.raises(DigitpadError, match=sentence):
        fashion.read(idx_folder)


def test_digits_under_the_same_names_are_no_clothes(tmp_path, idx_files):
    """MNIST's own four files have these names; its classes are not equally many."""
    idx_files[LABELS] = idx_files[LABELS][:-1] + b"\0"
    with pytest.raises(DigitpadError, match="something else; MNIST's files have the same names"):
        fashion.read(put(tmp_path / "digits", idx_files))


@pytest.mark.parametrize("content", [b"", b"\0\0\x08\x03", gzip.compress(b"\0\0\x08\x03" + bytes(12))[:-9]])
def test_a_damaged_file_is_named(idx_folder, content):
    (idx_folder / f"{IMAGES}.gz").write_bytes(content)
    with pytest.raises(DigitpadError, match=f"“{IMAGES}.gz”"):
        fashion.read(idx_folder)


def test_the_real_ones_are_all_there(shared):
    train, test = fashion.read(shared / "fashion-mnist")
    assert (len(train), len(test)) == (60_000, 10_000)
    assert np.bincount(train.labels).tolist() == [6_000] * 10


def test_the_published_files_are_these_with_names_in_their_headers(shared):
    """That is how the hashes of a download were found: the shared files, as Debian's, were packed again."""
    for name, source, when in zip(
        fashion.FILES, fashion.SOURCES, (1504176606, 1504176606, 1504176627, 1504176627), strict=True
    ):
        packed = (shared / "fashion-mnist" / f"{name}.gz").read_bytes()
        published = b"\x1f\x8b\x08\x08" + struct.pack("<I", when) + b"\0\x03" + name.encode() + b"\0" + packed[10:]
        assert len(published) == source.size
        assert hashlib.sha256(published).hexdigest() == source.sha256


# Finding


def test_it_is_looked_for_in_the_users_folder_then_keras_cache_then_debians(
    catalogue, data_dir, keras_home, idx_files, tmp_path
):
    assert catalogue.find("fashion-mnist") is None
    for place in (tmp_path / "debian", keras_home / "datasets/fashion-mnist", data_dir / "datasets/fashion-mnist"):
        put(place, dict(list(idx_files.items())[:3]))
        assert catalogue.find("fashion-mnist") != place
        put(place, idx_files)
        assert catalogue.find("fashion-mnist") == place
        assert len(catalogue.load("fashion-mnist").train) == 20


def test_debians_place_is_that_of_its_package():
    assert fashion.DEBIAN.as_posix() == "/usr/share/datasets/fashion-mnist"


def test_absent_clothes_are_said_to_be_absent(catalogue, data_dir):
    with pytest.raises(DigitpadError, match=r"not on this computer yet; download it .*, or put its four") as caught:
        catalogue.load("fashion-mnist")
    assert str(data_dir / "datasets" / "fashion-mnist") in str(caught.value)
    assert not data_dir.exists()


def test_the_closest_dataset_is_the_networks_own_then_one_with_its_classes_then_one_with_as_many(
    catalogue, data_dir, idx_files
):
    digits, clothes = catalogue.entry("mnist").class_names, fashion.CLASS_NAMES
    assert catalogue.closest("mnist-5k", digits) == "mnist-5k"
    assert catalogue.closest("mnist", digits) == "mnist-test-1k"
    assert catalogue.closest("fashion-mnist", clothes) == "fashion-mnist-test-1k"
    assert catalogue.closest("", clothes) == "fashion-5k"
    assert catalogue.closest("", tuple("abcdefghij")) == "mnist-5k"
    assert catalogue.closest("mnist-5k", tuple("ab")) is None
    put(data_dir / "datasets" / "fashion-mnist", idx_files)
    assert catalogue.closest("fashion-mnist", clothes) == "fashion-mnist"
    assert catalogue.closest("fashion-5k", clothes) == "fashion-5k"


# Adding


@pytest.mark.parametrize("picked", ["", f"{IMAGES}.gz", f"{TEST_LABELS}.gz"])
def test_a_picked_folder_or_a_file_in_it_is_copied(catalogue, data_dir, idx_folder, picked):
    (idx_folder / "holiday.jpg").write_bytes(b"not for Digitpad")
    catalogue.add_file("fashion-mnist", idx_folder / picked)
    assert everything(data_dir / "datasets") == sorted(
        ["fashion-mnist", *(f"fashion-mnist/{name}.gz" for name in fashion.FILES)]
    )
    for path in idx_folder.iterdir():
        path.unlink()
    assert len(catalogue.load("fashion-mnist").train) == 20


def test_plain_files_replace_packed_ones_as_a_whole(catalogue, data_dir, idx_folder, idx_files, tmp_path):
    catalogue.add_file("fashion-mnist", idx_folder)
    catalogue.add_file("fashion-mnist", put(tmp_path / "plain", idx_files, packed=False))
    assert everything(data_dir / "datasets" / "fashion-mnist") == sorted(fashion.FILES)
    catalogue.add_file("fashion-mnist", data_dir / "datasets" / "fashion-mnist")  # its own copy
    assert len(catalogue.load("fashion-mnist").train) == 20


def test_another_file_is_refused(catalogue, data_dir, digits_file):
    with pytest.raises(DigitpadError, match=r"“digits\.npz” is none of the four files of Fashion-MNIST"):
        catalogue.add_file("fashion-mnist", digits_file)
    assert not data_dir.exists()


def test_a_bad_folder_changes_nothing(catalogue, data_dir, idx_folder):
    catalogue.add_file("fashion-mnist", idx_folder)
    before = everything(data_dir)
    swap(idx_folder, IMAGES, LABELS)
    with pytest.raises(DigitpadError, match="holds labels"):
        catalogue.add_file("fashion-mnist", idx_folder)
    assert everything(data_dir) == before
    assert len(catalogue.load("fashion-mnist").train) == 20


def test_an_error_while_the_folder_is_filled_keeps_the_old_one(tmp_path):
    target = tmp_path / "datasets" / "fashion-mnist"
    with fashion.replacing(target) as staging:
        (staging / "a").write_text("old")

    def fill_and_fail(error):
        with fashion.replacing(target) as staging:
            (staging / "a").write_text("new")
            raise error

    for error, expected in (
        (OSError(28, "No space left on device"), DigitpadError),
        (CancelledError(), CancelledError),
    ):
        with pytest.raises(expected):
            fill_and_fail(error)
        assert everything(tmp_path) == ["datasets", "datasets/fashion-mnist", "datasets/fashion-mnist/a"]
        assert (target / "a").read_text() == "old"


def test_a_place_that_cannot_be_written_is_named(tmp_path, keras_home, idx_folder):
    (tmp_path / "occupied").write_text("a file where the folder should be")
    with pytest.raises(DigitpadError, match="“fashion-mnist” could not be saved in"):
        Catalogue(tmp_path / "occupied").add_file("fashion-mnist", idx_folder)


def test_the_bundled_clothes_cannot_be_replaced(catalogue, idx_folder):
    with pytest.raises(DigitpadError, match="they come with Digitpad"):
        catalogue.add_file("fashion-5k", idx_folder)


# Downloading, from a server on this machine


@pytest.fixture
def servers(idx_folder, monkeypatch):
    """One server a file, and the sources that lead to them."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    contents = [(idx_folder / f"{name}.gz").read_bytes() for name in fashion.FILES]
    with serving(contents[0]) as a, serving(contents[1]) as b, serving(contents[2]) as c, serving(contents[3]) as d:
        yield a, b, c, d


@pytest.fixture
def online(servers, data_dir):
    sources = tuple(
        DownloadSource(server.url, hashlib.sha256(server.content).hexdigest(), len(server.content))
        for server in servers
    )
    return Catalogue(data_dir, {"fashion-mnist": sources})


def test_a_download_brings_all_four_and_counts_them_as_one(online, servers, data_dir):
    reports = []
    online.download("fashion-mnist", lambda got, size: reports.append((got, size)), lambda: False)
    total = sum(len(server.content) for server in servers)
    assert {size for _, size in reports} == {total}
    assert [got for got, _ in reports] == sorted(got for got, _ in reports)
    assert reports[-1] == (total, total)
    assert [server.asked for server in servers] == [1, 1, 1, 1]
    assert len(online.load("fashion-mnist").train) == 20
    assert everything(data_dir / "datasets" / "fashion-mnist") == sorted(f"{name}.gz" for name in fashion.FILES)


@pytest.mark.parametrize("fault", ["cancelled", "refused", "altered"])
def test_a_download_that_stops_in_the_middle_leaves_nothing(online, servers, data_dir, fault):
    if fault == "refused":
        servers[2].status = 404
    elif fault == "altered":
        servers[2].content = servers[2].content[:-1] + b"!"
    with pytest.raises(CancelledError if fault == "cancelled" else DigitpadError):
        online.download(
            "fashion-mnist", lambda got, size: None, lambda: fault == "cancelled" and servers[2].asked > 0
        )
    assert online.find("fashion-mnist") is None
    assert everything(data_dir / "datasets") == []


def test_without_sources_there_is_no_download(data_dir):
    with pytest.raises(DigitpadError, match="cannot be downloaded"):
        Catalogue(data_dir, {}).download("fashion-mnist", lambda got, size: None, lambda: False)
