"""Thin lines to their middle (Z. Guo and R. W. Hall, 1989)."""

import numpy as np
import numpy.typing as npt

Masks = npt.NDArray[np.bool_]

_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
"""North, north-east and so on, clockwise."""


def thinned(masks: Masks) -> Masks:
    """Lines of one pixel's width in the middle of the lines; ends and holes stay.

    Args:
        masks: (..., rows, columns); what is set is a line. Nothing may touch the border.
    """
    masks = masks.copy()
    while True:
        before = int(masks.sum())
        for first in (True, False):
            n, ne, e, se, s, sw, w, nw = (_shifted(masks, *way) for way in _AROUND)
            # Whether what is around stays in one piece without the pixel, and whether the pixel is no end.
            pieces = _count(~n & (ne | e), ~e & (se | s), ~s & (sw | w), ~w & (nw | n))
            fewer = np.minimum(_count(nw | n, ne | e, se | s, sw | w), _count(n | ne, e | se, s | sw, w | nw))
            inner = (s | sw | ~nw) & w if first else (n | ne | ~se) & e
            masks &= ~((pieces == 1) & (fewer >= 2) & (fewer <= 3) & ~inner)
        if int(masks.sum()) == before:
            return masks


def _count(*masks: Masks) -> npt.NDArray[np.int8]:
    """How many of the masks are set at each place."""
    first, *others = (mask.view(np.int8) for mask in masks)
    return sum(others, start=first)


def _shifted(masks: Masks, down: int, right: int) -> Masks:
    """Each pixel's neighbour in one direction."""
    return np.roll(masks, (-down, -right), axis=(-2, -1))
