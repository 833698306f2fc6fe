"""Experiments change a copy, and the figures are those of the two networks."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.networks import tiny

from digitpad.errors import CancelledError, DigitpadError
from digitpad.evaluation.known_pictures import read_known
from digitpad.evaluation.report import which_are_wrong
from digitpad.insight import experiments
from digitpad.ui.inside.inside_look import Neuron
from digitpad.ui.inside.trial import KINDS, Target, change, tried

NEURON = Target(Neuron(0, 3), 400)


def same(first, second):
    return all(map(np.array_equal, first.weights, second.weights))


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        ("off", 0, lambda network: experiments.switch_off(network, 0, 3)),
        ("scale", 2.5, lambda network: experiments.scale(network, 0, 3, 2.5)),
        ("bias", -1.5, lambda network: experiments.move_bias(network, 0, 3, -1.5)),
        ("weight", 0.25, lambda network: experiments.move_weight(network, 0, 400, 3, 0.25)),
        ("prune", 30, lambda network: experiments.prune(network, 0.3)),
        ("noise", 20, lambda network: experiments.add_noise(network, 0.2)),
        ("bits", 4, lambda network: experiments.few_bits(network, 4)),
    ],
)
def test_each_kind_is_the_rooms_and_leaves_the_original(kind, amount, expected):
    network = tiny()
    bytes_before = [weight.tobytes() for weight in network.weights]
    changed = change(network, kind, amount, NEURON)
    assert same(changed, expected(network))
    assert not same(changed, network)
    assert [weight.tobytes() for weight in network.weights] == bytes_before


def test_every_kind_can_be_tried_within_its_bounds():
    for key, kind in KINDS.items():
        for amount in {kind.low, kind.usual, kind.high}:
            assert change(tiny(), key, amount, NEURON).spec == tiny().spec


def test_moved_by_hand():
    """One number and no other is another one."""
    network = tiny()
    for kind, place, index in (("weight", 0, (400, 3)), ("bias", 1, (3,))):
        changed = change(network, kind, 0.25, NEURON)
        for number, (before, after) in enumerate(zip(network.weights, changed.weights, strict=True)):
            off = after - before
            if number == place:
                assert off[index] == pytest.approx(0.25, abs=1e-6)
                off[index] = 0
            assert not off.any()


def test_without_a_chosen_weight_none_is_moved():
    with pytest.raises(ValueError, match="weight"):
        change(tiny(), "weight", 1, Target(Neuron(0, 3)))


def test_an_output_cannot_be_switched_off():
    with pytest.raises(DigitpadError, match="output"):
        change(tiny(), "off", 0, Target(Neuron(1, 3)))


def test_the_figures_are_counted(catalogue, built_in):
    trial = tried(catalogue, built_in, "prune", 95, NEURON, lambda: False)
    test = read_known(catalogue, built_in.info.dataset, built_in.info.class_names).dataset.test
    assert trial.pictures == len(test) == 50
    for network, share in ((built_in, trial.before), (trial.changed, trial.after)):
        assert share == pytest.approx(1 - which_are_wrong(network, test).mean())
    assert trial.after < trial.before
    assert trial.original is built_in
    assert trial.learnt is False
    assert trial.title == "MNIST"


def test_a_network_that_has_learnt_from_them_is_marked(catalogue, built_in, monkeypatch):
    """The test part of the included digits is of MNIST's training part."""
    name = next(info.name for info in catalogue.published if info.is_bundled and info.part_of == "mnist")
    monkeypatch.setattr(catalogue, "closest", lambda *__: name)
    network = built_in.with_info(replace(built_in.info, dataset="mnist"))
    assert tried(catalogue, network, "bits", 8, NEURON, lambda: False).learnt


def test_it_can_be_given_up(catalogue):
    with pytest.raises(CancelledError):
        tried(catalogue, tiny(), "bits", 8, NEURON, lambda: True)
