"""Softmax, step by step, at any temperature."""

import pytest
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider

from digitpad.formatting import percent
from digitpad.insight.softmax import softmax_table
from digitpad.ui.inside.softmax_panel import SoftmaxPanel


@pytest.fixture
def panel(qtbot):
    return shown(SoftmaxPanel(), qtbot)


def test_the_rows_are_the_rooms(panel, built_in, sight_of):
    sight = sight_of("3", built_in)
    rows = softmax_table(built_in, sight.picture)
    panel.show_rows(rows)
    table = find(panel, "softmaxTable")
    for number, row in enumerate(rows):
        name, score, less, exponential, share = (table.item(number, column).text() for column in range(5))
        assert (name, share) == (str(number), percent(float(sight.probabilities[number])))
        for text, value in ((score, row.score), (less, row.less), (exponential, row.exponential)):
            assert float(text.replace("−", "-")) == pytest.approx(value, rel=1e-3)


def test_the_slider_says_the_temperature_and_asks_for_it(panel, qtbot):
    assert panel.temperature == 1
    slider = find(panel, "temperatureSlider", QSlider)
    with qtbot.waitSignal(panel.temperature_changed):
        QTest.keyClick(slider, Qt.Key.Key_End)
    assert panel.temperature == pytest.approx(10)
    assert find(panel, "temperatureSentence", QLabel).text() == "Temperature 10.00"
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert panel.temperature == pytest.approx(0.1)
