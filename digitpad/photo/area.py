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
    """The same for a large picture, (rows, columns, n) uint8, which is reduced without a table of weights."""
    result: npt.NDArray[Any] = picture
    for axis, new in ((0, rows), (1, columns)):
        old = result.shape[axis]
        edges = np.linspace(0, old, new + 1)
        whole = edges.astype(int)
        part = (edges - whole).astype(np.float32).reshape(-1, *(1,) * (2 - axis))
        # From edge to edge, less what lies before the first and with what lies before the second.
        cut = result.take(np.minimum(whole, old - 1), axis) * part
        ahead, behind = (cut[1:], cut[:-1]) if axis == 0 else (cut[:, 1:], cut[:, :-1])
        sums = np.add.reduceat(result, whole[:-1], axis=axis, dtype=np.float32)
        result = (sums + ahead - behind) * np.float32(new / old)
    return np.rint(result).astype(np.uint8)
