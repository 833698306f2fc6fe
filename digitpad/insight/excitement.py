"""How much each of many pictures excites the neurons of a layer, and which do most and least."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.evaluation.report import chunks
from digitpad.insight.layers import Images, unit_layers
from digitpad.model.network import Array, Network

EXCITING = 8


class Extremes(NamedTuple):
    """The numbers of the pictures that excite a neuron most, and least: the extreme first, equal ones by number."""

    most: npt.NDArray[np.intp]
    least: npt.NDArray[np.intp]


class Ranges(NamedTuple):
    """From where to where the neurons of a layer go over many pictures.

    Attributes:
        layer: which of `unit_layers`.
        lows, highs: (units,) of what the activation is applied to.
    """

    layer: int
    lows: Array
    highs: Array


def layer_drives(
    network: Network, images: Images, layer: int, is_cancelled: Callable[[], bool] = lambda: False
) -> Array:
    """(n, units) what the activation of a layer is applied to, for pictures (n, 28, 28).

    Args:
        network: whose.
        images: uint8.
        layer: which of `unit_layers`.
        is_cancelled: asked before each chunk of pictures.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    parts = [unit_layers(network, images[rows])[layer].drives for rows in chunks(len(images), is_cancelled)]
    return np.concatenate(parts) if parts else unit_layers(network, images)[layer].drives


def extremes(drives: Array, count: int = EXCITING) -> Extremes:
    """Which pictures those are, at most `count` of each, from what they make of one neuron, (n,)."""
    return Extremes(
        np.argsort(-drives, kind="stable")[:count], np.argsort(drives, kind="stable")[:count]
    )


def ranges(drives: Array, layer: int) -> Ranges:
    """From where to where each neuron goes; (n, units), at least one picture."""
    return Ranges(layer, drives.min(axis=0), drives.max(axis=0))
