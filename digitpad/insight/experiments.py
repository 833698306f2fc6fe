"""Experiments on a copy of a network; every one gives a new network, and the original stays as it is.

The copy shares the arrays that are not touched, which nobody can change. It has no accuracy: nobody has measured it.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.insight.layers import weight_places
from digitpad.model.network import Array, Network
from digitpad.translation import N_

MOST_BITS = 16


def switch_off(network: Network, layer: int, unit: int) -> Network:
    """A hidden neuron that nobody listens to: all weights that lead away from it are 0.

    Args:
        network: the original.
        layer: which of `layers.unit_layers`, 0 being the first hidden one.
        unit: which neuron of it.

    Raises:
        DigitpadError: it is an output.
    """
    return scale(network, layer, unit, 0.0)


def scale(network: Network, layer: int, unit: int, factor: float) -> Network:
    """A hidden neuron whose value counts so many times; arguments and errors as for `switch_off`."""
    places = weight_places(network)
    if layer + 1 >= len(places):
        raise DigitpadError(
            N_("An output cannot be switched off or scaled; choose a neuron of a hidden layer, or move a bias.")
        )
    place = places[layer + 1].kernel
    kernel = network.weights[place].copy()
    kernel[unit] *= np.float32(factor)
    return _copy(network, {place: kernel})


def move_bias(network: Network, layer: int, unit: int, by: float) -> Network:
    """A neuron, hidden or an output, with another bias.

    Raises:
        DigitpadError: the layer has no biases.
    """
    place = weight_places(network)[layer].bias
    if place is None:
        raise DigitpadError(N_("This layer has no biases; move a weight instead."))
    bias = network.weights[place].copy()
    bias[unit] += np.float32(by)
    return _copy(network, {place: bias})


def move_weight(network: Network, layer: int, source: int, unit: int, by: float) -> Network:
    """Another weight from a pixel, or from a neuron of the layer before, to a neuron."""
    place = weight_places(network)[layer].kernel
    kernel = network.weights[place].copy()
    kernel[source, unit] += np.float32(by)
    return _copy(network, {place: kernel})


def bias_of(network: Network, layer: int, unit: int) -> float | None:
    """The bias of a neuron; None where the layer has none."""
    place = weight_places(network)[layer].bias
    return None if place is None else float(network.weights[place][unit])


def weight_of(network: Network, layer: int, source: int, unit: int) -> float:
    """The weight from a pixel, or from a neuron of the layer before, to a neuron."""
    return float(network.weights[weight_places(network)[layer].kernel][source, unit])


def prune(network: Network, share: float) -> Network:
    """The smallest weights of the whole network set to 0; biases stay (Y. LeCun and others, "Optimal brain damage").

    Args:
        network: the original.
        share: how many of all weights, 0..1.
    """
    kernels = _kernels(network)
    sizes = np.abs(np.concatenate([kernel.ravel() for kernel in kernels.values()]))
    gone = _smallest(sizes, round(share * len(sizes)))
    masks = np.split(gone, np.cumsum([kernel.size for kernel in kernels.values()])[:-1])
    return _copy(network, {
        place: np.where(mask.reshape(kernel.shape), np.float32(0), kernel)
        for (place, kernel), mask in zip(kernels.items(), masks, strict=True)
    })


def add_noise(network: Network, amount: float, seed: int = 0) -> Network:
    """Normal noise on every weight.

    Args:
        network: the original.
        amount: its standard deviation as a share of that of the layer's weights, 0 or more.
        seed: where it starts.
    """
    rng = np.random.default_rng(seed)
    return _copy(network, {
        place: kernel + rng.normal(0, amount * kernel.std(), kernel.shape).astype(np.float32)
        for place, kernel in _kernels(network).items()
    })


def few_bits(network: Network, bits: int) -> Network:
    """Weights with few bits: in each layer evenly spaced values from the negative to the positive largest size.

    Args:
        network: the original.
        bits: 2..16, the sign included: 2 bits are three values, 8 bits 255.

    Raises:
        ValueError: as many bits are not possible.
    """
    if not 2 <= bits <= MOST_BITS:
        raise ValueError(f"2 to {MOST_BITS} bits are possible, not {bits}")
    steps = np.float32(2 ** (bits - 1) - 1)
    changed = {}
    for place, kernel in _kernels(network).items():
        step = np.abs(kernel).max() / steps
        changed[place] = np.rint(kernel / step) * step if step > 0 else kernel
    return _copy(network, changed)


def _smallest(sizes: Array, count: int) -> npt.NDArray[np.bool_]:
    """Which are the smallest so many; of equal ones the first. Much faster than sorting millions of weights."""
    if not count:
        return np.zeros(len(sizes), np.bool_)
    limit = np.partition(sizes, count - 1)[count - 1]
    gone: npt.NDArray[np.bool_] = sizes < limit
    gone[np.flatnonzero(sizes == limit)[: count - int(gone.sum())]] = True
    return gone


def _kernels(network: Network) -> dict[int, Array]:
    return {places.kernel: network.weights[places.kernel] for places in weight_places(network)}


def _copy(network: Network, changed: Mapping[int, Array]) -> Network:
    weights = [changed.get(place, array) for place, array in enumerate(network.weights)]
    return Network(network.spec, weights, replace(network.info, test_accuracy=None))
