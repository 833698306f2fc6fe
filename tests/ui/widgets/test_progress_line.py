"""The thin bar and its words."""

import pytest
from helpers.windows import shown
from PySide6.QtGui import QColor

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.progress_line import ProgressLine


@pytest.fixture
def line(qtbot):
    line = ProgressLine()
    line.setRange(0, 100)
    line.resize(300, 24)
    return shown(line, qtbot)


def done(line):
    """How many pixels of the middle row are in the colour of what is done."""
    picture = line.grab().toImage()
    accent = QColor(theme.colours().accent)
    return sum(picture.pixelColor(x, 12) == accent for x in range(picture.width()))


def test_the_line_is_as_long_as_what_is_done(line):
    line.setValue(0)
    assert done(line) == 0
    line.setValue(50)
    assert done(line) == pytest.approx(150, abs=4)
    line.setValue(100)
    assert done(line) == pytest.approx(300, abs=4)
    line.setRange(0, 0)  # nobody knows how long
    assert done(line) == pytest.approx(100, abs=4)


def test_the_words_stand_beside_the_line(line):
    line.setValue(100)
    line.set_texts("Epoch 12 of 30")
    assert line.text() == "Epoch 12 of 30"
    words = line.fontMetrics().horizontalAdvance("Epoch 12 of 30")
    assert done(line) == pytest.approx(300 - words - theme.GRID, abs=4)
    line.set_texts("Epoch 9 of 30")  # shorter words do not move the end of the line
    assert done(line) == pytest.approx(300 - words - theme.GRID, abs=4)
    line.set_texts("")
    assert done(line) == pytest.approx(300, abs=4)


def test_words_are_shortened_and_never_cut(line):
    texts = ("Epoch 12 of 300", "12 of 300", "12/300", "12")
    line.set_texts(*texts)
    seen = []
    for width in range(300, 40, -1):
        line.resize(width, line.height())
        assert line.fontMetrics().horizontalAdvance(line.fitting()) < width
        seen.append(line.fitting())
    assert tuple(dict.fromkeys(seen)) == texts
    assert line.text() == texts[0]  # for screen readers


def test_a_percent_sign_is_one(line):
    line.set_texts("50 %p")
    assert line.text() == "50 %p"
