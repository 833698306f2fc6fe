"""One experiment on a copy of a network, and how many test pictures it gets right before and after."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

from digitpad.data.dataset_info import has_learnt_from_test
from digitpad.evaluation.known_pictures import read_known, thinned
from digitpad.evaluation.report import which_are_wrong
from digitpad.insight import experiments
from digitpad.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from digitpad.data.catalogue import Catalogue
    from digitpad.model.network import Network
    from digitpad.ui.inside.inside_look import Neuron

PICTURES = 1_000
"""So many test pictures are counted at most, so that the answer is there within a second."""


class Kind(NamedTuple):
    """What can be tried.

    Attributes:
        title: what it is called.
        low, high: what the amount may be.
        usual: the amount to begin with.
        is_whole: whether only whole numbers count.
        needs_hidden: whether it is about the chosen neuron, which must be a hidden one.
        needs_weight: whether it is about the chosen weight.
    """

    title: str
    low: float
    high: float
    usual: float
    is_whole: bool = False
    needs_hidden: bool = False
    needs_weight: bool = False


KINDS = {
    "off": Kind(N_("Switch the neuron off"), 0, 0, 0, needs_hidden=True),
    "scale": Kind(N_("Multiply the neuron by"), -100, 100, 2, needs_hidden=True),
    "bias": Kind(N_("Add to the neuron's bias"), -100, 100, 1),
    "weight": Kind(N_("Add to the chosen weight"), -100, 100, 1, needs_weight=True),
    "prune": Kind(N_("Remove the smallest weights, percent"), 0, 100, 50),
    "noise": Kind(N_("Noise on the weights, percent"), 0, 1_000, 20),
    "bits": Kind(N_("Weights with so many bits"), 2, experiments.MOST_BITS, 4, is_whole=True),
}


class Trial(NamedTuple):
    """What came of it.

    Attributes:
        original: the network as it is.
        changed: the copy.
        before, after: the shares of the pictures that they get right, 0..1.
        pictures: how many they were.
        title: of what they are test pictures.
        learnt: whether the original has learnt from them.
    """

    original: Network
    changed: Network
    before: float
    after: float
    pictures: int
    title: str
    learnt: bool


class Target(NamedTuple):
    """What an experiment is about.

    Attributes:
        neuron: the chosen one.
        source: the pixel or neuron from where the chosen weight comes; None where none is chosen.
    """

    neuron: Neuron
    source: int | None = None


def change(network: Network, kind: str, amount: float, target: Target) -> Network:
    """The changed copy.

    Args:
        network: the original.
        kind: a key of `KINDS`.
        amount: within the bounds of the kind.
        target: which neuron or weight, for the kinds that are about one.

    Raises:
        DigitpadError: that neuron is an output, which cannot be switched off or scaled, or its layer has no biases.
    """
    neuron, source = target
    match kind:
        case "off":
            return experiments.switch_off(network, *neuron)
        case "scale":
            return experiments.scale(network, *neuron, amount)
        case "bias":
            return experiments.move_bias(network, *neuron, amount)
        case "weight" if source is not None:
            return experiments.move_weight(network, neuron.layer, source, neuron.unit, amount)
        case "prune":
            return experiments.prune(network, amount / 100)
        case "noise":
            return experiments.add_noise(network, amount / 100)
        case "bits":
            return experiments.few_bits(network, round(amount))
        case _:
            raise ValueError(f"{kind} is no experiment, or none with {target}")


def tried(
    catalogue: Catalogue, network: Network, kind: str, amount: float, target: Target, is_cancelled: Callable[[], bool]
) -> Trial:
    """Change a copy and count; arguments as for `change`.

    Raises:
        CancelledError: `is_cancelled`, asked before each chunk of pictures, said so.
        DigitpadError: the change is not possible, or there are no test pictures for such a network.
    """
    changed = change(network, kind, amount, target)
    found = read_known(catalogue, network.info.dataset, network.info.class_names)
    pictures = thinned(found.dataset.test, PICTURES)
    before, after = (
        1 - float(which_are_wrong(each, pictures, is_cancelled).mean()) for each in (network, changed)
    )
    info = catalogue.entry(found.dataset.name)
    return Trial(network, changed, before, after, len(pictures), found.title,
                 has_learnt_from_test(network.info.dataset, info) is True)
