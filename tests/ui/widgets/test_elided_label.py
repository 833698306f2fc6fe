"""A line of text that asks for no width."""

import pytest
from helpers.windows import shown
from PySide6.QtWidgets import QWidget

from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel

LONG = "a name that somebody has written for its own sake"


@pytest.fixture
def line(qtbot):
    line = ElidedLabel("7", longest_ems=9)
    line.resize(100, 30)
    return shown(line, qtbot)


def test_it_is_a_line_high_whatever_it_says(line):
    height = line.sizeHint().height()
    for text in ("", "gj", LONG, "two\nlines"):
        line.setText(text)
        assert line.sizeHint().height() == line.minimumSizeHint().height() == height


def test_it_asks_for_room_up_to_its_longest(line):
    short = line.sizeHint().width()
    line.setText(LONG)
    assert short < line.sizeHint().width() == 9 * line.fontMetrics().height()
    assert line.minimumSizeHint().width() < short


def test_it_is_cut_where_it_does_not_fit_and_heard_as_a_whole(line):
    line.setText(LONG)
    cut = line.grab().toImage()
    line.setText(LONG + " and more")
    assert line.grab().toImage() == cut, "both end with the same dots"
    assert line.text() == line.accessibleDescription() == LONG + " and more"
    line.resize(1000, 30)
    assert line.grab().toImage() != cut


def test_a_fitted_line_gets_smaller_before_it_is_cut(qtbot):
    parent = QWidget()
    line = ShrinkingLabel()
    line.setParent(parent)
    shown(parent, qtbot)
    line.resize(200, 60)
    line.set_sizes(24, 10)
    sizes = []
    for text in ("7", LONG[:16], LONG):
        line.setText(text)
        sizes.append(line.font().pointSizeF())
    assert sizes[0] == 24 > sizes[1] > sizes[2] == 10
    line.resize(2_000, 60)
    assert line.font().pointSizeF() == 24
