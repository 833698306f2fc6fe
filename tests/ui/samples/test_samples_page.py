"""The page as a whole: a damaged collection, a second window, and the page in the window."""


import pytest
from helpers.samples import DIGITS, fill, ids, some, stored, stored_beside
from helpers.windows import answer, click, dialog, find, opened, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from digitpad.app import create_window
from digitpad.samples.collection import SampleCollection
from digitpad.system.data_lock import DataLock

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
    assert len(stored_beside(data_dir)) == count
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
    qtbot.waitUntil(lambda: not desk.busy)
    assert "is damaged" in find(page, "samplesNote", QLabel).text()
    assert not [each for each in page.findChildren(QDialog, "questionDialog") if each.isVisible()], "asked once"
    for problem in page.findChildren(QDialog, "problemDialog"):
        problem.close()
    assert not (data_dir / "samples.db").exists(), "nothing begins before somebody has decided"
    click(page, "mendButton")
    answer(dialog(page, "questionDialog", qtbot), "Bring the backup back")
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert len(stored_beside(data_dir)) == 20


def test_without_a_backup_an_empty_collection_begins_and_it_is_said(
    page, desk, qtbot, data_dir
):
    data_dir.mkdir(parents=True)
    (data_dir / "samples.db").write_bytes(b"not a database at all" * 500)
    shown(page, qtbot)
    box = dialog(page, "problemDialog", qtbot)
    assert "There is no backup of it, so an empty one begins" in box.text()
    box.close()
    qtbot.waitUntil(lambda: not desk.busy)
    assert stored_beside(data_dir) == []


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


def gone(page, desk, qtbot, data_dir):
    """The page's collection of 20, and its folder moved; gives the question that comes when something is kept."""
    fill(data_dir)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: page.gallery.model.rowCount() == 20 and not desk.busy)
    data_dir.rename(data_dir.with_name("moved"))
    desk.change(lambda samples: samples.add_many(some(1, 20)), pytest.fail, lambda sentence: None)
    return dialog(page, "questionDialog", qtbot)


def test_a_folder_that_is_gone_is_said_and_tried_again(page, desk, qtbot, data_dir):
    box = gone(page, desk, qtbot, data_dir)
    assert "is no longer in" in box.text()
    answer(box, "Try again")
    problem = dialog(page, "problemDialog", qtbot)
    assert "is no longer in" in problem.text()
    problem.close()
    assert "is no longer in" in find(page, "samplesNote", QLabel).text()
    assert not data_dir.exists()
    data_dir.with_name("moved").rename(data_dir)
    click(page, "mendButton")
    answer(dialog(page, "questionDialog", qtbot), "Try again")
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert not find(page, "samplesNote").isVisible()
    assert not find(page, "mendButton").isVisible()
    assert ids(stored_beside(data_dir)) == ids(some(20))


def test_a_folder_that_is_back_is_used_without_a_question(page, desk, qtbot, data_dir):
    answer(gone(page, desk, qtbot, data_dir), "Not now")
    data_dir.with_name("moved").rename(data_dir)
    page.gallery.refresh()
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert not find(page, "mendButton").isVisible()


def test_in_place_of_a_folder_that_is_gone_an_empty_collection_begins_if_somebody_says_so(
    page, desk, qtbot, data_dir
):
    answer(gone(page, desk, qtbot, data_dir), "Begin an empty one")
    qtbot.waitUntil(lambda: not desk.busy and not desk.note)
    assert stored_beside(data_dir) == []
    qtbot.waitUntil(lambda: page.gallery.model.rowCount() == 0)


def test_before_it_is_known_what_there_is_nothing_is_shared_or_erased(page, desk, qtbot, data_dir):
    fill(data_dir)
    share, erase = (find(page, name, QPushButton) for name in ("shareButton", "eraseAllButton"))
    assert not share.isEnabled()
    shown(page, qtbot)
    qtbot.waitUntil(share.isEnabled)
    assert not erase.isEnabled()
    page.panels.setCurrentWidget(page.storage)
    qtbot.waitUntil(erase.isEnabled)


# In the window


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1600, 1000)])
def test_all_tabs_fit_beside_each_other(window, width, height):
    window.resize(width, height)
    bar = window.tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()
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


def test_an_empty_gallery_begins_to_collect(window, qtbot):
    window.show_page("samples")
    window.pages.samples.panels.setCurrentWidget(window.pages.samples.gallery)
    button = find(window, "startCollectingButton", QPushButton)
    qtbot.waitUntil(button.isVisible)
    assert not find(window, "samplesView").isVisible()
    click(window, "startCollectingButton")
    qtbot.waitUntil(lambda: find(window, "collectPrompt").isVisible())
    assert find(window, "collectPanel").isVisible()
