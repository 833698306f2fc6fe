import errno
import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from digitpad.data import fashion
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import SOURCES, published_entries
from digitpad.data.download_source import DownloadSource
from digitpad.errors import DigitpadError
from digitpad.samples.own_datasets import full_catalogue
from digitpad.system import assets


@pytest.fixture
def keras_home(tmp_path, monkeypatch):
    """An empty cache of Keras and no package of Debian, whatever the machine has."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")
    (tmp_path / "keras" / "datasets").mkdir(parents=True)
    return tmp_path / "keras"


@pytest.fixture
def data_dir(tmp_path, keras_home):
    return tmp_path / "Zoë Müller" / "学生"


@pytest.fixture
def catalogue(data_dir):
    return Catalogue(data_dir)


def save(path, digits, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **{key: array[:rows] for key, array in digits.items()})
    return path


def test_what_is_published_is_listed(catalogue):
    assert catalogue.entries() == catalogue.published == published_entries(SOURCES)


def test_the_bundled_digits_are_always_there(catalogue):
    assert catalogue.find("mnist-5k") == assets.folder() / "datasets" / "mnist-5k.npz"
    dataset = catalogue.load("mnist-5k")
    assert (dataset.name, dataset.title) == ("mnist-5k", "MNIST, 5,000 digits")
    assert (len(dataset.train), len(dataset.test)) == (4000, 1000)


def test_looking_leaves_no_trace(catalogue, data_dir):
    catalogue.entries()
    assert catalogue.find("mnist") is None
    with pytest.raises(DigitpadError):
        catalogue.load("mnist")
    assert not data_dir.exists()


def test_where_a_share_does_not_answer_there_are_no_data(data_dir, monkeypatch):
    """Windows says so with numbers that `Path.is_file` does not take for “not there”."""
    catalogue = full_catalogue(data_dir)
    really = os.stat

    def stat(path, *arguments, **options):
        if str(data_dir) in str(path):
            raise OSError(errno.EINVAL, "The specified network name is no longer available")
        return really(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", stat)
    names = ["mnist-5k", "mnist", "fashion-mnist", "our-digits"]
    assert [name for name in names if catalogue.find(name) is not None] == ["mnist-5k"]


def test_absent_data_are_said_to_be_absent(catalogue, data_dir):
    with pytest.raises(DigitpadError, match="not on this computer yet; download it") as caught:
        catalogue.load("mnist")
    assert str(data_dir / "datasets") in str(caught.value)


def test_a_broken_installation_says_so(catalogue, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    with pytest.raises(DigitpadError, match="install Digitpad again"):
        catalogue.load("mnist-5k")


def test_the_users_own_copy_comes_before_keras_cache(catalogue, data_dir, keras_home, digits):
    cached = save(keras_home / "datasets" / "mnist.npz", digits, 4)
    assert catalogue.find("mnist") == cached
    assert len(catalogue.load("mnist").train) == 4
    own = save(data_dir / "datasets" / "mnist.npz", digits, 7)
    assert catalogue.find("mnist") == own
    assert len(catalogue.load("mnist").train) == 7


def test_an_account_without_a_home_has_no_keras_cache(data_dir, monkeypatch):
    def homeless():
        raise RuntimeError

    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    catalogue = Catalogue(data_dir)
    assert catalogue.find("mnist") is None
    assert catalogue.find("mnist-5k") is not None


def test_all_of_mnist_may_come_with_the_program(catalogue, keras_home, tmp_path, digits, monkeypatch):
    """As in an installer made with DIGITPAD_BUNDLE_MNIST."""
    save(keras_home / "datasets" / "mnist.npz", digits, 4)
    monkeypatch.setattr(assets, "folder", lambda: tmp_path / "program")
    on_board = save(tmp_path / "program" / "datasets" / "mnist.npz", digits, 6)
    assert catalogue.find("mnist") == on_board
    assert len(catalogue.load("mnist").train) == 6


def test_keras_cache_is_in_the_home_folder_by_default(tmp_path, data_dir, digits, monkeypatch):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    cached = save(tmp_path / "home" / ".keras" / "datasets" / "mnist.npz", digits, 4)
    assert Catalogue(data_dir).find("mnist") == cached


@pytest.mark.parametrize("name", ["nonsense", "../mnist", "", "MNIST"])
def test_unknown_names_are_answered_with_the_known_ones(catalogue, digits_file, name):
    def add(name):
        catalogue.add_file(name, digits_file)

    for call in (catalogue.entry, catalogue.find, catalogue.load, add):
        with pytest.raises(DigitpadError, match="choose one of: mnist-5k, mnist"):
            call(name)


def test_a_picked_file_is_copied(catalogue, data_dir, digits_file):
    catalogue.add_file("mnist", digits_file)
    added = data_dir / "datasets" / "mnist.npz"
    assert added.read_bytes() == digits_file.read_bytes()
    digits_file.unlink()
    assert len(catalogue.load("mnist").train) == 20
    assert list(added.parent.iterdir()) == [added]
    catalogue.add_file("mnist", added)
    assert len(catalogue.load("mnist").train) == 20


def test_a_bad_file_changes_nothing(catalogue, data_dir, tmp_path, digits_file):
    bad = tmp_path / "bad.npz"
    for content in (b"", b"PK\x03\x04", digits_file.read_bytes()[:-50]):
        bad.write_bytes(content)
        with pytest.raises(DigitpadError, match=r"“bad\.npz”"):
            catalogue.add_file("mnist", bad)
        assert not data_dir.exists()
    catalogue.add_file("mnist", digits_file)
    with pytest.raises(DigitpadError, match=r"“bad\.npz”"):
        catalogue.add_file("mnist", bad)
    assert len(catalogue.load("mnist").train) == 20
    assert [path.name for path in (data_dir / "datasets").iterdir()] == ["mnist.npz"]


def test_the_bundled_digits_cannot_be_replaced(catalogue, digits_file):
    with pytest.raises(DigitpadError, match="they come with Digitpad"):
        catalogue.add_file("mnist-5k", digits_file)
    with pytest.raises(DigitpadError, match="they come with Digitpad"):
        catalogue.download("mnist-5k", lambda done, total: None, lambda: False)


def test_a_folder_that_cannot_be_made_is_named(tmp_path, digits_file):
    (tmp_path / "occupied").write_text("a file where the folder should be")
    with pytest.raises(DigitpadError, match=r"mnist\.npz"):
        Catalogue(tmp_path / "occupied").add_file("mnist", digits_file)


def test_a_download_comes_from_the_given_source(data_dir, digits_file, monkeypatch):
    """What happens on the way is tested in test_download.py."""
    content = digits_file.read_bytes()
    source = DownloadSource("http://127.0.0.1/digits", hashlib.sha256(content).hexdigest(), len(content))
    asked = []

    def fetch(source, destination, report, is_cancelled):
        asked.append(source)
        destination.parent.mkdir(parents=True)
        destination.write_bytes(content)

    monkeypatch.setattr("digitpad.data.download.fetch", fetch)
    catalogue = Catalogue(data_dir, {"mnist": (source,)})
    with pytest.raises(DigitpadError):
        catalogue.load("mnist")
    assert not asked
    catalogue.download("mnist", lambda done, total: None, lambda: False)
    assert asked == [source]
    assert len(catalogue.load("mnist").train) == 20


def test_without_a_source_there_is_no_download(data_dir):
    with pytest.raises(DigitpadError, match="cannot be downloaded; add a file"):
        Catalogue(data_dir, {}).download("mnist", lambda done, total: None, lambda: False)
