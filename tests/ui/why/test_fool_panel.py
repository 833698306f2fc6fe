"""Noise is put before the network as noise."""

import numpy as np
import pytest
from helpers.networks import always
from helpers.windows import click, find, shown
from PySide6.QtWidgets import QLabel, QPushButton

from digitpad.insight.fool import SURE
from digitpad.ui.why.class_box import ClassBox
from digitpad.ui.why.fool_panel import FoolPanel


@pytest.fixture
def panel(jobs, qtbot):
    panel = FoolPanel(jobs)
    yield shown(panel, qtbot)
    panel.drop()


@pytest.fixture
def chosen(panel):
    pictures = []
    panel.picture_chosen.connect(pictures.append)
    return pictures


def sentence(panel):
    return find(panel, "foolSentence", QLabel).text()


def test_the_network_is_sure_of_noise(panel, chosen, built_in, sight_of, qtbot):
    sight = sight_of("7", built_in)
    panel.show_sight(sight, is_about_noise=False)
    find(panel, "foolTargetBox", ClassBox).setCurrentIndex(2)
    click(panel, "foolButton")
    qtbot.waitUntil(lambda: len(chosen) == 1)
    answers = built_in.probabilities(chosen[0][None])[0]
    assert answers.argmax() == 2
    assert answers[2] >= SURE - 1e-6
    assert sentence(panel).startswith("The network says 2, 99.")
    assert "it is noise" in sentence(panel)
    assert panel.shows_noise
    click(panel, "foolButton")
    qtbot.waitUntil(lambda: len(chosen) == 2)
    assert not np.array_equal(*chosen)  # it begins with other noise every time
    panel.show_sight(sight, is_about_noise=True)
    assert panel.shows_noise
    panel.show_sight(sight, is_about_noise=False)
    assert not panel.shows_noise
    assert sentence(panel) == ""


def test_back_to_the_drawing(panel, chosen, built_in, sight_of, qtbot):
    panel.show_sight(sight_of("7", built_in), is_about_noise=False)
    back = find(panel, "endFoolingButton", QPushButton)
    assert not back.isVisible()
    click(panel, "foolButton")
    qtbot.waitUntil(lambda: len(chosen) == 1)
    with qtbot.waitSignal(panel.put_away):
        click(panel, "endFoolingButton")


def test_a_network_that_is_not_to_be_fooled(panel, chosen, sight_of, qtbot):
    panel.show_sight(sight_of("7", always([0.91] + [0.01] * 9)), is_about_noise=False)
    click(panel, "foolButton")
    qtbot.waitUntil(lambda: sentence(panel).startswith("Not found"))
    assert chosen == []
    assert not panel.shows_noise
    assert find(panel, "foolButton", QPushButton).isEnabled()
