"""Experiments from the window: try, use, throw away; the original stays as it is."""

import numpy as np
import pytest
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from digitpad.insight.experiments import prune, switch_off
from digitpad.ui.inside.experiment_panel import ExperimentPanel
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.widgets.number_fields import NumberBox


@pytest.fixture
def panel(workbench, qtbot):
    panel = ExperimentPanel(workbench)
    panel.resize(500, 300)
    shown(panel, qtbot)
    panel.show_network(workbench.recognizer.network)
    yield panel
    panel.drop()


def said(panel):
    return find(panel, "experimentSentence", QLabel).text()


def choose(panel, kind):
    box = find(panel, "experimentBox", QComboBox)
    box.setCurrentIndex(box.findData(kind))


def same(first, second):
    return all(map(np.array_equal, first.weights, second.weights))


def test_the_changed_network_is_used_unsaved_and_the_original_stays(panel, workbench, qtbot):
    original = workbench.networks.current
    before = [weight.tobytes() for weight in original.network.weights]
    click(panel, "tryButton")
    assert said(panel) == "Counting…"
    qtbot.waitUntil(lambda: said(panel).startswith("Of 50 test pictures of "))
    click(panel, "useChangedButton")
    current = workbench.networks.current
    assert same(current.network, prune(original.network, 0.5))
    assert (current.title, current.unsaved, current.path) == ("tiny.keras, changed", True, None)
    assert workbench.networks.entries == (original, current)
    assert [weight.tobytes() for weight in original.network.weights] == before
    assert workbench.recognizer.network is current.network
    assert said(panel) == ""


def test_thrown_away_it_leaves_nothing(panel, workbench, qtbot):
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: find(panel, "discardChangedButton").isVisible())
    click(panel, "discardChangedButton")
    assert not find(panel, "useChangedButton").isVisible()
    assert said(panel) == ""
    assert len(workbench.networks.entries) == 1


def test_only_a_hidden_neuron_is_switched_off(panel, workbench, qtbot):
    choose(panel, "off")
    button = find(panel, "tryButton", QPushButton)
    panel.show_neuron(Neuron(1, 2), is_hidden=False)
    assert not button.isEnabled()
    assert "hidden layer" in button.toolTip()
    panel.show_neuron(Neuron(0, 2), is_hidden=True)
    assert button.isEnabled()
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: find(panel, "useChangedButton").isVisible())
    original = workbench.networks.current.network
    click(panel, "useChangedButton")
    assert same(workbench.networks.current.network, switch_off(original, 0, 2))


def test_a_wrong_amount_is_not_tried(panel):
    box = find(panel, "pruneAmountBox", NumberBox)
    assert box.isVisible()
    box.selectAll()
    QTest.keyClicks(box, "500")
    button = find(panel, "tryButton", QPushButton)
    assert not button.isEnabled()
    assert "from 0 to 100" in button.toolTip()
    choose(panel, "bits")
    assert button.isEnabled()
    assert not box.isVisible()


def test_who_looks_away_gives_it_up(panel, workbench, catalogue, qtbot):
    catalogue.gate.clear()
    click(panel, "tryButton")
    panel.drop()
    catalogue.gate.set()
    qtbot.waitUntil(lambda: not workbench.jobs.busy)
    assert said(panel) == ""
    assert find(panel, "tryButton", QPushButton).isEnabled()
    QTest.mouseClick(find(panel, "tryButton"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: find(panel, "useChangedButton").isVisible())
