"""The table of shares before and after."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QVBoxLayout, QWidget

from digitpad.ui.samples.fine_tuning_results import FineTuningResults, FineTuningRow
from digitpad.ui.widgets import theme

ROWS = (
    FineTuningRow("Our digits that it learns from, all of them", 1234, 0.5, 0.975),
    FineTuningRow("Other people’s", 0, None, None),
    FineTuningRow("Old ones", 50, 1.0, None),
)


@pytest.fixture
def table(qtbot):
    """In a page that is as wide as it is told to be."""
    page = QWidget()
    table = FineTuningResults()
    layout = QVBoxLayout(page)
    layout.addWidget(table)
    layout.addStretch()
    page.resize(400, 400)
    shown(page, qtbot)
    table.show_rows(ROWS)
    return page, table


def test_cells_say_how_many_there_are_and_dashes_where_nothing_was_read():
    cells = [tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in row.cells()) for row in ROWS]
    assert cells == [
        ("Our digits that it learns from, all of them (1,234)", "50.0 %", "97.5 %"),
        ("Other people’s (0)", "–", "–"),
        ("Old ones (50)", "100.0 %", "–"),
    ]


def test_other_rows_take_the_place_of_the_present_ones(table):
    _, widget = table
    assert [widget.item(row, 0).text() for row in range(3)] == [row.cells()[0] for row in ROWS]
    widget.show_rows(ROWS[:1])
    assert widget.rowCount() == 1
    assert [widget.item(0, column).text() for column in range(3)] == list(ROWS[0].cells())


@pytest.mark.parametrize("width", [320, 400, 900])
def test_all_rows_are_seen_and_the_columns_fill_the_width(table, qapp, width):
    page, widget = table
    page.resize(width, 400)
    qapp.processEvents()
    assert widget.verticalScrollBar().maximum() == 0
    assert widget.horizontalScrollBar().maximum() == 0
    assert sum(widget.columnWidth(column) for column in range(3)) == widget.viewport().width()


def test_a_long_line_wraps_where_there_is_little_room(table, qapp):
    page, widget = table
    page.resize(900, 400)
    qapp.processEvents()
    one_line = widget.rowHeight(0)
    page.resize(260, 400)
    qapp.processEvents()
    assert widget.rowHeight(0) > one_line
    assert widget.rowHeight(0) > widget.rowHeight(1)


def test_it_follows_the_text_size(table, qapp):
    page, widget = table
    before = widget.height()
    theme.apply(qapp, "light", 200)
    page.resize(800, 700)
    qapp.processEvents()
    assert widget.height() > before
    assert widget.verticalScrollBar().maximum() == 0


def test_nothing_moves_when_a_figure_comes(table):
    _, widget = table
    widths = [widget.columnWidth(column) for column in range(3)]
    widget.show_rows([FineTuningRow(row.text, row.count, 1.0, 1.0) for row in ROWS])
    assert [widget.columnWidth(column) for column in range(3)] == widths
