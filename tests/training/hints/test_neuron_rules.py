import pytest
from helpers.hints import DEFAULT, evidence, layer

from digitpad.training.hints import neuron_rules

RULES = (neuron_rules.dead_neurons, neuron_rules.saturated_neurons, neuron_rules.faded_error)
SLOWLY = [(1.8, 0.3)] * 3


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("layers", [(), (layer(dead=0.24),), (layer("sigmoid", saturated=0.25),)], ids=len)
def test_healthy_layers_get_no_hint(rule, layers):
    assert rule(evidence(*DEFAULT, layers=layers)) is None


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        ({"learning_rate": 0.03}, {"learning_rate": 0.003}),
        ({"bias_scale": 3.0}, {"bias_scale": 0.0}),
        ({"initializer": "normal", "initializer_scale": 1.0}, {"initializer": "glorot_uniform"}),
        ({"initializer": "normal", "initializer_scale": 0.0}, {"initializer": "glorot_uniform"}),
        ({}, {"activation": "leaky_relu"}),
    ],
)
def test_dead_neurons(settings, changes):
    hint = neuron_rules.dead_neurons(evidence(*DEFAULT, layers=(layer(dead=0.1), layer(dead=0.7)), **settings))
    assert hint.changes == changes
    assert "70.0 % of the neurons in hidden layer 2 are dead" in hint.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert (hint.sign.quantity, hint.sign.last) == ("accuracy", 5)


@pytest.mark.parametrize(
    ("settings", "changes"),
    [
        ({"learning_rate": 0.1}, {"learning_rate": 0.01}),
        ({"initializer": "normal", "initializer_scale": 1.0}, {"initializer": "glorot_uniform"}),
        ({}, {"activation": "relu"}),
    ],
)
def test_saturated_neurons(settings, changes):
    layers = layer("tanh", saturated=0.83), layer("tanh")
    hint = neuron_rules.saturated_neurons(evidence(*DEFAULT, activation="tanh", layers=layers, **settings))
    assert hint.changes == changes
    assert "83.0 % of the answers of hidden layer 1 are saturated" in hint.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_an_error_that_fades():
    layers = (layer("sigmoid", learns=0.004), layer("sigmoid", learns=0.01), layer("sigmoid", learns=0.1))
    run = evidence(SLOWLY, activation="sigmoid", hidden=(50,) * 3, layers=layers)
    hint = neuron_rules.faded_error(run)
    assert hint.changes == {"activation": "relu"}
    assert "0.4 % of what it moves those of the output" in hint.sentence.replace("\N{NO-BREAK SPACE}", " ")
    settings = {"activation": "sigmoid", "hidden": (50,) * 3}
    assert neuron_rules.faded_error(evidence(DEFAULT[0], layers=layers, **settings)) is None  # it learns well
    stronger = (layer("sigmoid", learns=0.05), *layers[1:])
    assert neuron_rules.faded_error(evidence(SLOWLY, layers=stronger, **settings)) is None
    assert neuron_rules.faded_error(evidence(SLOWLY, layers=layers[:2], activation="sigmoid", hidden=(50,) * 2)) is None


def test_an_error_of_which_nothing_is_left():
    """No division by nought where the output layer learns nothing either."""
    none = layer("sigmoid", learns=0.0)._replace(output_learns=0.0)
    run = evidence(SLOWLY, activation="sigmoid", hidden=(50,) * 3, layers=(none,) * 3)
    assert "0.0 %" in neuron_rules.faded_error(run).sentence.replace("\N{NO-BREAK SPACE}", " ")
