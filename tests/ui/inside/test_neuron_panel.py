"""What is said about a neuron."""

import pytest
from helpers.networks import with_random_numbers
from helpers.windows import find, shown
from PySide6.QtWidgets import QLabel

from digitpad.formatting import percent
from digitpad.insight.neuron import neuron_sum
from digitpad.model.spec import Activation, BatchNormalization, Dense, Flatten, NetworkInfo, NetworkSpec, Rescaling
from digitpad.ui.inside.inside_look import Neuron, look_inside
from digitpad.ui.inside.neuron_panel import NeuronPanel
from digitpad.ui.inside.neuron_terms import exact_text

TEN = NetworkInfo.unknown(10)


@pytest.fixture
def panel(qtbot):
    return shown(NeuronPanel(), qtbot)


def said(panel, name):
    return find(panel, name, QLabel).text()


def test_an_output_is_called_by_its_class(panel, built_in, sight_of):
    sight = sight_of("3", built_in)
    panel.show_look(look_inside(sight, Neuron(2, 8)))
    assert said(panel, "neuronHeading") == "The output “8”"
    assert percent(float(sight.probabilities[8])) in said(panel, "activationSentence")
    assert panel.terms.property("total") == neuron_sum(built_in, sight.picture, 2, 8).total


def test_a_hidden_neuron_is_called_by_its_number(panel, built_in, sight_of):
    sight = sight_of("3", built_in)
    panel.show_look(look_inside(sight, Neuron(0, 11)))
    assert said(panel, "neuronHeading") == "Neuron 11 of layer 1"
    value = neuron_sum(built_in, sight.picture, 0, 11).value
    assert said(panel, "activationSentence").endswith(f"everything else: {exact_text(value)}.")


@pytest.mark.parametrize(("activation", "words"), [("tanh", "The activation tanh"), ("linear", "no activation")])
def test_the_activation_is_named(panel, sight_of, activation, words):
    network = with_random_numbers(NetworkSpec.mlp((8,), activation), TEN)
    panel.show_look(look_inside(sight_of("3", network), Neuron(0, 1)))
    assert words in said(panel, "activationSentence")
    assert "normalisation" not in said(panel, "activationSentence")


def test_batch_normalisation_stands_between(panel, sight_of):
    layers = (Rescaling(1 / 255), Flatten(), Dense(8), BatchNormalization(), Activation("relu"), Dense(10, "softmax"))
    network = with_random_numbers(NetworkSpec(layers, (28, 28)), TEN)
    look = look_inside(sight_of("3", network), Neuron(0, 1))
    panel.show_look(look)
    assert said(panel, "activationSentence").startswith(
        f"Batch normalisation makes {exact_text(look.sum.drive)} of the sum."
    )
