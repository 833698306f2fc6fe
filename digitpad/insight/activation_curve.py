"""What the activation of a neuron makes of any sum, and where one picture is on that curve."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.insight.excitement import Ranges
from digitpad.insight.layers import UnitLayer
from digitpad.model.network import Array, activate

POINTS = 121

_LEAST = 3.0
"""While nothing is known of other pictures, sums up to this size are shown on either side."""

_BEYOND = 1.2
"""So many times the present sum are shown then at least."""


class ActivationCurve(NamedTuple):
    """The curve, and the point of one picture, which is on it.

    Attributes:
        sums: (n,) float32, ascending: 0 and the picture's own sum are among them.
        values: (n,) what the activation makes of each; for softmax with the sums of the other neurons as they are.
        sum: the picture's own.
        value: what the activation makes of that.
    """

    sums: Array
    values: Array
    sum: float
    value: float


def curve_of(layer: UnitLayer, number: int, unit: int, known: Ranges | None = None) -> ActivationCurve:
    """The curve over the range of a neuron's sums, for the first picture of the layer.

    Args:
        layer: at work.
        number: which of `unit_layers` it is.
        unit: which neuron of it.
        known: the ranges over many pictures, of some layer; others are passed over. 0 and the picture's own sum are
            shown in any case.
    """
    drive = layer.drives[0, unit]
    if known is not None and known.layer == number and len(known.lows) == layer.drives.shape[1]:
        ends = np.array([known.lows[unit], known.highs[unit]])
    else:
        far = max(_LEAST, _BEYOND * abs(float(drive)))
        ends = np.array([-far, far])
    low, high = min(ends[0], drive, 0.0), max(ends[1], drive, 0.0)
    even = np.linspace(low, high, POINTS, dtype=np.float32)
    sums = np.unique(np.concatenate([even, np.array([0, drive], np.float32)]))
    values = _applied(layer, unit, sums)
    return ActivationCurve(sums, values, float(drive), float(values[np.searchsorted(sums, drive)]))


def _applied(layer: UnitLayer, unit: int, sums: npt.NDArray[np.float32]) -> Array:
    if layer.activation != "softmax":
        return activate(layer.activation, sums, layer.negative_slope)
    rows = np.repeat(layer.drives[:1], len(sums), axis=0)
    rows[:, unit] = sums
    return activate("softmax", rows)[:, unit]
