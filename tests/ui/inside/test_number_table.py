"""Rows of numbers."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.ui.inside.number_table import NumberTable

ROWS = [("Neuron 1", "0.5", "2"), ("Neuron 2", "−0.25", "1.12345")]


@pytest.fixture
def table(qtbot):
    page, table = QWidget(), NumberTable(("From", "Value", "× weight"))
    layout = QVBoxLayout(page)
    layout.addWidget(table)
    layout.addStretch()
    page.resize(500, 300)
    table.show_rows(ROWS)
    page.table = table
    return shown(page, qtbot)


def texts(table):
    return [tuple(table.item(row, column).text() for column in range(3)) for row in range(table.rowCount())]


def test_rows_change_in_place(table):
    table = table.table
    assert texts(table) == ROWS
    kept = table.item(0, 0)
    table.show_rows([("Neuron 1", "0.75", "2")])
    assert texts(table) == [("Neuron 1", "0.75", "2")]
    assert table.item(0, 0) is kept


@pytest.mark.parametrize("width", [120, 300, 800])
def test_all_rows_are_seen_and_no_column_is_cut(table, width, qapp):
    page, table = table, table.table
    page.resize(width, 300)
    qapp.processEvents()
    assert table.viewport().height() >= sum(table.rowHeight(row) for row in range(table.rowCount()))
    metrics = table.fontMetrics()
    for column in range(3):
        assert all(table.columnWidth(column) > metrics.horizontalAdvance(row[column]) for row in ROWS)
    columns = sum(table.columnWidth(column) for column in range(3))
    assert (columns > table.viewport().width()) is (width == 120)
