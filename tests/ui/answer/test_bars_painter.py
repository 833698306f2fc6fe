"""Rows of bars, painted on a widget of a known size."""

import pytest
from helpers.windows import shown
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from digitpad.ui.answer.bars_painter import BarsPainter, Row
from digitpad.ui.widgets import theme

ROWS = [Row(0.25, "25.0 %", False), Row(0.0, "0.0 %", False), Row(0.75, "75.0 %", True)]


@pytest.fixture
def widget(qtbot):
    widget = QWidget()
    widget.resize(300, 90)
    return shown(widget, qtbot)


def painted(widget, rows=ROWS, written=(0, 1, 2), names=("a", "b", "c")):
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    BarsPainter(widget, widget.font(), names, 3, 30.0, 9.0, "100.0 %", "0.0 %").paint(painter, rows, written)
    painter.end()
    return image


def lengths(image, colour):
    """How many pixels of a colour the middle of each row has."""
    wanted = QColor(colour).rgb()
    return [sum(image.pixel(x, row * 30 + 15) == wanted for x in range(image.width())) for row in range(3)]


def test_bars_are_as_long_as_their_values(widget):
    image, colours = painted(widget), theme.colours()
    (low, nothing, __), (__, __, first) = lengths(image, colours.bar), lengths(image, colours.accent)
    assert nothing == 0
    assert 2.8 < first / low < 3.3


def test_only_what_is_written_has_words(widget):
    all_rows, without = painted(widget), painted(widget, written=(0, 2))
    rows = [QRect(0, row * 30, 300, 30) for row in range(3)]
    assert [all_rows.copy(row) == without.copy(row) for row in rows] == [True, False, True]


def test_without_names_the_bars_are_longer(widget):
    accent = theme.colours().accent
    assert lengths(painted(widget, names=()), accent)[2] > lengths(painted(widget), accent)[2]


def test_painting_again_paints_the_same(widget):
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    painter_of_bars = BarsPainter(widget, widget.font(), ("a", "b", "c"), 3, 30.0, 9.0, "100.0 %", "0.0 %")
    for rows in (ROWS[::-1], ROWS):
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter_of_bars.paint(painter, rows, (0, 1, 2))
        painter.end()
    assert image == painted(widget)
