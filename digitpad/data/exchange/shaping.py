"""Turn pictures of any small size and type into 28 x 28 pictures from 0 to 255."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.photo.area import area_weights
from digitpad.photo.image_file import GREY

SIDE = 28
SMALLEST, LARGEST = 8, 256
"""Sides of pictures that are taken, in pixels."""

_PIXELS_AT_ONCE = 250_000

_Bytes = npt.NDArray[np.uint8]
_Floats = npt.NDArray[np.float32]


def fits(height: int, width: int) -> bool:
    """Whether pictures of this size are taken at all."""
    return SMALLEST <= height <= LARGEST and SMALLEST <= width <= LARGEST


def shaped(pictures: npt.NDArray[Any]) -> _Bytes:
    """Make pictures 28 × 28: the mean of the area that falls on each new pixel, so that no thin line is lost.

    Args:
        pictures: (n, rows, columns) or (n, rows, columns, 3) with values from 0 to 255. Those that are not square
            get more of their own paper at two sides.

    Returns:
        (n, 28, 28) uint8.
    """
    if pictures.shape[1:] == (SIDE, SIDE):
        whole: _Bytes = np.rint(pictures).astype(np.uint8)
        return whole
    result = np.empty((len(pictures), SIDE, SIDE), np.uint8)
    for rows in blocks(len(pictures), int(np.prod(pictures.shape[1:]))):
        some = pictures[rows].astype(np.float32)
        square = _squared(some @ GREY if some.ndim == 4 else some)
        weights = area_weights(square.shape[1], SIDE).astype(np.float32)
        result[rows] = np.rint(weights @ square @ weights.T).clip(0, 255)
    return result


def borders(pictures: _Bytes) -> npt.NDArray[np.float64]:
    """The mean of each picture's outermost pixels, (n,) from 0 to 255."""
    edge = np.ones(pictures.shape[1:], bool)
    edge[1:-1, 1:-1] = False
    means = [pictures[rows][:, edge].mean(axis=1) for rows in blocks(len(pictures), SIDE * SIDE)]
    return np.concatenate([np.zeros(0), *means])


def blocks(count: int, pixels: int) -> Iterator[slice]:
    """Rows to work on at once, so that what is needed in between stays small."""
    step = max(1, _PIXELS_AT_ONCE // max(1, pixels))
    for start in range(0, count, step):
        yield slice(start, min(start + step, count))


def _squared(pictures: _Floats) -> _Floats:
    height, width = pictures.shape[1:]
    side = max(height, width)
    if height == width:
        return pictures
    edge = np.concatenate([pictures[:, 0], pictures[:, -1], pictures[:, :, 0], pictures[:, :, -1]], axis=1)
    result = np.repeat(np.median(edge, axis=1), side * side).reshape(-1, side, side).astype(np.float32)
    top, left = (side - height) // 2, (side - width) // 2
    result[:, top : top + height, left : left + width] = pictures
    return result
