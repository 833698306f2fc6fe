"""Resample a picture by area averages, so that no thin line is lost."""

from typing import Any

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


def area_means(picture: npt.NDArray[np.uint8], rows: int, columns: int) -> npt.NDArray[np.uint8]:
    """A large picture, (rows, columns) uint8, at a smaller size, without a table of weights."""
    result: npt.NDArray[Any] = picture
    for new in (rows, columns):  # turned twice
        old = len(result)
        edges = np.linspace(0, old, new + 1)
        whole = edges.astype(int)
        # From edge to edge, less what lies before the first and with what lies before the second.
        cut = result[np.minimum(whole, old - 1)] * (edges - whole).astype(np.float32)[:, None]
        sums = np.add.reduceat(result, whole[:-1], dtype=np.float32)
        result = ((sums + cut[1:] - cut[:-1]) * np.float32(new / old)).T
    means: npt.NDArray[np.uint8] = np.rint(result).astype(np.uint8)
    return means
