"""Getting a dataset that is not here: from a real server, or from a file; and not getting it."""

import hashlib
import io

import numpy as np
import pytest
from helpers.servers import serving
from helpers.windows import click, file_dialog, find, shown, texts
from PySide6.QtWidgets import QComboBox, QProgressBar

from digitpad.data.catalogue import Catalogue
from digitpad.data.download_source import DownloadSource
from digitpad.ui.datasets.dataset_chooser import DatasetChooser

MISSING = {"downloadButton", "openDatasetButton"}
DOWNLOADING = {"downloadProgress", "cancelDownloadButton"}


@pytest.fixture(scope="module")
def content():
    """A small file in the layout of Keras' mnist.npz."""
    random = np.random.default_rng(0)
    file = io.BytesIO()
    np.savez(
        file,
        x_train=random.integers(0, 256, (200, 28, 28), np.uint8), y_train=np.arange(200, dtype=np.uint8) % 10,
        x_test=random.integers(0, 256, (50, 28, 28), np.uint8), y_test=np.arange(50, dtype=np.uint8) % 10,
    )
    return file.getvalue()


@pytest.fixture
def server(content, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving(content) as server:
        yield server


@pytest.fixture
def catalogue(server, content, data_dir):
    source = DownloadSource(server.url, hashlib.sha256(content).hexdigest(), len(content))
    return Catalogue(data_dir, {"mnist": (source,)})


@pytest.fixture
def chooser(qtbot, catalogue, jobs):
    """With the dataset chosen that is not here."""
    chooser = shown(DatasetChooser(catalogue, jobs), qtbot)
    box = find(chooser, "datasetBox", QComboBox)
    box.setCurrentIndex(box.findData("mnist"))
    yield chooser
    chooser.stop()


def visible(chooser):
    return {name for name in MISSING | DOWNLOADING if find(chooser, name).isVisible()}


def files(data_dir):
    return sorted(path.name for path in data_dir.rglob("*") if path.is_file())


def wait_for_the_end(chooser, qtbot):
    """Of a download."""
    qtbot.waitUntil(lambda: not visible(chooser) & DOWNLOADING)


def test_the_digits_on_board_need_nothing(chooser, catalogue):
    chooser.box.setCurrentIndex(0)
    assert chooser.name == "mnist-5k"
    assert chooser.is_available
    assert visible(chooser) == set()
    assert catalogue.entry("mnist-5k").description in texts(chooser)


def test_missing_pictures_can_be_downloaded_or_opened(chooser, server):
    assert not chooser.is_available
    assert visible(chooser) == MISSING
    assert "Not on this computer yet" in texts(chooser)
    assert server.asked == 0


def test_a_download_makes_the_dataset_available(
    chooser, catalogue, data_dir, qtbot
):
    with qtbot.waitSignal(chooser.changed):
        click(chooser, "downloadButton")
        assert visible(chooser) == DOWNLOADING
        assert not chooser.box.isEnabled()
    assert chooser.is_available
    assert visible(chooser) == set()
    assert chooser.box.isEnabled()
    assert files(data_dir) == ["mnist.npz"]
    assert len(catalogue.load("mnist").train) == 200


def test_progress_is_shown_and_cancel_leaves_nothing(
    chooser, server, content, data_dir, qtbot
):
    server.gate.clear()
    click(chooser, "downloadButton")
    bar = find(chooser, "downloadProgress", QProgressBar)
    qtbot.waitUntil(lambda: bar.value() == len(content) // 2)
    assert bar.maximum() == len(content)
    click(chooser, "cancelDownloadButton")
    wait_for_the_end(chooser, qtbot)
    assert visible(chooser) == MISSING
    assert not chooser.is_available
    assert "Not on this computer yet" in texts(chooser)
    assert files(data_dir) == []


def test_after_a_cancelled_download_another_one_works(
    chooser, server, qtbot
):
    server.gate.clear()
    click(chooser, "downloadButton")
    qtbot.waitUntil(lambda: server.asked == 1)
    click(chooser, "cancelDownloadButton")
    wait_for_the_end(chooser, qtbot)
    server.gate.set()
    with qtbot.waitSignal(chooser.changed):
        click(chooser, "downloadButton")
    assert chooser.is_available


@pytest.mark.parametrize("fault", ["another file", "not there", "no server"])
def test_a_failed_download_says_so_and_changes_nothing(
    chooser, server, content, data_dir, qtbot, fault
):
    if fault == "another file":
        server.content = content[:-1] + b"!"
    elif fault == "not there":
        server.status = 404
    else:
        server.shutdown()
        server.server_close()
    click(chooser, "downloadButton")
    wait_for_the_end(chooser, qtbot)
    assert "The download from 127.0.0.1 failed" in texts(chooser)
    assert visible(chooser) == MISSING
    assert not chooser.is_available
    assert files(data_dir) == []


def test_a_file_that_is_right_is_taken_over(
    chooser, content, tmp_path, data_dir, qtbot
):
    picked = tmp_path / "from a stick.npz"
    picked.write_bytes(content)
    with qtbot.waitSignal(chooser.changed), file_dialog(picked):
        click(chooser, "openDatasetButton")
    assert chooser.is_available
    assert files(data_dir) == ["mnist.npz"]
    assert picked.read_bytes() == content


def test_a_wrong_file_keeps_everything(
    chooser, tmp_path, data_dir, jobs, qtbot
):
    picked = tmp_path / "letter.npz"
    picked.write_text("Dear class,")
    with file_dialog(picked):
        click(chooser, "openDatasetButton")
    qtbot.waitUntil(lambda: not jobs.busy)
    assert "letter.npz" in texts(chooser)
    assert visible(chooser) == MISSING
    assert not chooser.is_available
    assert files(data_dir) == []


def test_a_dialog_that_is_cancelled_does_nothing(chooser, jobs):
    with file_dialog(None):
        click(chooser, "openDatasetButton")
    assert not jobs.busy
    assert "Not on this computer yet" in texts(chooser)


def test_other_work_does_not_wait_for_a_download(
    chooser, server, jobs, qtbot
):
    """A network is saved and opened while a slow server sends its file."""
    server.gate.clear()
    click(chooser, "downloadButton")
    qtbot.waitUntil(lambda: server.asked == 1)
    saved = []
    jobs.start(lambda: "saved", saved.append, saved.append)
    qtbot.waitUntil(lambda: saved == ["saved"])
    assert visible(chooser) == DOWNLOADING


def test_closing_in_the_middle_of_a_download_does_not_wait_for_the_server(
    chooser, server, data_dir, qtbot
):
    server.gate.clear()
    click(chooser, "downloadButton")
    qtbot.waitUntil(lambda: server.asked == 1)
    chooser.stop()
    wait_for_the_end(chooser, qtbot)
    assert files(data_dir) == []


def test_where_downloads_are_switched_off_there_is_no_button(
    machine, data_dir, jobs, qtbot
):
    machine("[digitpad]\ndownloads = no\n")
    chooser = shown(DatasetChooser(Catalogue(data_dir), jobs), qtbot)
    chooser.set_name("mnist")
    assert visible(chooser) == {"openDatasetButton"}
    assert "downloads are switched off here" in texts(chooser)
    chooser.stop()
