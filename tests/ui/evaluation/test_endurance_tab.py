"""The curve and its words, and one's own drawing damaged while the slider moves."""

import numpy as np
import pytest
from helpers.networks import tiny
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSlider

from digitpad.evaluation.damage import LEVELS, Damage, damaged_ink
from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings
from digitpad.ui.evaluation.endurance_curves import EnduranceCurves
from digitpad.ui.evaluation.endurance_tab import EnduranceTab
from digitpad.ui.widgets import theme

SEVEN = dict(bundled_drawings())["7"]


@pytest.fixture
def curves(examiner, data_dir, jobs):
    return EnduranceCurves(examiner, data_dir, jobs, examiner)


@pytest.fixture
def tab(curves, qtbot):
    tab = shown(EnduranceTab(curves), qtbot)
    qtbot.waitUntil(lambda: curves.points != () and not curves.is_busy)
    yield tab
    tab.hide()


@pytest.fixture
def slider(tab):
    slider = find(tab, "damageSlider", QSlider)
    slider.setFocus()
    return slider


def text(tab, name):
    return find(tab, name, QLabel).text()


def choose(tab, damage, qtbot, curves):
    box = find(tab, "damageBox", QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(list(Damage).index(damage)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: curves.points != () and not curves.is_busy)


def test_the_curve_is_drawn_and_said_in_words(tab, curves, examiner):
    line, = tab.plot.lines
    assert tuple(line.places) == LEVELS[Damage.NOISE]
    assert line.values[0] == pytest.approx(100 * examiner.accuracy.value)
    assert text(tab, "enduranceWords").startswith(f"Undamaged {examiner.accuracy.message()} are right, worst ")
    assert not find(tab, "enduranceProgress").isVisible()


def test_another_damage_has_another_axis(tab, curves, qtbot):
    choose(tab, Damage.TURN, qtbot, curves)
    assert tab.plot.ends == (-60, 60)
    assert len(tab.plot.lines[0].places) == 7


def test_with_two_networks_there_are_two_lines_and_their_names(tab, curves, examiner, qtbot):
    tab.set_titles("One", "Other")
    examiner.set_against(tiny())
    qtbot.waitUntil(lambda: len(tab.plot.lines) == 2 and not curves.is_busy)
    assert [line.name for line in tab.plot.lines] == ["One", "Other"]
    assert tab.plot.lines[0].pen.style() is not tab.plot.lines[1].pen.style()
    assert "Solid: “One”. Dashed: “Other”." in text(tab, "enduranceWords")


def test_the_slider_damages_the_drawing_and_gives_it_back(tab, slider, curves, qtbot):
    choose(tab, Damage.TURN, qtbot, curves)
    told = []
    tab.drawing_damaged.connect(told.append)
    tab.drawing_restored.connect(lambda: told.append(None))
    assert not slider.isEnabled()
    tab.set_ink(SEVEN)
    assert (slider.isEnabled(), slider.value()) == (True, 30)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(told) == 1)
    np.testing.assert_array_equal(told[0], damaged_ink(SEVEN, Damage.TURN, 60.0))
    assert [event.place for event in tab.plot.events] == [60]
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: told[-1] is None)
    assert (slider.value(), tab.plot.events) == (30, ())


def test_a_new_stroke_and_a_hidden_tab_damage_nothing(tab, slider, qtbot):
    tab.set_ink(SEVEN)
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == 60
    tab.set_ink(SEVEN)
    assert slider.value() == 0
    QTest.keyClick(slider, Qt.Key.Key_End)
    tab.hide()
    assert (slider.value(), tab.plot.events) == (0, ())


def test_another_damage_gives_a_damaged_drawing_back(tab, slider, curves, qtbot):
    restored = []
    tab.drawing_restored.connect(lambda: restored.append(True))
    tab.set_ink(SEVEN)
    choose(tab, Damage.TURN, qtbot, curves)
    assert restored == []
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    choose(tab, Damage.NOISE, qtbot, curves)
    assert restored == [True]


def test_without_ink_it_says_what_to_do(tab):
    tab.set_ink(Ink())
    assert text(tab, "damageAmount") == "Draw something, and damage it here."


def test_the_lines_follow_the_theme(tab, qapp):
    before = tab.plot.lines[0].pen.color()
    theme.apply(qapp, "dark", 100)
    assert tab.plot.lines[0].pen.color() != before
