"""A table as high as its rows."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.full_height_table import FullHeightTable, cell


class Fitted(FullHeightTable):
    """Counts how often it was fitted."""

    def __init__(self, headings):
        self.fits = 0
        super().__init__(headings)

    def fit(self):
        self.fits += 1


@pytest.fixture
def table(qtbot):
    table = Fitted(("What", "How\nmany"))
    table.insertRow(0)
    for column, text in enumerate(("digits", "7")):
        table.setItem(0, column, cell(text, column))
    return shown(table, qtbot)


def test_text_is_at_the_left_and_figures_under_their_headings_at_the_right(table):
    for item, side in (
        (table.horizontalHeaderItem(0), Qt.AlignmentFlag.AlignLeft), (table.item(0, 0), Qt.AlignmentFlag.AlignLeft),
        (table.horizontalHeaderItem(1), Qt.AlignmentFlag.AlignRight), (table.item(0, 1), Qt.AlignmentFlag.AlignRight),
    ):
        assert item.textAlignment() & side


def test_nothing_in_it_can_be_changed_or_selected(table):
    place = table.visualItemRect(table.item(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClicks(table.viewport(), "x")
    assert table.item(0, 0).text() == "digits"
    assert table.selectedItems() == []


def test_another_width_and_another_text_size_fit_it_anew(table, qapp):
    before = table.fits
    table.resize(table.width() + 50, table.height())
    assert table.fits > before
    before = table.fits
    theme.apply(qapp, "light", 150)
    assert table.fits > before


def test_tab_passes_it_by(qtbot):
    page = QWidget()
    layout = QVBoxLayout(page)
    fields = QLineEdit(), Fitted(("What",)), QLineEdit()
    for field in fields:
        layout.addWidget(field)
    shown(page, qtbot)
    fields[0].setFocus()
    QTest.keyClick(fields[0], Qt.Key.Key_Tab)
    assert fields[2].hasFocus()


def test_every_table_says_itself_how_it_fits(qapp):
    with pytest.raises(NotImplementedError):
        FullHeightTable(("What",)).fit()
