"""A dataset whose data are the files of a folder: picked as a folder, or downloaded file by file."""

import gzip
import hashlib
import struct
from contextlib import ExitStack

import pytest
from helpers.servers import serving
from helpers.windows import click, file_dialog, find, shown, texts
from PySide6.QtWidgets import QComboBox, QProgressBar, QPushButton

from digitpad.data import fashion
from digitpad.data.catalogue import Catalogue
from digitpad.data.download_source import DownloadSource
from digitpad.ui.datasets.dataset_chooser import DatasetChooser


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Somebody's folder with twenty pictures in both parts."""
    monkeypatch.setattr(fashion, "DEBIAN", tmp_path / "debian")
    folder = tmp_path / "from a stick"
    folder.mkdir()
    images = struct.pack(">4B3I", 0, 0, 8, 3, 20, 28, 28) + bytes(20 * 784)
    labels = struct.pack(">4BI", 0, 0, 8, 1, 20) + bytes(range(10)) * 2
    for name in fashion.FILES:
        (folder / f"{name}.gz").write_bytes(gzip.compress(images if "images" in name else labels, mtime=0))
    return folder


@pytest.fixture
def servers(folder, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ExitStack() as stack:
        yield [stack.enter_context(serving((folder / f"{name}.gz").read_bytes())) for name in fashion.FILES]


@pytest.fixture
def chooser(
    qtbot, servers, data_dir, jobs
):
    """With all clothes chosen, which are not here."""
    sources = tuple(
        DownloadSource(server.url, hashlib.sha256(server.content).hexdigest(), len(server.content))
        for server in servers
    )
    chooser = shown(DatasetChooser(Catalogue(data_dir, {"fashion-mnist": sources}), jobs), qtbot)
    find(chooser, "datasetBox", QComboBox).setCurrentIndex(3)
    yield chooser
    chooser.stop()


def test_a_folder_is_asked_for(chooser):
    button = find(chooser, "openDatasetButton", QPushButton)
    assert button.text() == "Open folder…"
    assert "folder" in button.toolTip()
    assert "folder" in button.accessibleName()
    chooser.box.setCurrentIndex(1)
    assert button.text() == "Open file…"


def test_a_folder_that_is_right_is_taken_over(chooser, folder, qtbot):
    with qtbot.waitSignal(chooser.changed), file_dialog(folder):
        click(chooser, "openDatasetButton")
    assert chooser.is_available


def test_a_folder_without_one_of_the_files_is_refused(
    chooser, folder, jobs, qtbot
):
    (folder / f"{fashion.FILES[3]}.gz").unlink()
    with file_dialog(folder):
        click(chooser, "openDatasetButton")
    qtbot.waitUntil(lambda: not jobs.busy)
    assert f"“from a stick” has no {fashion.FILES[3]}" in texts(chooser)
    assert not chooser.is_available


def test_four_files_are_one_download(
    chooser, servers, data_dir, qtbot
):
    servers[2].gate.clear()
    click(chooser, "downloadButton")
    bar = find(chooser, "downloadProgress", QProgressBar)
    sizes = [len(server.content) for server in servers]
    qtbot.waitUntil(lambda: bar.value() == sizes[0] + sizes[1] + sizes[2] // 2)
    assert bar.maximum() == sum(sizes)
    with qtbot.waitSignal(chooser.changed):
        servers[2].gate.set()
    assert chooser.is_available
    assert sorted(path.name for path in (data_dir / "datasets" / "fashion-mnist").iterdir()) == sorted(
        f"{name}.gz" for name in fashion.FILES
    )
