"""Experiments from the window: try, use, throw away; the original stays as it is."""

import numpy as np
import pytest
from helpers.networks import tiny, with_random_numbers
from helpers.windows import click, find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from digitpad.formatting import percent
from digitpad.insight.experiments import move_bias, move_weight, prune, switch_off
from digitpad.model.layers import Dense, Flatten, Rescaling
from digitpad.model.spec import NetworkSpec
from digitpad.ui.inside.experiment_panel import ExperimentPanel
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.neuron_terms import short_text
from digitpad.ui.inside.trial import Target
from digitpad.ui.widgets.number_fields import NumberBox


@pytest.fixture
def panel(workbench, qtbot):
    panel = ExperimentPanel(workbench)
    panel.resize(500, 300)
    shown(panel, qtbot)
    panel.show_target(workbench.recognizer.network, Target(Neuron(0, 0)), is_hidden=True)
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
    panel.show_target(workbench.recognizer.network, Target(Neuron(1, 2)), is_hidden=False)
    assert not button.isEnabled()
    assert "hidden layer" in button.toolTip()
    panel.show_target(workbench.recognizer.network, Target(Neuron(0, 2)), is_hidden=True)
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


def type_amount(panel, kind, text):
    box = find(panel, f"{kind}AmountBox", NumberBox)
    box.selectAll()
    QTest.keyClicks(box, text)


def about(panel):
    return find(panel, "experimentTarget", QLabel).text()


def test_a_weight_must_be_chosen_before_it_is_moved(panel, workbench, qtbot):
    network = workbench.networks.current.network
    before = [weight.tobytes() for weight in network.weights]
    panel.show_target(workbench.recognizer.network, Target(Neuron(0, 2)), is_hidden=True)
    choose(panel, "weight")
    button = find(panel, "tryButton", QPushButton)
    assert not button.isEnabled()
    assert "picture of the weights" in button.toolTip()
    assert "Click a weight" in about(panel)
    panel.show_target(workbench.recognizer.network, Target(Neuron(0, 2), 29), is_hidden=True)
    type_amount(panel, "weight", "-0.5")
    weight = float(network.weights[0][29, 2])
    assert about(panel) == (
        "Neuron 2 of layer 1: its weight from “Pixel 2, 2” is "
        f"{short_text(weight)}, and then {short_text(weight - 0.5)}."
    )
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: said(panel).startswith("Of 50 test pictures of "))
    click(panel, "useChangedButton")
    assert same(workbench.networks.current.network, move_weight(network, 0, 29, 2, -0.5))
    assert [weight.tobytes() for weight in network.weights] == before


def test_a_bias_is_moved_of_an_output_too(panel, workbench, catalogue, qtbot):
    network = workbench.networks.current.network
    panel.show_target(workbench.recognizer.network, Target(Neuron(1, 7)), is_hidden=False)
    choose(panel, "bias")
    type_amount(panel, "bias", "40")
    bias = float(network.weights[3][7])
    assert about(panel) == f"The output “7”: its bias is {short_text(bias)}, and then {short_text(bias + 40)}."
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: said(panel).startswith("Of 50 test pictures of "))
    labels = catalogue.load(catalogue.closest(network.info.dataset, network.info.class_names)).test.labels
    sevens = percent(float((labels == 7).mean()))  # all pictures are sevens to the copy
    assert said(panel).endswith(f"and the changed copy {sevens}.")
    click(panel, "useChangedButton")
    assert same(workbench.networks.current.network, move_bias(network, 1, 7, 40))


def test_a_layer_without_biases_says_so(panel, workbench, qtbot):
    hidden = Dense(4, "relu", use_bias=False)
    spec = NetworkSpec((Rescaling(1 / 255), Flatten(), hidden, Dense(10, "softmax")))
    panel.show_target(with_random_numbers(spec, tiny().info), Target(Neuron(0, 1)), is_hidden=True)
    choose(panel, "bias")
    assert about(panel) == ""
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: "no biases" in said(panel))
    assert not find(panel, "useChangedButton").isVisible()


def test_saving_the_copy_uses_it_and_asks_for_a_name(panel, workbench, qtbot):
    wanted = []
    panel.save_wanted.connect(lambda: wanted.append(workbench.networks.current.title))
    click(panel, "tryButton")
    qtbot.waitUntil(lambda: find(panel, "saveChangedButton").isVisible())
    click(panel, "saveChangedButton")
    assert wanted == ["tiny.keras, changed"]
    assert len(workbench.networks.entries) == 2
