"""Sharing drawings as one file, and merging the files of others."""

import pytest
from helpers.samples import DIGITS, LETTERS, fill, ids, sample, some, stored_beside
from helpers.windows import click, dialog, file_dialog, find, shown, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QLineEdit, QPushButton

from digitpad.samples import digits_file
from digitpad.ui.widgets.picture_view import PictureView


def menu_entry(page, text):
    menu = find(page, "mergeButton", QPushButton).menu()
    next(each for each in menu.actions() if each.text().replace("&", "") == text).trigger()


def merge_dialog(page, qtbot):
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(QDialog, "mergeDialog")))
    return find(page, "mergeDialog", QDialog)


def test_what_is_shared_is_one_file_of_all_drawings(
    page, desk, qtbot, tmp_path, data_dir
):
    fill(data_dir)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
    with file_dialog(tmp_path / "seat 12"):
        click(page, "shareButton")
        qtbot.waitUntil(lambda: (tmp_path / "seat 12.digits").exists())
    qtbot.waitUntil(lambda: "20 drawings saved as “seat 12.digits”." in texts(page))
    assert ids(digits_file.read(tmp_path / "seat 12.digits").samples) == ids(some(20))


def test_without_drawings_there_is_nothing_to_share(page, desk, qtbot):
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
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
    assert ids(stored_beside(data_dir)) == ids(some(10)), "nothing is changed by looking"
    find(preview, "mergeSeatsBox", QCheckBox).setChecked(True)
    QTest.mouseClick(find(preview, "addDigitsButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 drawings added." in texts(page))
    merged = stored_beside(data_dir)
    assert ids(merged) == ids([*some(10), sample(10), sample(11), sample(50)])
    seats = [each.seat for each in merged[10:]]
    assert seats[0] == seats[1] != seats[2]
    qtbot.waitUntil(lambda: page.gallery.model.rowCount() == 13)


def test_cancel_merges_nothing(
    page, desk, qtbot, tmp_path, data_dir
):
    digits_file.write(tmp_path / "a.digits", DIGITS, some(3))
    shown(page, qtbot)
    page.sharing.look_into([tmp_path / "a.digits"])
    QTest.keyClick(merge_dialog(page, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.busy)
    assert stored_beside(data_dir) == []


def test_a_file_is_chosen_in_a_dialog_and_refused_in_words(
    page, desk, qtbot, tmp_path
):
    (tmp_path / "x.digits").write_text("no zip")
    shown(page, qtbot)
    with file_dialog(tmp_path / "x.digits"):
        menu_entry(page, "Files…")
        qtbot.waitUntil(lambda: any("not a .digits file" in each.text() for each in page.findChildren(QLabel)))
    dialog(page, "problemDialog", qtbot).close()


def test_drawings_of_another_class_set_are_not_shared(page, desk, qtbot, tmp_path, data_dir):
    fill(data_dir, 3)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
    desk.change(
        lambda samples: samples.add_many([sample(90, 1, LETTERS), sample(91, 2, LETTERS)]), lambda _: None, pytest.fail
    )
    page.sharing.export(tmp_path / "ours.digits")
    qtbot.waitUntil(lambda: "3 drawings saved as “ours.digits”." in texts(page))
    assert ids(digits_file.read(tmp_path / "ours.digits").samples) == ids(some(3))


def test_a_place_where_nothing_can_be_written_is_a_problem(page, desk, qtbot, tmp_path, data_dir):
    fill(data_dir, 3)
    (tmp_path / "no folder").write_text("")
    shown(page, qtbot)
    qtbot.waitUntil(lambda: not desk.busy)
    page.sharing.export(tmp_path / "no folder" / "ours.digits")
    box = dialog(page, "problemDialog", qtbot)
    assert box.windowTitle() == "Not shared"
    box.close()
    assert "saved as" not in texts(page)


@pytest.mark.parametrize(
    ("seats", "name"),
    [((7,), "seat-07.digits"), ((123,), "seat-123.digits"), ((1, 2), "class.digits"), ((0, 7), "class.digits"),
     ((0,), "our.digits")],
)
def test_a_shared_file_is_called_after_its_seat(page, desk, qtbot, seats, name):
    desk.change(
        lambda samples: samples.add_many([sample(n, 1, seat=seat or None) for n, seat in enumerate(seats)]),
        lambda _: None, pytest.fail,
    )
    shown(page, qtbot)
    qtbot.waitUntil(lambda: find(page, "shareButton", QPushButton).isEnabled())
    with file_dialog(None):
        click(page, "shareButton")
        edit = find(QApplication.activeModalWidget(), "fileNameEdit", QLineEdit)
        assert edit.text() == name
