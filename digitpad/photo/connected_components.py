"""Label the connected components of a black and white picture, in NumPy alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_Floats = npt.NDArray[np.float32]
_Mask = npt.NDArray[np.bool_]
_Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class ConnectedComponents:
    """The connected parts of a picture; pixels that meet at a corner are connected.

    Attributes:
        labels: (rows, columns) the number of the spot at each pixel, from 0; -1 outside of all.
        boxes: (n, 4) left, top, right, bottom of each; right and bottom lie outside.
    """

    labels: _Numbers
    boxes: npt.NDArray[np.float64]

    def only(self, keep: _Mask) -> "ConnectedComponents":
        """Some of the spots, numbered anew."""
        numbers = np.append(np.where(keep, np.cumsum(keep) - 1, -1), -1)
        return ConnectedComponents(numbers[self.labels], self.boxes[keep])


def label_components(mask: _Mask) -> ConnectedComponents:
    """The spots of a black and white picture.

    Rows are cut into runs first; runs that touch those of the next row are joined until nothing changes.
    """
    rows, starts, ends = _runs(mask)
    if not len(rows):
        return ConnectedComponents(np.full(mask.shape, -1), np.zeros((0, 4)))
    above, below = _touching(rows, starts, ends, mask.shape[1])
    roots = np.arange(len(rows))
    while True:
        lower = np.minimum(roots[above], roots[below])
        before = roots.copy()
        np.minimum.at(roots, before[above], lower)
        np.minimum.at(roots, before[below], lower)
        roots = roots[roots]
        if (roots == before).all():
            break
    _, numbers = np.unique(roots, return_inverse=True)
    labels = np.full(mask.size, -1)
    labels[np.flatnonzero(mask)] = np.repeat(numbers, ends - starts)
    boxes = np.empty((numbers.max() + 1, 4))
    boxes[:, :2], boxes[:, 2:] = np.inf, -np.inf
    for column, values, reduce in (
        (0, starts, np.minimum), (1, rows, np.minimum), (2, ends, np.maximum), (3, rows + 1, np.maximum)
    ):
        reduce.at(boxes[:, column], numbers, values)
    return ConnectedComponents(labels.reshape(mask.shape), boxes)


def _runs(mask: _Mask) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Row, first column, and column behind the last of each run of set pixels, in reading order."""
    padded = np.pad(mask, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return rows, starts, ends


def _touching(rows: _Numbers, starts: _Numbers, ends: _Numbers, columns: int) -> tuple[_Numbers, _Numbers]:
    """Pairs of runs in neighbouring rows that touch."""
    # One number for row and column, so that a single search finds the runs of the row below.
    wide = columns + 2
    first = np.searchsorted(rows * wide + ends, (rows + 1) * wide + starts, side="left")
    last = np.searchsorted(rows * wide + starts, (rows + 1) * wide + ends, side="right")
    count = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(rows)), count)
    offset = np.arange(len(above)) - np.repeat(np.cumsum(count) - count, count)
    return above, np.repeat(first, count) + offset


def run_lengths(mask: _Mask) -> _Numbers:
    """The length of the run along its row that each set pixel is in; 0 elsewhere."""
    _, starts, ends = _runs(mask)
    lengths = np.zeros(mask.size, np.intp)
    lengths[np.flatnonzero(mask)] = np.repeat(ends - starts, ends - starts)
    return lengths.reshape(mask.shape)


def box_blurred(picture: _Floats, radius: int) -> _Floats:
    """The mean of the square of pixels around each; the border is continued."""
    result = picture
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (radius + 1, radius)
        sums = np.cumsum(np.pad(result, pad, mode="edge"), axis=axis, dtype=np.float64)
        ahead = sums.take(range(2 * radius + 1, sums.shape[axis]), axis)
        behind = sums.take(range(sums.shape[axis] - 2 * radius - 1), axis)
        result = ((ahead - behind) / (2 * radius + 1)).astype(np.float32)
    return result


def box_largest(picture: _Floats, radius: int) -> _Floats:
    """The largest value in the square of pixels around each."""
    result = picture
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (radius, radius)
        padded, length = np.pad(result, pad), result.shape[axis]
        result = padded.take(range(length), axis)
        for shift in range(1, 2 * radius + 1):
            result = np.maximum(result, padded.take(range(shift, shift + length), axis))
    return result
