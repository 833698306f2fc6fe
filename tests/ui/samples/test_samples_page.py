"""The page as a whole: sharing and merging, a damaged collection, a second window, and erasing for good."""

import os
import sys
from pathlib import Path

import pytest
from helpers.samples import DIGITS, ids, sample, some, stored
from helpers.windows import answer, click, dialog, file_dialog, find, opened, shown, texts
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton

from digitpad.app import create_window
from digitpad.samples import digits_file
from digitpad.samples.backups import Backups
from digitpad.samples.collection import SampleCollection
from digitpad.system.data_lock import DataLock
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.label_row import LabelRow
from digitpad.ui.samples.collect_prompt import CollectPrompt
from digitpad.ui.samples.recorder import SampleRecorder
from digitpad.ui.samples.samples_page import SamplesPage
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.settings.settings import Settings
from digitpad.ui.widgets.picture_view import PictureView


@pytest.fixture
def desk(data_dir):
    desk = SampleStore(data_dir)
    yield desk
    desk.close()


@pytest.fixture
def page(qtbot, desk):
    """The page alone; the canvas that it belongs to is not shown."""
    canvas, row = Canvas(), LabelRow()
    for widget in (canvas, row):
        qtbot.addWidget(widget)
    row.set_class_names(DIGITS)
    prompt = CollectPrompt(canvas)
    qtbot.addWidget(prompt)
    page = SamplesPage(SampleRecorder(canvas, lambda ink: ink, row, desk, desk), prompt, desk, Settings(desk.data_dir))
    page.set_class_names(DIGITS)
    page.panels.setCurrentWidget(page.gallery)
    page.resize(420, 520)
    return page


def fill(data_dir, count=20):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(count))


def settle(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.busy)


def menu_entry(page, text):
    menu = find(page, "mergeButton", QPushButton).menu()
    next(each for each in menu.actions() if each.text().replace("&", "") == text).trigger()


def merge_dialog(page, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(QDialog, "mergeDialog")))
    return find(page, "mergeDialog", QDialog)


# Sharing


def test_what_is_shared_is_one_file_of_all_drawings(
    page, desk, qtbot, tmp_path, data_dir
):
    fill(data_dir)
    shown(page, qtbot)
    settle(desk, qtbot)
    with file_dialog(tmp_path / "seat 12"):
        click(page, "shareButton")
        qtbot.waitUntil(lambda: (tmp_path / "seat 12.digits").exists())
    qtbot.waitUntil(lambda: "20 drawings saved as “seat 12.digits”." in texts(page))
    assert ids(digits_file.read(tmp_path / "seat 12.digits").samples) == ids(some(20))


def test_without_drawings_there_is_nothing_to_share(page, desk, qtbot):
    shown(page, qtbot)
    settle(desk, qtbot)
    assert not find(page, "shareButton", QPushButton).isEnabled()


def test_a_folder_is_looked_into_before_it_is_merged(
    page, desk, qtbot, tmp_path, data_dir
):
    fill(data_dir, 10)
    stick = tmp_path / "stick"
    stick.mkdir()
    digits_file.write(stick / "a.digits", DIGITS, [sample(number, number % 10) for number in range(5, 12)])
    digits_file.write(stick / "b.digits", DIGITS, [sample(50, 7)])
    (stick / "c.digits").write_text("no zip")
    shown(page, qtbot)
    page.sharing.look_into([stick])
    preview = merge_dialog(page, qtbot)
    said = texts(preview)
    assert "3 new drawings in 2 files; 5 are here already." in said
    assert "7: 1" in said.splitlines()
    assert "0: 1" in said.splitlines()
    assert "Left out: “c.digits” is not a .digits file" in said
    pictures = [each for each in preview.findChildren(PictureView) if each.isVisible()]
    assert len(pictures) == 3
    assert all(each.picture.any() for each in pictures)
    assert ids(stored_beside(desk)) == ids(some(10)), "nothing is changed by looking"
    find(preview, "mergeSeatsBox", QCheckBox).setChecked(True)
    QTest.mouseClick(find(preview, "takeInButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 drawings taken in." in texts(page))
    merged = stored_beside(desk)
    assert ids(merged) == ids([*some(10), sample(10), sample(11), sample(50)])
    seats = [each.seat for each in merged[10:]]
    assert seats[0] == seats[1] != seats[2]
    qtbot.waitUntil(lambda: page.gallery.model.rowCount() == 13)


def stored_beside(desk):
    """What is on the disk while the page has it open."""
    with SampleCollection.open_read_only(desk.data_dir, "a look") as samples:
        return list(samples.samples(samples.ids()))


def test_cancel_merges_nothing(
    page, desk, qtbot, tmp_path
):
    digits_file.write(tmp_path / "a.digits", DIGITS, some(3))
    shown(page, qtbot)
    page.sharing.look_into([tmp_path / "a.digits"])
    QTest.keyClick(merge_dialog(page, qtbot), Qt.Key.Key_Escape)
    settle(desk, qtbot)
    assert stored_beside(desk) == []


def test_a_file_is_chosen_in_a_dialog_and_refused_in_words(
    page, desk, qtbot, tmp_path
):
    (tmp_path / "x.digits").write_text("no zip")
    shown(page, qtbot)
    with file_dialog(tmp_path / "x.digits"):
        menu_entry(page, "Files …")
        qtbot.waitUntil(lambda: any("not a .digits file" in each.text() for each in page.findChildren(QLabel)))
    dialog(page, "problemDialog", qtbot).close()


# What is wrong


def damage(data_dir):
    """A collection of 20 with a backup of 20, then overwritten."""
    fill(data_dir)
    with SampleCollection.open(data_dir) as samples:
        samples.back_up()
    (data_dir / "samples.db").write_bytes(b"not a database at all" * 500)


@pytest.mark.parametrize(("choice", "count"), [("Bring the backup back", 20), ("Begin an empty one", 0)])
def test_of_a_damaged_collection_the_newest_backup_is_offered(
    page, desk, qtbot, data_dir, choice, count
):
    damage(data_dir)
    shown(page, qtbot)
    box = dialog(page, "questionDialog", qtbot)
    assert "is damaged" in box.text()
    assert "with 20 samples can be brought back" in box.text()
    for problem in page.findChildren(QDialog, "problemDialog"):
        problem.close()
    answer(box, choice)
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert len(stored_beside(desk)) == count
    assert not find(page, "samplesNote").isVisible()
    assert len(list(data_dir.glob("samples-damaged-*.db"))) == 1, "the damaged one is never deleted"
    qtbot.waitUntil(lambda: page.gallery.model.rowCount() == count)


def test_not_now_keeps_the_offer(
    page, desk, qtbot, data_dir
):
    damage(data_dir)
    shown(page, qtbot)
    box = dialog(page, "questionDialog", qtbot)
    for problem in page.findChildren(QDialog, "problemDialog"):
        problem.close()
    answer(box, "Not now")
    page.gallery.refresh()  # whatever is asked meanwhile
    settle(desk, qtbot)
    assert "is damaged" in find(page, "samplesNote", QLabel).text()
    assert not [each for each in page.findChildren(QDialog, "questionDialog") if each.isVisible()], "asked once"
    for problem in page.findChildren(QDialog, "problemDialog"):
        problem.close()
    assert not (data_dir / "samples.db").exists(), "nothing begins before somebody has decided"
    click(page, "mendButton")
    answer(dialog(page, "questionDialog", qtbot), "Bring the backup back")
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert len(stored_beside(desk)) == 20


def test_without_a_backup_an_empty_collection_begins_and_it_is_said(
    page, desk, qtbot, data_dir
):
    data_dir.mkdir(parents=True)
    (data_dir / "samples.db").write_bytes(b"not a database at all" * 500)
    shown(page, qtbot)
    box = dialog(page, "problemDialog", qtbot)
    assert "There is no backup of it, so an empty one begins" in box.text()
    box.close()
    settle(desk, qtbot)
    assert stored_beside(desk) == []


def test_a_second_window_can_look_and_is_told_who_writes(
    page, desk, qtbot, data_dir
):
    fill(data_dir)
    with DataLock.take(data_dir):
        shown(page, qtbot)
        qtbot.waitUntil(lambda: page.gallery.model.rowCount() == 20 and not desk.busy)
        assert "Digitpad is already open on this computer" in find(page, "samplesNote", QLabel).text()
    page.gallery.refresh()
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert not find(page, "samplesNote").isVisible()


# What is stored


def test_what_is_stored_is_said_and_erased_for_good_after_a_question(
    page, desk, qtbot, data_dir
):
    fill(data_dir)
    shown(page, qtbot)
    settle(desk, qtbot)
    page.gallery.view.selectAll()
    QTest.keyClick(page.gallery.view, Qt.Key.Key_6)
    assert find(page, "undoSamplesButton", QPushButton).isEnabled()
    page.panels.setCurrentWidget(page.storage)
    settle(desk, qtbot)
    assert str(data_dir) in find(page, "storageFacts", QLabel).text()
    click(page, "eraseAllButton")
    box = dialog(page, "questionDialog", qtbot)
    assert "20 drawings and" in box.text()
    assert "backup" in box.text()
    assert box.defaultButton().text() == "Keep everything"
    answer(box, "Keep everything")
    settle(desk, qtbot)
    assert len(stored_beside(desk)) == 20
    click(page, "eraseAllButton")
    answer(dialog(page, "questionDialog", qtbot), "Erase everything")
    qtbot.waitUntil(lambda: "All drawings and backups are erased." in texts(page))
    assert stored_beside(desk) == []
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
        settle(desk, qtbot)
        click(page, "openFolderButton")
        assert [Path(url.toLocalFile()) for url in asked] == [data_dir]
    finally:
        QDesktopServices.unsetUrlHandler("file")


# In the window


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1600, 1000)])
def test_all_tabs_fit_beside_each_other(window, width, height):
    window.resize(width, height)
    bar = window.tabs.tabBar()
    assert bar.sizeHint().width() <= window.tabs.width()
    assert all(window.tabs.tabText(place) or window.tabs.tabToolTip(place) for place in range(bar.count()))


def test_a_double_clicked_sample_is_on_the_canvas_and_read(qtbot, data_dir):
    from digitpad.replay import bundled_drawings
    from digitpad.samples.sample import Sample

    drawing = dict(bundled_drawings())["5"]
    with SampleCollection.open(data_dir) as samples:
        samples.add(Sample.of(drawing, 5, DIGITS))
    with opened(create_window(data_dir), qtbot) as window:
        window.show_page("samples")
        window.pages.samples.panels.setCurrentWidget(window.pages.samples.gallery)
        gallery = window.pages.samples.gallery
        qtbot.waitUntil(lambda: gallery.model.rowCount() == 1)
        gallery.view.setCurrentIndex(gallery.model.index(0))
        QTest.keyClick(gallery.view, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "5")
        assert window.drawing.canvas.ink.to_json() == drawing.to_json()


def test_keys_of_the_canvas_mean_the_samples_while_these_have_the_focus(qtbot, data_dir):
    """Delete wipes the canvas and Ctrl+Z gives it back everywhere else in the window."""
    fill(data_dir, 3)
    with opened(create_window(data_dir), qtbot) as window:
        window.drawing.canvas.set_ink(some(1)[0].ink)
        window.show_page("samples")
        window.pages.samples.panels.setCurrentWidget(window.pages.samples.gallery)
        gallery = window.pages.samples.gallery
        qtbot.waitUntil(lambda: gallery.model.rowCount() == 3)
        gallery.view.setFocus()
        gallery.view.setCurrentIndex(gallery.model.index(0))
        for key, modifier, left in ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, 2),
                                    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, 3)):
            QTest.keyClick(gallery.view, key, modifier)
            qtbot.waitUntil(lambda left=left: gallery.model.rowCount() == left)
            assert window.drawing.canvas.ink


def test_a_window_that_keeps_nothing_leaves_no_collection_behind(qtbot, data_dir):
    with opened(create_window(data_dir), qtbot) as window:
        window.drawing.canvas.set_ink(some(1)[0].ink)
        qtbot.wait(50)
    assert not (data_dir / "samples.db").exists()
    assert stored(data_dir) == []
