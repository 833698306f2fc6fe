"""What is said about a neuron."""

import pytest
from helpers.networks import with_random_numbers
from helpers.windows import find, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from digitpad.formatting import percent
from digitpad.insight.layers import unit_layers
from digitpad.insight.neuron import neuron_sum
from digitpad.model.layers import Activation, BatchNormalization, Dense, Flatten, Rescaling
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.ui.inside.inside_look import Neuron, look_inside
from digitpad.ui.inside.neuron_panel import NeuronPanel
from digitpad.ui.inside.neuron_terms import exact_text, short_text
from digitpad.ui.widgets import theme

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
    assert panel.terms.property("total") == neuron_sum(unit_layers(built_in, sight.picture)[2], 8).total


def test_a_hidden_neuron_is_called_by_its_number(panel, built_in, sight_of):
    sight = sight_of("3", built_in)
    panel.show_look(look_inside(sight, Neuron(0, 11)))
    assert said(panel, "neuronHeading") == "Neuron 11 of layer 1"
    value = neuron_sum(unit_layers(built_in, sight.picture)[0], 11).value
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


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("width", [220, 366, 640])
def test_words_are_beside_the_weights_or_below_them_but_never_cut(panel, qapp, built_in, sight_of, zoom, width):
    theme.apply(qapp, "light", zoom)
    panel.show_look(look_inside(sight_of("3", built_in), Neuron(0, 11)), 400)
    panel.resize(width, panel.sizeHint().height())
    for _ in range(3):
        QApplication.processEvents()
    sentence, weights = find(panel, "activationSentence", QLabel), find(panel, "weightsView")
    longest = max(sentence.fontMetrics().horizontalAdvance(word) for word in sentence.text().split())
    assert sentence.width() >= longest
    assert (sentence.x() > weights.geometry().right()) or (sentence.y() > weights.geometry().bottom())
    assert weights.width() == weights.height() == weights.sizeHint().width()
    assert sentence.height() >= sentence.fontMetrics().boundingRect(
        sentence.rect().adjusted(0, 0, 0, 9_999), Qt.TextFlag.TextWordWrap, sentence.text()
    ).height()
    theme.apply(qapp, "light", 100)


def test_the_curve_the_weights_and_the_table_are_of_one_neuron(panel, built_in, sight_of, qtbot):
    look = look_inside(sight_of("3", built_in), Neuron(1, 5))
    source = look.sum.terms[2].source
    panel.show_look(look, source)
    assert find(panel, "activationCurve").property("point") == [look.sum.drive, look.sum.value]
    assert find(panel, "weightsView").accessibleDescription() == (
        f"Neuron {source}: weight {short_text(look.sum.terms[2].weight)}"
    )
    assert panel.terms.item(2, 0).text() == f"▸ Neuron {source}"
    with qtbot.waitSignal(panel.source_chosen) as told:
        QTest.keyClick(find(panel, "weightsView"), Qt.Key.Key_Right)
    assert told.args == [source + 1]
