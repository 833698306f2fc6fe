"""Plots and sentences of known answers; the slider is the setting itself."""

import numpy as np
import pytest
from helpers.networks import always
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QSpinBox

from digitpad.model.spec import NetworkInfo
from digitpad.ui.evaluation.sureness_tab import SurenessTab
from digitpad.ui.widgets import theme

NAMES = tuple("0123456789")


@pytest.fixture
def examiner(sleeper, qtbot):
    """Of a network that takes everything for a 3, with 0.55 against 0.05."""
    network = always([0.55 if index == 3 else 0.05 for index in range(10)], NAMES)
    sleeper.set_network(network.with_info(NetworkInfo(NAMES, "mnist-5k")))
    sleeper.set_awake(True)
    qtbot.waitUntil(lambda: sleeper.examination is not None)
    return sleeper


@pytest.fixture
def tab(examiner, settings, qtbot):
    tab = SurenessTab(examiner, settings)
    tab.resize(500, 600)
    return shown(tab, qtbot)


@pytest.fixture
def right(examiner):
    return float(examiner.examination.first.right.mean())


def text(tab, name):
    return find(tab, name, QLabel).text()


def test_the_diagram_has_a_point_for_each_kind_of_answer_and_the_line_it_should_be_on(tab, right):
    ideal, line = tab.reliability.lines
    assert (ideal.places, ideal.values) == ((0.0, 100.0), (0.0, 100.0))
    assert line.places == pytest.approx([55], abs=1e-4)
    assert line.values == pytest.approx([100 * right])
    assert f"Calibration error: {0.55 - right:.1%}".replace("%", "\N{NO-BREAK SPACE}%") in text(tab, "calibrationError")
    assert "too well of itself" in text(tab, "calibrationError")


def test_coverage_falls_where_the_lead_is_passed(tab, right):
    answered, accuracy = tab.coverage.lines
    assert [answered.values[place] for place in (0, 49, 51, 100)] == [100, 100, 0, 0]
    assert accuracy.values[0] == pytest.approx(100 * right)
    assert np.isnan(accuracy.values[51])


def test_the_slider_is_the_setting_and_the_setting_moves_the_slider(tab, settings):
    slider = find(tab, "marginSlider", QSlider)
    settings.margin = 0.3
    assert slider.value() == 30
    assert [event.place for event in tab.coverage.events] == [30]
    assert text(tab, "marginTrade").startswith("Lead of 30\N{NO-BREAK SPACE}%: answered 100.0")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert settings.margin == 0.9
    assert text(tab, "marginTrade").endswith("of these right no pictures.")


def test_costs_find_the_cheapest_lead_and_the_button_takes_it(tab, settings, right):
    wrong = find(tab, "wrongCostBox", QSpinBox)
    assert (wrong.value(), find(tab, "unsureCostBox", QSpinBox).value()) == (5, 1)
    # An answer costs 5 times its share of mistakes, more than silence.
    assert 5 * (1 - right) > 1
    click(tab, "useCheapestButton")
    assert settings.margin > 0.5
    wrong.setFocus()
    wrong.selectAll()
    QTest.keyClicks(wrong, "1")
    QTest.keyClick(wrong, Qt.Key.Key_Return)
    assert text(tab, "cheapestLead").startswith("Cheapest: a lead of 0\N{NO-BREAK SPACE}%")
    click(tab, "useCheapestButton")
    assert settings.margin == 0


def test_without_pictures_there_is_nothing_to_use(tab, examiner):
    examiner.forget("mnist-5k")
    assert not find(tab, "useCheapestButton", QPushButton).isEnabled()
    assert (text(tab, "cheapestLead"), tab.coverage.lines) == ("", ())


def test_the_lines_follow_the_theme(tab, qapp):
    before = tab.coverage.lines[0].pen.color()
    theme.apply(qapp, "dark", 100)
    assert tab.coverage.lines[0].pen.color() != before
