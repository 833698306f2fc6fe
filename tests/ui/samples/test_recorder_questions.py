"""A label that a sure network doubts is asked about before the drawing is kept."""

from pathlib import Path

import pytest
from helpers.networks import always
from helpers.recording import kept, said
from helpers.samples import DIGITS
from helpers.windows import click, find
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from digitpad.replay import bundled_drawings

DRAWINGS = dict(bundled_drawings())


def sure_of(window, mouse, qtbot, digit="3"):
    """Draw a digit, and wait until the network is very sure of it."""
    mouse.draw(DRAWINGS[digit])
    qtbot.waitUntil(lambda: window.recorder.doubt(label=4) == digit)
    window.drawing.canvas.setFocus()


def question(window):
    label = find(window, "labelQuestion", QLabel)
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_slip_is_asked_about_and_enter_saves_it(window, mouse, qtbot, key):
    sure_of(window, mouse, qtbot)
    click(window, "label4")
    assert question(window) == "This looks like a 3. Save it as a 4?"
    assert kept(window, qtbot) == [], "not before somebody has answered"
    QTest.keyClick(window.drawing.canvas, key)
    assert [sample.label for sample in kept(window, qtbot)] == [4]
    assert question(window) == ""
    assert said(window) == "Saved as a 4 (1 drawing)"


def test_escape_saves_nothing_and_wipes_the_canvas_for_another_try(window, mouse, qtbot):
    sure_of(window, mouse, qtbot)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_4)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_Escape)
    assert kept(window, qtbot) == []
    assert not window.drawing.canvas.ink
    assert question(window) == ""
    click(window, "undoButton")
    assert window.drawing.canvas.ink, "nothing is lost"


def test_escape_answers_also_in_the_projector_view_and_does_not_end_it(window, mouse, qtbot):
    window.show_projector()
    sure_of(window, mouse, qtbot)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_4)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_Escape)
    assert not window.drawing.canvas.ink
    assert not window.tabs.isVisible()
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_Escape)
    assert window.tabs.isVisible()


def test_another_key_is_another_try_to_say_what_it_is(window, mouse, qtbot):
    sure_of(window, mouse, qtbot)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_4)
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_5)
    assert question(window) == "This looks like a 3. Save it as a 5?"
    QTest.keyClick(window.drawing.canvas, Qt.Key.Key_3)
    assert question(window) == ""
    assert [sample.label for sample in kept(window, qtbot)] == [3]


def test_what_is_drawn_meanwhile_takes_the_question_back(window, mouse, qtbot):
    sure_of(window, mouse, qtbot)
    click(window, "label4")
    mouse.stroke([(100.0, 100.0), (900.0, 120.0)])
    assert question(window) == ""
    assert window.drawing.canvas.ink
    assert kept(window, qtbot) == []


def test_a_question_about_the_drawing_goes_when_the_answer_is_about_something_else(window, mouse, qtbot):
    sure_of(window, mouse, qtbot)
    click(window, "label4")
    window.show_page("examine")
    qtbot.waitUntil(lambda: question(window) == "")
    assert kept(window, qtbot) == []


def test_a_network_that_is_not_sure_asks_nothing(window, mouse, qtbot):
    window.workbench.networks.opened(always([0.02, 0.972] + [0.001] * 8, DIGITS), Path("hasty.keras"))
    mouse.draw(DRAWINGS["3"])
    qtbot.waitUntil(lambda: find(window, "predictedDigit", QLabel).text() == "1")
    click(window, "label4")
    assert [sample.label for sample in kept(window, qtbot)] == [4]
