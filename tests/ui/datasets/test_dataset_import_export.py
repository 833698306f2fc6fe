"""Pictures of other programs: looked at, imported, refused, removed."""

import threading

import numpy as np
import pytest
from helpers.dataset_imports import LETTERS, npz, pictures, preview, take, titles
from helpers.samples import some
from helpers.windows import answer, click, dialog, file_dialog, find, shown, texts
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
)

from digitpad.data.catalogue import Catalogue
from digitpad.data.exchange.import_candidate import BLACK_PAPER, TURNED, WHITE_PAPER
from digitpad.data.exchange.picture_file import encode
from digitpad.data.exchange.reading import read_labelled
from digitpad.data.imported import Imported
from digitpad.samples.collection import SampleCollection
from digitpad.ui.datasets.dataset_chooser import DatasetChooser
from digitpad.ui.widgets.picture_view import PictureView

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chooser(qtbot, catalogue, jobs):
    chooser = DatasetChooser(catalogue, jobs)
    chooser.resize(420, 200)
    shown(chooser, qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    yield chooser
    chooser.stop()


def csv(folder):
    """Sixty rows of which two are bad."""
    part = pictures(60)
    rows = [[LETTERS[label], *map(str, image.ravel())] for image, label in zip(part.images, part.labels, strict=True)]
    rows[4][400] = "999"
    del rows[9][-1]
    path = folder / "rows.csv"
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def png_folder(folder):
    part = pictures(12, paper=255)
    for number, (image, label) in enumerate(zip(part.images, part.labels, strict=True)):
        place = folder / "scans" / LETTERS[label]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.png").write_bytes(encode(image))
    return folder / "scans"


def choose(chooser, qtbot, path, entry="A file…"):
    """Click the button, the entry of its menu, and type the path."""
    button = find(chooser, "importPicturesButton", QPushButton)

    def pick():
        menu = QApplication.activePopupWidget()
        assert menu is button.menu()
        action = next(each for each in button.menu().actions() if each.text().replace("&", "") == entry)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=button.menu().actionGeometry(action).center())

    QTimer.singleShot(50, pick)
    with file_dialog(path):
        click(chooser, "importPicturesButton")


def first_picture(box):
    return find(box, "importPictures").findChildren(PictureView)[0].picture


# Import


def test_a_good_file_is_looked_at_and_taken(chooser, tmp_path, qtbot):
    before = titles(chooser)
    choose(chooser, qtbot, npz(tmp_path))
    box = preview(chooser, qtbot)
    said = texts(box)
    assert "90 pictures of 3 classes; 60 to learn from, 30 for the test." in said
    assert {f"{name}: 30" for name in LETTERS} <= set(said.splitlines())
    assert BLACK_PAPER in said
    assert "cannot be taken" not in said
    assert find(box, "takePicturesButton", QPushButton).text().replace("&", "") == "Take the 90 pictures"
    assert titles(chooser) == before
    take(chooser, qtbot)
    assert titles(chooser) == [*before, "Our letters"]
    assert (chooser.name, chooser.is_available) == ("our-letters", True)
    assert "60 to learn from, 30 for the test; imported from “Our letters.npz”." in texts(chooser)


def test_nothing_is_kept_without_consent(
    chooser, tmp_path, data_dir, qtbot
):
    before = titles(chooser), chooser.name
    choose(chooser, qtbot, npz(tmp_path))
    QTest.keyClick(preview(chooser, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not chooser.findChildren(QDialog, "importDialog"))
    assert (titles(chooser), chooser.name) == before
    assert not list(data_dir.rglob("*.npz"))


def test_bad_rows_are_named_and_left_out(
    chooser, catalogue, tmp_path, qtbot
):
    choose(chooser, qtbot, csv(tmp_path))
    box = preview(chooser, qtbot)
    bad = find(box, "importProblems", QLabel).text().splitlines()
    assert bad[0] == "2 cannot be taken, the first of them:"
    assert [line.partition(":")[0] for line in bad[1:]] == ["row 5", "row 10"]
    assert find(box, "takePicturesButton", QPushButton).text().replace("&", "") == "Take the 58 good pictures"
    assert "There is no part for the test" in texts(box)
    take(chooser, qtbot)
    dataset = Catalogue.load(catalogue, chooser.name)
    assert len(dataset.train) + len(dataset.test) == 58


def test_a_file_that_is_refused_is_said_below_the_list(chooser, tmp_path, qtbot):
    (tmp_path / "set.npz").write_bytes(b"\x80\x04pickle")
    before = titles(chooser), chooser.name
    choose(chooser, qtbot, tmp_path / "set.npz")
    qtbot.waitUntil(lambda: "is a pickle" in texts(chooser))
    assert not chooser.findChildren(QDialog, "importDialog")
    assert (titles(chooser), chooser.name) == before
    assert find(chooser, "importPicturesButton").isEnabled()


@pytest.mark.parametrize(("paper", "sentence"), [(0, BLACK_PAPER), (255, WHITE_PAPER)])
def test_ink_is_light_on_dark_whatever_the_paper_unless_it_is_swapped(
    chooser, catalogue, tmp_path, qtbot, paper, sentence
):
    choose(chooser, qtbot, npz(tmp_path, paper=paper))
    box = preview(chooser, qtbot)
    assert find(box, "importPaper", QLabel).text() == sentence
    seen = first_picture(box).copy()
    assert (seen[0] == 0).all()
    assert seen[10, 10] == 255
    swap = find(box, "swapInkBox", QCheckBox)
    for swapped in (True, False, True):
        QTest.mouseClick(swap, Qt.MouseButton.LeftButton, pos=QPoint(8, swap.height() // 2))
        assert swap.isChecked() == swapped
        np.testing.assert_array_equal(first_picture(box), 255 - seen if swapped else seen)
        assert find(box, "importPaper", QLabel).text() == (TURNED if swapped else sentence)
    take(chooser, qtbot)
    stored = Catalogue.load(catalogue, chooser.name)
    np.testing.assert_array_equal(stored.train.images[0], 255 - seen)


def test_digits_that_are_not_read_are_turned(chooser, catalogue, tmp_path, qtbot):
    digits = Catalogue.load(catalogue, "mnist-5k").train.take(np.arange(100))
    np.savez(tmp_path / "turned.npz", x=digits.images.swapaxes(1, 2), y=digits.labels)
    choose(chooser, qtbot, tmp_path / "turned.npz")
    assert "with rows and columns swapped." in texts(preview(chooser, qtbot))
    take(chooser, qtbot)
    np.testing.assert_array_equal(Catalogue.load(catalogue, chooser.name).train.images[0], digits.images[0])


def test_a_folder_of_png_files(chooser, tmp_path, qtbot):
    choose(chooser, qtbot, png_folder(tmp_path), "A folder…")
    assert {f"{name}: 4" for name in LETTERS} <= set(texts(preview(chooser, qtbot)).splitlines())
    take(chooser, qtbot)
    assert chooser.box.currentText() == "scans"


def test_a_title_that_is_taken_gets_a_number(chooser, tmp_path, qtbot):
    for expected in (("Our letters", "our-letters"), ("Our letters (2)", "our-letters-2")):
        chooser.exchange.look_into(npz(tmp_path))
        take(chooser, qtbot)
        assert (chooser.box.currentText(), chooser.name) == expected


def test_the_dataset_chosen_stays_when_another_is_refused_or_a_mix_is_shown(
    chooser, jobs, tmp_path, data_dir, qtbot
):
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(200))
    chooser.hide()
    chooser.show()
    qtbot.waitUntil(lambda: chooser.box.findText("Our digits") >= 0)
    chooser.exchange.look_into(npz(tmp_path))
    take(chooser, qtbot)
    assert titles(chooser)[-3:] == ["Our letters", "Our digits", "MNIST and ours"]
    chooser.set_name("mnist-and-ours-20")
    assert chooser.name == "mnist-and-ours-20"
    assert chooser.is_available


# Remove


def test_an_imported_dataset_is_removed_after_a_question(
    chooser, tmp_path, data_dir, qtbot
):
    assert not find(chooser, "removeDatasetButton").isVisible()
    before = titles(chooser)
    chooser.exchange.look_into(npz(tmp_path))
    take(chooser, qtbot)
    click(chooser, "removeDatasetButton")
    answer(dialog(chooser, "questionDialog", qtbot), "Keep it")
    assert titles(chooser) == [*before, "Our letters"]
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in chooser.findChildren(QDialog)))
    click(chooser, "removeDatasetButton")
    box = dialog(chooser, "questionDialog", qtbot)
    assert "“Our letters” will be deleted" in box.text()
    with qtbot.waitSignals([chooser.exchange.removed, chooser.changed]):
        answer(box, "Remove")
    assert (titles(chooser), chooser.name) == (before, "mnist-5k")
    assert not find(chooser, "removeDatasetButton").isVisible()
    assert not list(data_dir.rglob("our-letters*"))


def test_a_dataset_that_is_being_removed_is_still_described(
    chooser, catalogue, tmp_path, qtbot
):
    chooser.exchange.look_into(npz(tmp_path))
    take(chooser, qtbot)
    # Gone from the catalogue, before the list has heard of it.
    catalogue.remove("our-letters")
    chooser.exchange.message.emit("", False)
    assert "imported from “Our letters.npz”" in texts(chooser)
    with file_dialog(None):
        chooser.export()
    chooser.exchange.removed.emit("our-letters")
    assert chooser.name == "mnist-5k"


def test_imported_ones_are_looked_up_in_the_background(
    catalogue, jobs, tmp_path, monkeypatch, qtbot
):
    catalogue.import_offer(read_labelled(npz(tmp_path)), "Letters")
    catalogue.refresh()
    look, threads = Imported.look, []

    def watched(imported):
        threads.append(threading.current_thread())
        return look(imported)

    monkeypatch.setattr(Imported, "look", watched)
    chooser = shown(DatasetChooser(catalogue, jobs), qtbot)
    qtbot.waitUntil(lambda: "Letters" in titles(chooser))
    assert chooser.name == "mnist-5k"
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    qtbot.waitUntil(lambda: not jobs.busy)
    chooser.stop()


def test_a_damaged_one_is_said_at_the_start(
    catalogue, jobs, tmp_path, data_dir, qtbot
):
    catalogue.import_offer(read_labelled(npz(tmp_path)), "Letters")
    next(data_dir.rglob("letters.npz")).write_bytes(b"cut")
    catalogue.refresh()
    chooser = shown(DatasetChooser(catalogue, jobs), qtbot)
    qtbot.waitUntil(lambda: "“letters” is damaged" in texts(chooser))
    assert "Letters" not in titles(chooser)
    qtbot.waitUntil(lambda: not jobs.busy)
    chooser.stop()
