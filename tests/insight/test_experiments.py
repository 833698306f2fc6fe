"""Experiments change a copy, and only what they say; the original's bytes stay."""

import contextlib

import numpy as np
import pytest
from helpers.networks import always, tiny, with_random_numbers

from digitpad.errors import DigitpadError
from digitpad.insight import experiments
from digitpad.insight.layers import scores, unit_layers, weight_places
from digitpad.model.keras_file import to_bytes
from digitpad.model.layers import Dense
from digitpad.model.spec import NetworkSpec

EXPERIMENTS = {
    "switch off": lambda network: experiments.switch_off(network, 0, 1),
    "scale": lambda network: experiments.scale(network, 0, 1, 2.5),
    "move a bias": lambda network: experiments.move_bias(network, 0, 1, 0.5),
    "move a weight": lambda network: experiments.move_weight(network, 0, 400, 1, 0.5),
    "prune": lambda network: experiments.prune(network, 0.3),
    "noise": lambda network: experiments.add_noise(network, 0.2),
    "few bits": lambda network: experiments.few_bits(network, 3),
}


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS.keys())
def test_the_original_stays_and_the_copy_is_another(experiment, any_network):
    before = to_bytes(any_network)
    with contextlib.suppress(DigitpadError):  # without a hidden layer, or without a bias
        changed = experiment(any_network)
        assert to_bytes(changed) != before
        assert changed.spec == any_network.spec
        assert changed.info.test_accuracy is None
    assert to_bytes(any_network) == before


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS.keys())
def test_it_is_the_same_again(experiment):
    assert to_bytes(experiment(tiny())) == to_bytes(experiment(tiny()))


def test_the_facts_about_the_original_stay_but_for_its_accuracy(built_in):
    info = experiments.prune(built_in, 0.1).info
    assert (info.class_names, info.dataset, info.recipe) == (
        built_in.info.class_names, built_in.info.dataset, built_in.info.recipe
    )
    assert info.test_accuracy is None


def test_nobody_listens_to_a_neuron_that_is_off(pictures):
    network = tiny()
    whole = unit_layers(network, pictures)[-1]
    off = scores(experiments.switch_off(network, 0, 3), pictures)
    np.testing.assert_allclose(off, whole.sums - np.outer(whole.inputs[:, 3], whole.kernel[3]), atol=1e-5)
    double = scores(experiments.scale(network, 0, 3, 2), pictures)
    np.testing.assert_allclose(double, whole.sums + np.outer(whole.inputs[:, 3], whole.kernel[3]), atol=1e-5)


def test_an_output_stays(pictures):
    for experiment in (experiments.switch_off, lambda *place: experiments.scale(*place, 2)):
        with pytest.raises(DigitpadError, match="output cannot be switched off"):
            experiment(tiny(), 1, 3)
    moved = experiments.move_bias(tiny(), 1, 3, 1.5)
    np.testing.assert_allclose(
        scores(moved, pictures) - scores(tiny(), pictures), np.eye(10)[[3] * 10] * 1.5, atol=1e-5
    )


def test_a_layer_without_biases_has_none_to_move():
    network = with_random_numbers(NetworkSpec((Dense(5, use_bias=False), Dense(10)), (784,)))
    with pytest.raises(DigitpadError, match="no biases"):
        experiments.move_bias(network, 0, 1, 0.5)


def test_one_weight_moves():
    kernel = weight_places(tiny())[0].kernel
    moved = experiments.move_weight(tiny(), 0, 400, 1, 0.25).weights[kernel] - tiny().weights[kernel]
    assert np.argwhere(moved).tolist() == [[400, 1]]
    assert moved[400, 1] == pytest.approx(0.25)


@pytest.mark.parametrize("share", [0, 0.25, 1])
def test_the_smallest_weights_go(share):
    network, pruned = tiny(), experiments.prune(tiny(), share)
    places = [place.kernel for place in weight_places(network)]
    old = np.concatenate([network.weights[place].ravel() for place in places])
    new = np.concatenate([pruned.weights[place].ravel() for place in places])
    gone = new == 0
    assert gone.sum() == round(share * len(old))
    np.testing.assert_array_equal(new[~gone], old[~gone])
    assert not gone.any() or gone.all() or np.abs(old[gone]).max() <= np.abs(old[~gone]).min()
    for place in weight_places(network):
        np.testing.assert_array_equal(pruned.weights[place.bias], network.weights[place.bias])


def test_noise_has_its_size():
    place = weight_places(tiny())[0].kernel
    off = experiments.add_noise(tiny(), 0.5).weights[place] - tiny().weights[place]
    assert off.std() == pytest.approx(0.5 * tiny().weights[place].std(), rel=0.05)
    assert to_bytes(experiments.add_noise(tiny(), 0)) == to_bytes(tiny())


@pytest.mark.parametrize("bits", [2, 3, 8])
def test_few_bits_are_few_values(bits):
    for place in weight_places(tiny()):
        old, new = tiny().weights[place.kernel], experiments.few_bits(tiny(), bits).weights[place.kernel]
        values = np.unique(new)
        assert len(values) <= 2**bits - 1
        assert np.abs(values).max() == pytest.approx(np.abs(old).max(), rel=1e-6)
        assert np.abs(new - old).max() <= np.abs(old).max() / (2 ** (bits - 1) - 1) / 2 * 1.001


def test_bits_that_are_not_possible():
    for bits in (1, 17):
        with pytest.raises(ValueError, match="2 to 16 bits"):
            experiments.few_bits(tiny(), bits)


def test_weights_that_are_all_zero_need_no_bits():
    assert to_bytes(experiments.few_bits(always([0.5, 0.5]), 4)) == to_bytes(always([0.5, 0.5]))


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_of_equal_weights_the_first_go(share):
    network = with_random_numbers(NetworkSpec.mlp((4,)))
    network = experiments.few_bits(network, 2)  # three values: nearly all weights are of a few sizes
    old, new = (
        np.concatenate([each.weights[place.kernel].ravel() for place in weight_places(each)])
        for each in (network, experiments.prune(network, share))
    )
    expected = old.copy()
    expected[np.argsort(np.abs(old), kind="stable")[: round(share * len(old))]] = 0
    np.testing.assert_array_equal(new, expected)


def test_what_a_weight_and_a_bias_are(any_network):
    for layer, place in enumerate(weight_places(any_network)):
        assert experiments.weight_of(any_network, layer, 2, 1) == any_network.weights[place.kernel][2, 1]
        bias = experiments.bias_of(any_network, layer, 1)
        assert bias == (None if place.bias is None else any_network.weights[place.bias][1])
