"""What can be chosen, what is chosen, and who hears of it."""

import pytest
from helpers.networks import tiny
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from digitpad.evaluation.picture_sets import PictureChoice
from digitpad.ui.evaluation.choice_row import ChoiceRow

MNIST, SEAT = PictureChoice("mnist-5k", title="MNIST"), PictureChoice("", 3, "Our digits, seat 3")


@pytest.fixture
def row(qtbot):
    row = ChoiceRow()
    row.resize(600, 40)
    return shown(row, qtbot)


def test_pictures_are_chosen_and_listing_them_chooses_none(row):
    told = []
    row.pictures_chosen.connect(told.append)
    box = find(row, "examinePicturesBox", QComboBox)
    row.show_choices((MNIST, SEAT), None)
    assert [box.itemText(place) for place in range(3)] == ["Test pictures", "MNIST", "Our digits, seat 3"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert told == [MNIST, SEAT, None]
    row.show_choices((MNIST, SEAT), PictureChoice("", 3))
    assert box.currentText() == "Our digits, seat 3"
    row.show_choices((MNIST,), SEAT)
    assert (box.currentIndex(), len(told)) == (0, 3)


def test_a_second_network_is_chosen(row):
    told, one, other = [], tiny(), tiny()
    row.against_chosen.connect(told.append)
    box = find(row, "againstBox", QComboBox)
    assert not box.isEnabled()
    row.show_networks([("One", one), ("Other", other)], other)
    assert (box.isEnabled(), box.currentText()) == (True, "Other")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert told == [one, None]
