"""What is stored where, opened and erased."""

import os
import sys
from pathlib import Path

import pytest
from helpers.samples import fill, some, stored_beside
from helpers.windows import answer, click, dialog, find, shown, texts
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.errors import DigitpadError
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.ui.samples.storage_panel import StorageFacts, StoragePanel


def test_what_is_stored_is_said_and_erased_for_good_after_a_question(
    page, desk, qtbot, data_dir
):
    fill(data_dir)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
    page.gallery.view.selectAll()
    QTest.keyClick(page.gallery.view, Qt.Key.Key_6)
    assert find(page, "undoSamplesButton", QPushButton).isEnabled()
    page.panels.setCurrentWidget(page.storage)
    qtbot.waitUntil(lambda: not desk.busy)
    assert str(data_dir) in find(page, "storageFacts", QLabel).text()
    click(page, "eraseAllButton")
    box = dialog(page, "questionDialog", qtbot)
    assert "20 drawings and" in box.text()
    assert "backup" in box.text()
    assert box.defaultButton().text() == "Keep everything"
    answer(box, "Keep everything")
    qtbot.waitUntil(lambda: not desk.busy)
    assert len(stored_beside(data_dir)) == 20
    click(page, "eraseAllButton")
    answer(dialog(page, "questionDialog", qtbot), "Delete everything")
    qtbot.waitUntil(lambda: "All drawings and backups are deleted." in texts(page))
    assert stored_beside(data_dir) == []
    assert Backups(data_dir).list() == ()
    page.panels.setCurrentWidget(page.gallery)
    assert not find(page, "undoSamplesButton", QPushButton).isEnabled(), "what is erased cannot be put back"


def test_the_folder_is_opened_by_the_system(
    page, desk, qtbot, data_dir, monkeypatch
):
    """Which does not look for its libraries among those of the frozen program."""
    asked = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/digitpad/_internal", raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/digitpad/_internal")

    class Files(QObject):
        @Slot(QUrl)
        def take(self, url):
            assert "LD_LIBRARY_PATH" not in os.environ
            asked.append(url)

    handler = Files()
    QDesktopServices.setUrlHandler("file", handler, "take")
    try:
        shown(page, qtbot)
        page.panels.setCurrentWidget(page.storage)
        qtbot.waitUntil(lambda: not desk.busy)
        click(page, "openFolderButton")
        assert [Path(url.toLocalFile()) for url in asked] == [data_dir]
    finally:
        QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (StorageFacts(0, 0, 0), "0 drawings and 0 backups"),
        (StorageFacts(1, 1, 0), "1 drawing and 1 backup"),
        (StorageFacts(1234, 2, 1), "1,234 drawings, 2 backups and 1 damaged file put aside"),
        (StorageFacts(3, 1, 2), "3 drawings, 1 backup and 2 damaged files put aside"),
    ],
)
def test_numbers_are_said_in_words(facts, words):
    assert facts.words == words


# The panel alone


def facts(panel):
    return find(panel, "storageFacts", QLabel).text()


def test_where_nothing_is_stored_nothing_can_be_erased(desk, qtbot):
    panel = shown(StoragePanel(desk), qtbot)
    qtbot.waitUntil(lambda: facts(panel).startswith("0 drawings"))
    assert not find(panel, "eraseAllButton", QPushButton).isEnabled()
    desk.change(lambda samples: samples.add_many(some(2)), lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: facts(panel).startswith("2 drawings"))
    assert find(panel, "eraseAllButton", QPushButton).isEnabled()


def test_a_hidden_panel_counts_nothing_until_it_is_seen(desk, qtbot, data_dir):
    fill(data_dir, 5)
    panel = StoragePanel(desk)
    qtbot.addWidget(panel)
    panel.refresh()
    assert not desk.busy
    panel.show()
    qtbot.waitUntil(lambda: facts(panel).startswith("5 drawings"))


def test_what_cannot_be_erased_is_said_and_still_there(desk, qtbot, data_dir, monkeypatch):
    def refuse(samples):
        raise DigitpadError("The disk is read-only.")

    monkeypatch.setattr(SampleCollection, "erase_all", refuse)
    fill(data_dir, 5)
    panel, erased = shown(StoragePanel(desk), qtbot), []
    panel.everything_erased.connect(lambda: erased.append(True))
    qtbot.waitUntil(find(panel, "eraseAllButton", QPushButton).isEnabled)
    click(panel, "eraseAllButton")
    answer(dialog(panel, "questionDialog", qtbot), "Delete everything")
    box = dialog(panel, "problemDialog", qtbot)
    assert box.text() == "The disk is read-only."
    box.close()
    qtbot.waitUntil(lambda: not desk.busy)
    assert facts(panel).startswith("5 drawings")
    assert erased == []
