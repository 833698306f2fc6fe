"""What is seen of pictures of another program before they are kept."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.windows import click, find, shown, texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from digitpad.data.digits import Pictures
from digitpad.data.exchange.arrangement import Better
from digitpad.data.exchange.import_candidate import BLACK_PAPER, TURNED, ImportCandidate
from digitpad.data.exchange.import_preview import preview_import
from digitpad.ui.datasets.import_dialog import ImportDialog
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.picture_view import PictureView

LETTERS = ("a", "b", "c")


def pictures(count, classes=3):
    """No two the same, of each class as many."""
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 10, 12] = 100 + np.arange(count) % 100
    return Pictures(images, (np.arange(count) % classes).astype(np.uint8))


OFFER = ImportCandidate("ours.csv", "CSV", LETTERS, pictures(60), pictures(30), BLACK_PAPER, ("They were shrunk.",))


@pytest.fixture
def opened(qtbot):
    """Show the dialog for an offer."""
    parent = shown(QWidget(), qtbot)

    def open_it(offer=OFFER, title="Ours"):
        box = ImportDialog(preview_import(offer, title), parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        box.open()
        return box

    return open_it


def take_button(box):
    return find(box, "takePicturesButton", QPushButton)


def test_it_says_what_there_is_and_what_was_done_to_it(opened):
    said = texts(opened()).split("\n")
    assert "ours.csv: CSV, 90 pictures of 3 classes; 60 to learn from, 30 for the test." in said
    assert {"a: 30", "b: 30", "c: 30", BLACK_PAPER, "They were shrunk."} <= set(said)


def test_the_title_can_be_another_one_but_not_none(opened):
    box = opened()
    edit = find(box, "importTitleEdit", QLineEdit)
    assert box.title == "Ours"
    for title, fits in (("--", False), ("Griechisch", True), ("", False), ("7", True)):
        edit.selectAll()
        QTest.keyClicks(edit, title) if title else QTest.keyClick(edit, Qt.Key.Key_Delete)
        assert (box.title, take_button(box).isEnabled(), bool(edit.property("wrong"))) == (title, fits, not fits)


@pytest.mark.parametrize(
    ("bad", "heading", "button"),
    [(0, None, "Take the 90 pictures"), (1, "1 cannot be taken:", "Take the 90 good pictures"),
     (2, "2 cannot be taken, the first of them:", "Take the 90 good pictures")],
)
def test_rows_that_are_wrong_are_named(opened, bad, heading, button):
    problems = tuple(f"row {row}: 783 pixels, expected 784" for row in range(1, bad + 1))
    box = opened(replace(OFFER, bad=bad, problems=problems))
    assert take_button(box).text().replace("&", "") == button
    told = box.findChildren(QLabel, "importProblems")
    assert [label.text().splitlines() for label in told] == ([[heading, *problems]] if bad else [])


def test_swapping_ink_and_paper_turns_every_picture_and_back(opened):
    box = opened()
    views = find(box, "importPictures").findChildren(PictureView)
    before = [view.picture.copy() for view in views]
    assert len(before) == 16
    swap = find(box, "swapInkBox", QCheckBox)
    for swapped in (True, False):
        QTest.mouseClick(swap, Qt.MouseButton.LeftButton, pos=QPoint(8, swap.height() // 2))
        assert box.is_swapped is swapped
        assert find(box, "importPaper", QLabel).text() == (TURNED if swapped else BLACK_PAPER)
        for view, picture in zip(views, before, strict=True):
            np.testing.assert_array_equal(view.picture, 255 - picture if swapped else picture)


def test_what_is_odd_is_asked_and_pictures_that_are_not_read_can_be_turned(opened):
    better = Better("transposed", "They are read transposed.")
    box = opened(replace(OFFER, oddities=("Most pictures are dark.",), better=better))
    assert find(box, "importQuestions", QLabel).text() == "Most pictures are dark.\nThey are read transposed."
    views = find(box, "importPictures").findChildren(PictureView)
    correct = find(box, "correctPicturesBox", QCheckBox)
    assert box.is_corrected
    turned = [view.picture.copy() for view in views]
    QTest.mouseClick(correct, Qt.MouseButton.LeftButton, pos=QPoint(8, correct.height() // 2))
    assert not box.is_corrected
    for view, picture in zip(views, turned, strict=True):
        np.testing.assert_array_equal(view.picture, picture.T)


def test_nothing_is_asked_about_what_is_not_odd(opened):
    box = opened()
    assert not box.findChildren(QLabel, "importQuestions")
    assert not box.is_corrected


def test_nothing_is_wanted_before_it_is_accepted(opened):
    ends = []
    for end in (
        lambda box: click(box, "takePicturesButton"), lambda box: click(box, "cancelImportButton"),
        lambda box: QTest.keyClick(box, Qt.Key.Key_Escape),
    ):
        box = opened()
        box.finished.connect(ends.append)
        end(box)
    assert ends == [QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected, QDialog.DialogCode.Rejected]


def test_it_looks_as_the_other_dialogs(opened):
    box = opened()
    assert find(box, "cancelImportButton", QPushButton).icon().isNull()
    ground = box.palette().color(QPalette.ColorRole.Window)
    picture = box.grab().toImage()
    scroll = find(box, "", QScrollArea)
    middle = scroll.mapTo(box, scroll.rect().bottomLeft() + QPoint(1, -1))
    assert picture.pixelColor(2, 2) == picture.pixelColor(middle) == ground


@pytest.mark.parametrize("zoom", [100, 200])
def test_many_classes_with_long_names_fit_into_the_preview(opened, qapp, zoom):
    theme.apply(qapp, "dark", zoom)
    names = tuple(f"the letter number {number} of all" for number in range(62))
    box = opened(replace(OFFER, class_names=names, train=pictures(124, 62), test=pictures(124, 62)))
    scroll = find(box, "", QScrollArea)
    assert scroll.widget().width() <= scroll.viewport().width()
