"""Resample a picture by area averages, so that no thin line is lost."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def area_weights(old: int, new: int) -> Floats:
    """(new, old): which share of each old pixel makes up each new one; rows sum to 1.

    `area_weights(rows, new_rows) @ picture @ area_weights(columns, new_columns).T` is the picture at its new size.
    """
    edges = np.linspace(0, old, new + 1)
    pixels = np.arange(old)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    weights = np.clip(overlap, 0, None)
    result: Floats = weights / weights.sum(axis=1, keepdims=True)
    return result
