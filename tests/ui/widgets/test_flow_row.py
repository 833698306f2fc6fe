"""Buttons that wrap like words."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.flow_row import FlowRow


@pytest.fixture
def buttons():
    return [QPushButton(text) for text in ("Use this network", "Go", "Compare two of them", "Delete")]


@pytest.fixture
def row(qtbot, buttons):
    row = FlowRow()
    for button in buttons:
        row.add(button)
    row.resize(1_000, 30)
    return shown(row, qtbot)


def lines(buttons):
    """The heights at which buttons stand."""
    return sorted({button.y() for button in buttons if button.isVisible()})


def test_they_stand_in_one_line_where_there_is_room_and_wrap_where_there_is_not(row, buttons):
    assert lines(buttons) == [0]
    one = row.height()
    row.resize(buttons[0].width() + buttons[1].width() + 20, row.height())
    assert len(lines(buttons)) == 3
    assert buttons[1].x() > buttons[0].geometry().right()
    assert buttons[2].x() == buttons[3].x() == 0
    assert row.height() > 3 * one
    row.resize(1_000, row.height())
    assert (lines(buttons), row.height()) == ([0], one)


def test_nothing_is_cut_off_however_narrow_it_is(row, buttons):
    for width in (300, 150, 60):
        row.resize(width, row.height())
        assert all(row.rect().contains(button.geometry()) for button in buttons)
        places = [button.geometry() for button in buttons]
        assert not any(one.intersects(other) for one in places for other in places if one is not other)


def test_a_button_that_is_left_out_takes_no_room(row, buttons):
    second = buttons[1].x()
    row.show_button(buttons[0], False)
    assert not buttons[0].isVisible()
    assert buttons[1].x() == 0
    row.resize(900, row.height())
    assert buttons[1].x() == 0
    row.show_button(buttons[0], True)
    assert buttons[1].x() == second


@pytest.mark.parametrize("zooms", [(200,), (100, 200), (100, 150, 200)], ids=str)
def test_larger_text_wraps_earlier(row, buttons, qapp, zooms):
    row.resize(sum(button.width() for button in buttons) + 50, row.height())
    assert len(lines(buttons)) == 1
    for zoom in zooms:
        theme.apply(qapp, "light", zoom)
        qapp.processEvents()
    assert len(lines(buttons)) > 1


def test_a_longer_word_wraps_earlier(row, buttons, qapp):
    row.resize(sum(button.width() for button in buttons) + 50, row.height())
    buttons[1].setText("Go on with what was begun")
    qapp.processEvents()
    assert len(lines(buttons)) > 1
    assert buttons[1].width() == buttons[1].sizeHint().width()


def test_tab_goes_from_button_to_button_in_their_order(row, buttons):
    row.resize(200, row.height())
    buttons[0].setFocus()
    for button in buttons[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert button.hasFocus()
