"""Bending: found, not found, stopped, put on the canvas."""

import pytest
from helpers.networks import always
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.formatting import percent
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.insight.bend import bend
from digitpad.ui.why.bend_panel import BendPanel
from digitpad.ui.why.class_box import ClassBox


@pytest.fixture
def panel(jobs, qtbot):
    panel = BendPanel(jobs)
    panel.resize(450, 400)
    yield shown(panel, qtbot)
    panel.drop()


@pytest.fixture
def put(panel):
    inks = []
    panel.ink_chosen.connect(inks.append)
    return inks


def sentence(panel):
    return find(panel, "bendSentence", QLabel).text()


def button(panel, name):
    return find(panel, name, QPushButton)


def ask_for(panel, target):
    find(panel, "bendTargetBox", ClassBox).setCurrentIndex(target)
    click(panel, "bendButton")


def test_the_bent_drawing_is_the_rooms_and_goes_on_the_canvas(panel, put, built_in, sight_of, qtbot):
    other = Ink.of([[(900.0, 0.0), (900.0, 100.0)]])
    sight = sight_of("7", built_in, others=other)
    panel.show_sight(sight)
    ask_for(panel, 9)
    assert button(panel, "stopBendingButton").isVisible()
    assert not button(panel, "bendButton").isVisible()
    qtbot.waitUntil(lambda: "Bending" not in sentence(panel))
    expected = bend(built_in, sight.ink, 9)
    assert f"the network says 9, {percent(expected.probability)}." in sentence(panel)
    click(panel, "putBentButton")
    assert put[0].to_json() == Ink((*other.strokes, *expected.after.strokes)).to_json()
    again = built_in.probabilities(rasterize(Ink(put[0].strokes[1:]))[None])[0]
    assert float(again[9]) == pytest.approx(expected.probability, abs=1e-5)


def test_a_network_that_cannot_be_moved_is_said_to_be_so(panel, put, sight_of, qtbot):
    panel.show_sight(sight_of("7", always([0.91] + [0.01] * 9)))
    ask_for(panel, 3)
    qtbot.waitUntil(lambda: sentence(panel).startswith("Not found"))
    assert not button(panel, "putBentButton").isVisible()
    assert put == []


def test_stop_gives_it_up_and_it_can_be_begun_again(panel, jobs, sight_of, qtbot):
    panel.show_sight(sight_of("7", always([0.91] + [0.01] * 9)))
    ask_for(panel, 3)
    click(panel, "stopBendingButton")
    assert sentence(panel) == "Stopped."
    qtbot.waitUntil(lambda: not jobs.busy)
    assert sentence(panel) == "Stopped."
    assert button(panel, "bendButton").isVisible()
    click(panel, "bendButton")
    qtbot.waitUntil(lambda: sentence(panel).startswith("Not found"))


def test_another_drawing_puts_away_what_was_found_and_another_network_does_not(
    panel, built_in, sight_of, qtbot
):
    panel.show_sight(sight_of("7", built_in))
    ask_for(panel, 9)
    qtbot.waitUntil(lambda: button(panel, "putBentButton").isVisible())
    panel.show_sight(sight_of("7", always([0.91] + [0.01] * 9)))
    assert button(panel, "putBentButton").isVisible()
    panel.show_sight(sight_of("3", built_in))
    assert not button(panel, "putBentButton").isVisible()
    assert sentence(panel) == ""


def test_only_what_is_drawn_can_be_bent(panel, built_in, sight_of, blank):
    panel.show_sight(blank(built_in))
    assert not button(panel, "bendButton").isEnabled()
    assert sentence(panel) == "Draw a digit first."
    panel.show_sight(sight_of("7", built_in))
    assert button(panel, "bendButton").isEnabled()
    panel.show_sight(sight_of("7", built_in, drawn=False))
    assert not button(panel, "bendButton").isEnabled()
    assert "no strokes" in sentence(panel)


def test_the_question_names_the_class(panel, built_in, sight_of):
    panel.show_sight(sight_of("7", built_in))
    find(panel, "bendTargetBox", ClassBox).setCurrentIndex(4)
    assert any(label.text() == "What would make it “4”?" for label in panel.findChildren(QLabel))
