"""Make paper black under imported pictures, as MNIST has it, judged by their borders."""

from collections.abc import Sequence

import numpy as np

from digitpad.data.exchange.import_candidate import BLACK_PAPER, DARK_PAPER, LIGHT_PAPER, WHITE_PAPER
from digitpad.data.exchange.import_part import Part
from digitpad.data.exchange.shaping import SIDE, blocks, borders
from digitpad.translation import _

# Paper between these is neither clearly black nor clearly white.
_DARKEST_GREY, _LIGHTEST_GREY = 48, 207

# So many pictures of a set must have clear paper before each is taken by its own: photos of things have none.
_CLEAR_SHARE = 0.9


def turn_white_paper(parts: Sequence[Part]) -> str:
    """Make paper black in place: in all pictures, or in those alone that have white paper where sets are mixed.

    Returns:
        A sentence that says what was found and done.
    """
    levels = [borders(part.images) for part in parts]
    every = np.concatenate(levels)
    paper = float(np.median(every))
    is_white = paper > 127.5
    white, black = int((every > _LIGHTEST_GREY).sum()), int((every < _DARKEST_GREY).sum())
    if white and black and white + black >= _CLEAR_SHARE * len(every):
        limit = _DARKEST_GREY if is_white else _LIGHTEST_GREY  # those between go with most
        for part, level in zip(parts, levels, strict=True):
            _invert(part, level >= limit)
        count = sum(int((level >= limit).sum()) for level in levels)
        return _(
            "The paper is white in {white:,} pictures and black in {black:,}; each is taken by its own border, and "
            "those on white are inverted, so that ink is light on dark as in MNIST."
        ).format(white=count, black=len(every) - count)
    if is_white:
        for part in parts:
            np.subtract(255, part.images, out=part.images)
    if _DARKEST_GREY < paper < _LIGHTEST_GREY:
        return _(LIGHT_PAPER) if is_white else _(DARK_PAPER)
    return _(WHITE_PAPER) if is_white else _(BLACK_PAPER)


def _invert(part: Part, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> None:
    for rows in blocks(len(part), SIDE * SIDE):
        some = part.images[rows]
        some[chosen[rows]] = 255 - some[chosen[rows]]
