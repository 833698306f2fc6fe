"""Pictures and labels in a row, chosen with mouse and keys."""

import numpy as np
import pytest
from helpers.windows import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from digitpad.ui.widgets.picture_row import LabelledPicture, PictureRow

BLACK, WHITE = np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)
TWO = [LabelledPicture(WHITE, "7", 12), LabelledPicture(BLACK, "T-shirt or top", 3, "Number 4")]


@pytest.fixture
def row(qtbot):
    row = PictureRow(8)
    row.resize(8 * (56 + 8), row.sizeHint().height())
    shown(row, qtbot)
    row.show_pictures(TWO)
    return row


@pytest.fixture
def chosen(row):
    chosen = []
    row.chosen.connect(chosen.append)
    return chosen


def test_pictures_stand_in_their_order_with_their_labels(row):
    assert row.property("numbers") == [12, 3]
    assert row.property("labels") == ["7", "T-shirt or top"]
    assert row.accessibleDescription() == "7, T-shirt or top"
    image = row.grab().toImage()
    assert image.pixelColor(28, 28) == QColor("white")
    assert image.pixelColor(64 + 28, 28) == QColor("black")
    row.show_pictures([])
    assert row.property("labels") == []
    assert row.grab().toImage().pixelColor(28, 28) != QColor("white")


def test_a_click_chooses(row, chosen):
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(64 + 10, 10))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))  # between the two
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    QTest.mouseClick(row, Qt.MouseButton.RightButton, pos=QPoint(10, 10))
    assert [each.number for each in chosen] == [3]


def test_so_do_keys_at_the_picture_that_is_framed(row, chosen):
    def frame(place):
        return row.grab().toImage().pixelColor(place * 64 + 1, 1)

    assert frame(0) not in (QColor("white"), frame(1))
    QTest.keyClick(row, Qt.Key.Key_Right)
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert frame(0) == QColor("white")
    QTest.keyClick(row, Qt.Key.Key_Return)
    QTest.keyClick(row, Qt.Key.Key_Left)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert [each.number for each in chosen] == [3, 12]
    row.show_pictures([])
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert len(chosen) == 2


def test_what_there_is_to_say_is_said_where_it_is_pointed_at(row, qtbot):
    place = QPoint(64 + 10, 10)
    QApplication.sendEvent(row, QHelpEvent(QHelpEvent.Type.ToolTip, place, row.mapToGlobal(place)))
    qtbot.waitUntil(lambda: "Number 4" in QToolTip.text())
    QToolTip.hideText()


def test_labels_that_are_not_cut_leave_room_for_fewer(qtbot):
    row = PictureRow(8, "−88.8")
    row.resize(8 * (56 + 8), row.sizeHint().height())
    shown(row, qtbot)
    chosen = []
    row.chosen.connect(lambda each: chosen.append(each.number))
    row.show_pictures([LabelledPicture(WHITE, "−123456789.0123456789", number) for number in range(8)])
    for x in range(0, row.width(), 28):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert sorted(set(chosen)) == list(range(max(chosen) + 1))
    assert 1 <= max(chosen) < 7
    QTest.keyClick(row, Qt.Key.Key_Right)  # there is nothing further at the right
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert chosen[-1] == max(chosen)
    row.resize(290, row.height())
    assert row.place_of(0).width() == 56, "as large as the label has room anyway"
