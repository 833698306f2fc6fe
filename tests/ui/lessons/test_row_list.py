"""Rows that come and go above their button."""

import pytest
from helpers.windows import click, shown
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from digitpad.ui.lessons.row_list import RowList


@pytest.fixture
def around(qtbot):
    around = QWidget()
    button = QPushButton("One more")
    button.setObjectName("moreButton")
    around.rows = RowList(around, button)
    button.clicked.connect(lambda: around.rows.append(QLineEdit(str(len(around.rows.rows) + 1))))
    return shown(around, qtbot)


def test_each_row_stands_below_the_one_before_and_above_the_button(around, qtbot):
    for _ in range(3):
        click(around, "moreButton")
    assert [row.text() for row in around.rows.rows] == ["1", "2", "3"]
    button = around.findChild(QPushButton)
    qtbot.waitUntil(lambda: button.y() > around.rows.rows[-1].y() > around.rows.rows[0].y())
    assert not button.autoDefault()


def test_cleared_rows_are_gone_at_once(around):
    click(around, "moreButton")
    around.rows.clear()
    assert (around.rows.rows, around.findChildren(QLineEdit)) == ([], [])
    click(around, "moreButton")
    assert [row.text() for row in around.rows.rows] == ["1"]
