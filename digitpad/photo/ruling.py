"""Take the printed lines of ruled paper out of a black and white picture."""

import numpy as np
import numpy.typing as npt

from digitpad.photo.connected_components import label_components, run_lengths

Mask = npt.NDArray[np.bool_]

_RULED, _RULED_PART = 0.6, 0.2
"""A straight line over this share of the paper is printed on it, unless it is alone; among such, also a part of one."""

_RULE_PIECE, _RULE_THICKNESS = 0.08, 0.01
"""A printed line has pieces as long and is at most as thick as these shares of the picture."""

_CROSSING = 5
"""A level line is not seen for so many pixels to each side of where an upright one crosses it."""


def without_ruling(ink: Mask) -> Mask:
    """Printed lines taken out, but for where a digit crosses them."""
    rest = ink.copy()
    for turned in (False, True):
        lines = _ruled(ink.T if turned else ink)
        if lines is not None:
            rest &= ~(lines.T if turned else lines)
    return rest


def _ruled(ink: Mask) -> Mask | None:
    """Where the level lines of ruled paper are; None where there are none."""
    rows, columns = ink.shape
    if min(rows, columns) < 60:
        return None
    thickest = max(3, round(_RULE_THICKNESS * max(rows, columns)))
    upright = run_lengths(ink.T).T
    thin = ink & (upright <= thickest)
    # Pieces of a line that is a little askew, then the whole of it, also across the digits that stand on it.
    pieces = thin & (run_lengths(_spread(_spread(thin, 2, 0), _CROSSING, 1)) >= _RULE_PIECE * columns)
    spots = label_components(_spread(_spread(pieces, 2, 0), max(2, columns // 24), 1))
    width = spots.boxes[:, 2] - spots.boxes[:, 0]
    whole = width >= _RULED * columns
    if not whole.any():
        return None
    # Among others, also a line that is cut in two by a digit.
    part = width >= _RULED_PART * columns if whole.sum() > 1 else whole
    lines: Mask = pieces & (spots.only(part).labels >= 0)
    others = np.flatnonzero((ink & ~lines).any(axis=0))
    alone = len(others) > 0 and others[-1] - others[0] < 0.7 * columns
    # A single one may be the bar of a 7 that fills the picture.
    return lines if whole.sum() > 1 or (alone and float(width.max()) >= 0.97 * columns) else None


def _spread(mask: Mask, reach: int, axis: int) -> Mask:
    """Where there is ink at most `reach` pixels away along an axis."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (reach + 1, reach)
    sums = np.cumsum(np.pad(mask, pad), axis=axis)
    length = sums.shape[axis]
    result: Mask = sums.take(range(2 * reach + 1, length), axis) > sums.take(range(length - 2 * reach - 1), axis)
    return result
