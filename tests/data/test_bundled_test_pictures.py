"""The test included pictures, for networks that have learnt from all of MNIST or Fashion-MNIST."""

import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from digitpad.bundled_network import network
from digitpad.data import fashion
from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_kinds import PublishedFile
from digitpad.data.formats import read_npz
from digitpad.errors import DigitpadError
from digitpad.system import assets

NAMES = {"mnist": "mnist-5k", "fashion-mnist": "fashion-5k"}
SOURCES = {"mnist": "mnist.npz", "fashion-mnist": "fashion-mnist"}


@pytest.fixture
def catalogue(data_dir):
    return Catalogue(data_dir)


def rows(pictures):
    return {image.tobytes() for image in pictures.images}


@pytest.mark.parametrize("whole", NAMES)
def test_there_are_a_hundred_of_each_class_and_none_is_among_the_others(catalogue, whole):
    dataset = catalogue.load(catalogue.closest(whole, catalogue.entry(whole).class_names))
    own = catalogue.load(NAMES[whole])
    assert (dataset.name, dataset.title.partition(", ")[2]) == (f"{whole}-test-1k", "1,000 test pictures")
    assert np.bincount(dataset.test.labels).tolist() == [100] * 10
    assert not rows(dataset.test) & (rows(own.train) | rows(own.test))
    assert rows(dataset.train) == rows(own.train)


def test_the_network_on_board_is_examined_on_pictures_that_it_has_not_seen(catalogue):
    """Its dataset has all of MNIST's training part, to which the test part of the 5,000 belongs."""
    assert catalogue.closest(network().info.dataset, network().info.class_names) == "mnist-test-1k"


def test_whoever_has_the_whole_is_examined_on_all_of_its_test_part(catalogue, monkeypatch):
    monkeypatch.setattr(PublishedFile, "find", lambda published: Path("mnist.npz"))
    assert catalogue.closest("mnist", catalogue.entry("mnist").class_names) == "mnist"


def test_other_networks_are_examined_on_the_datasets_own_test_part(catalogue):
    digits = catalogue.entry("mnist").class_names
    assert [catalogue.closest(name, digits) for name in ("mnist-5k", "")] == ["mnist-5k"] * 2
    assert "mnist-test-1k" not in [entry.name for entry in catalogue.entries()]


@pytest.mark.parametrize("whole", NAMES)
def test_they_are_of_the_published_test_part(catalogue, shared, whole):
    source = shared / SOURCES[whole]
    train, test = read_npz(source) if whole == "mnist" else fashion.read(source)
    label_of = dict(zip(map(bytes, test.images), test.labels.tolist(), strict=True))
    ours = catalogue.load(catalogue.closest(whole, catalogue.entry(whole).class_names)).test
    assert [label_of[bytes(image)] for image in ours.images] == ours.labels.tolist()
    assert len(rows(ours) & rows(train)) <= 1, "but for pictures that are in both parts as they are published"


@pytest.mark.parametrize("whole", NAMES)
def test_the_script_makes_the_same_file_again(shared, tmp_path, whole):
    pytest.importorskip("scripts.make_test_pictures")
    made = tmp_path / "made.npz"
    words = [whole, str(shared / SOURCES[whole]), "--out", str(made)]
    subprocess.run([sys.executable, "-m", "scripts.make_test_pictures", *words], check=True, capture_output=True,
                   cwd=importlib.import_module("scripts").__path__[0] + "/..")
    assert made.read_bytes() == (assets.folder() / "datasets" / f"{whole}-test-1k.npz").read_bytes()


def test_a_broken_installation_says_so(catalogue, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "folder", lambda: tmp_path)
    with pytest.raises(DigitpadError, match=r"mnist-test-1k\.npz is missing; install Digitpad again"):
        catalogue.load("mnist-test-1k")
