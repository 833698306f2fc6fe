"""The eraser and the exact sum say what the functions of the room say."""

from itertools import count

import numpy as np
import pytest
from helpers.networks import tiny, with_random_numbers
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton

from digitpad.formatting import percent
from digitpad.ink.stroke import Ink
from digitpad.insight.contributions import contributions
from digitpad.insight.eraser import eraser_map, wiped
from digitpad.model.spec import NetworkSpec
from digitpad.ui.answer.follower import Sight
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.why.map_panel import MapPanel


@pytest.fixture
def panel(jobs, qtbot):
    panel = MapPanel(jobs)
    panel.resize(450, 600)
    yield shown(panel, qtbot)
    panel.drop()


def sentence(panel):
    return find(panel, "whySentence", QLabel).text()


def bars(panel):
    return find(panel, "eraserBars", ProbabilityBars).property("probabilities")


def shows(panel, values):
    return bool(np.allclose(panel.map.property("values"), np.asarray(values).ravel(), atol=1e-9))


def test_the_map_is_the_erasers_and_the_lens_says_what_the_network_says(panel, built_in, sight_of, qtbot):
    sight = sight_of("7", built_in)
    panel.show_sight(sight)
    expected = eraser_map(built_in, sight.picture, 7)
    qtbot.waitUntil(lambda: shows(panel, expected.importance))
    assert sentence(panel).startswith(f"Most probable: 7, {percent(float(sight.probabilities[7]))}.")
    assert bars(panel) == pytest.approx(sight.probabilities.tolist())
    row, column = np.unravel_index(int(expected.importance.argmax()), (28, 28))
    panel.map.set_lens((int(row), int(column)))
    answers = built_in.probabilities(wiped(sight.picture, int(row), int(column))[None])[0]
    assert bars(panel) == pytest.approx(answers.tolist(), abs=1e-5)
    best = int(answers.argmax())
    assert f"Most probable without this square: {best}, {percent(float(answers[best]))};" in sentence(panel)
    panel.map.set_lens(None)
    assert bars(panel) == pytest.approx(sight.probabilities.tolist())


def test_the_exact_sum_is_said_as_an_addition(panel, built_in, sight_of, qtbot):
    sight = sight_of("4", built_in)
    panel.show_sight(sight)
    click(panel, "exactSumButton")
    second = sight.ranking[1]
    expected = contributions(built_in, sight.picture, 4, second)
    qtbot.waitUntil(lambda: shows(panel, expected.pixels))
    text = sentence(panel)
    assert text.startswith(f"The lead of 4 over {second}:")
    numbers = [float(word.strip(",;.").replace("−", "-")) for word in text.split() if word[0] in "+−"]
    assert round(sum(numbers[:-1]), 2) == numbers[-1] == pytest.approx(expected.total, abs=0.005)
    box = find(panel, "againstBox", QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shows(panel, contributions(built_in, sight.picture, 4, 0).pixels))
    assert sentence(panel).startswith("The lead of 4 over 0:")


def test_against_itself_a_class_has_no_lead_so_the_second_best_takes_its_place(panel, built_in, sight_of, qtbot):
    sight = sight_of("4", built_in)
    panel.show_sight(sight)
    click(panel, "exactSumButton")
    find(panel, "againstBox", QComboBox).setCurrentIndex(5)
    panel.show_sight(sight)
    qtbot.waitUntil(lambda: sentence(panel).startswith(f"The lead of 4 over {sight.ranking[1]}:"))


def test_where_there_is_no_exact_sum_only_the_eraser_is_left(panel, built_in, curved, sight_of, qtbot):
    panel.show_sight(sight_of("4", built_in))
    click(panel, "exactSumButton")
    qtbot.waitUntil(lambda: sentence(panel).startswith("The lead"))
    sight = sight_of("4", curved)
    panel.show_sight(sight)
    exact = find(panel, "exactSumButton", QRadioButton)
    assert not exact.isEnabled()
    assert "tanh" in exact.toolTip()
    assert find(panel, "eraserButton", QRadioButton).isChecked()
    expected = eraser_map(curved, sight.picture, sight.ranking[0]).importance
    qtbot.waitUntil(lambda: shows(panel, expected))
    panel.show_sight(sight_of("4", built_in))
    assert exact.isEnabled()


def test_a_network_in_training_does_not_keep_the_map_away(panel, sight_of, qtbot):
    """It is another one every few milliseconds, and the picture is the same."""
    networks = [with_random_numbers(NetworkSpec.mlp((8,)), tiny().info, seed) for seed in range(40)]
    picture = sight_of("7", networks[0]).picture
    turn = count()

    def next_network():
        asked = networks[next(turn) % len(networks)]
        panel.show_sight(Sight(asked, picture, asked.probabilities(picture[None])[0], Ink(), Ink()))
        return any(panel.map.property("values"))

    qtbot.waitUntil(next_network)


def test_nothing_drawn_has_no_map(panel, built_in, sight_of, blank, qtbot):
    panel.show_sight(sight_of("7", built_in))
    qtbot.waitUntil(lambda: any(panel.map.property("values")))
    panel.show_sight(blank(built_in))
    assert not any(panel.map.property("values"))
    assert not any(bars(panel))
    assert not find(panel, "whySentence").isVisible()
    assert any(label.text().startswith("Draw a digit;") for label in panel.findChildren(QLabel) if label.isVisible())


def test_the_picture_grows_with_the_room(panel):
    panel.set_room(300, 400, 17)
    small = panel.map.sizeHint().width()
    panel.set_room(800, 1000, 17)
    assert panel.map.sizeHint().width() == 14 * 28 + 2 > small


def test_the_bars_are_beside_the_picture_or_below_it(panel, built_in, sight_of, qtbot):
    panel.show_sight(sight_of("7", built_in))
    shown_bars = find(panel, "eraserBars")
    panel.set_room(420, 600, 17)
    qtbot.waitUntil(lambda: shown_bars.x() > panel.map.geometry().right())
    panel.set_room(420, 600, 34)
    qtbot.waitUntil(lambda: shown_bars.y() > panel.map.geometry().bottom())
    assert shown_bars.height() >= 10 * 34
