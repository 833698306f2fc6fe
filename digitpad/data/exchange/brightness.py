"""Find out how bright full ink is in pictures of another program, and make it 255.

Scikit-learn's digits go from 0 to 16, masks from 0 to 1, other sets to 100 or 65,535. A set of black pictures would be
the result of taking them as they are.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.data.exchange.import_part import Part
from digitpad.data.exchange.shaping import SIDE, blocks
from digitpad.translation import _, ngettext

FULL = 255

_SCALES = (1, FULL, 1023, 4095, 65_535)
"""Highest values that numbers of some kind have: shares, bytes, and 10, 12 and 16 bits."""

_FAINT = 128
"""Sets whose brightest pixel is below this do not use the range that they have."""

_BLANK = 16
"""A picture whose lightest and darkest pixels differ by less than this has nothing on it."""

_Bytes = npt.NDArray[np.uint8]


def full_scale_of(highs: Sequence[float]) -> int | None:
    """The highest value that pixels have, judged by most of some pictures; None where all are empty.

    Args:
        highs: the brightest pixel of each picture, of any numbers.
    """
    bright = sorted(high for high in highs if math.isfinite(high) and high > 0)
    if not bright:
        return None
    typical = bright[len(bright) // 2]
    return next((scale for scale in _SCALES if typical <= scale), _SCALES[-1])


class Brightness:
    """Keeps faint pictures finer than their numbers are, until the brightest of all pixels is known.

    Args:
        parts: where the pictures go.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._gain = _FAINT  # a power of two: what was made brighter can be made as dark again without loss
        self._brightest = 0.0
        self._told = 0.0

    def to_bytes(self, pictures: npt.NDArray[Any], brightest: float, full: int) -> npt.NDArray[Any]:
        """Pictures with values from 0 to 255, those of faint sets still faint by a factor.

        Args:
            pictures: (n, ...) with values from 0 to `full`.
            brightest: their highest value.
            full: the value that means 255.
        """
        self._told = max(self._told, brightest)
        self._brightest = max(self._brightest, brightest * FULL / full)
        gain = self._gain
        while gain > 1 and self._brightest * gain > FULL:
            gain //= 2
        if gain < self._gain:
            for part in self._parts:
                np.floor_divide(part.images, self._gain // gain, out=part.images)
            self._gain = gain
        factor = gain * FULL / full
        if factor == 1 and pictures.dtype == np.uint8:
            return pictures
        return pictures.astype(np.float32) * np.float32(factor)

    def stretch(self) -> str | None:
        """Make the brightest pixel 255, in place, where it is far from it.

        Returns:
            A sentence about it, or None where nothing was done.
        """
        stored = max((int(part.images.max()) for part in self._parts if len(part)), default=0)
        brightest = self._told if self._gain > 1 else float(stored)
        if not stored or (self._gain == 1 and stored >= _FAINT):
            return None
        table = np.rint(np.arange(256) * (FULL / stored)).clip(0, FULL).astype(np.uint8)
        for part in self._parts:
            for rows in blocks(len(part), SIDE * SIDE):
                part.images[rows] = table[part.images[rows]]
        self._gain = 1
        return _("The brightest pixel is {brightest:g}; all pictures are scaled so that it becomes {full}.").format(
            brightest=brightest, full=FULL
        )


def drop_blanks(parts: Sequence[Part]) -> str | None:
    """Leave out pictures that have nothing on them.

    Returns:
        A sentence about it, or None where there are none.
    """
    blank = 0
    for part in parts:
        good = _contrasts(part.images) >= _BLANK
        if not good.all():
            blank += int((~good).sum())
            part.keep(good)
    if not blank:
        return None
    return ngettext(
        "{count:,} picture is blank, paper without ink, and left out.",
        "{count:,} pictures are blank, paper without ink, and left out.",
        blank,
    ).format(count=blank)


def _contrasts(images: _Bytes) -> _Bytes:
    contrasts = np.zeros(len(images), np.uint8)
    for rows in blocks(len(images), SIDE * SIDE):
        some = images[rows]
        contrasts[rows] = some.max(axis=(1, 2)) - some.min(axis=(1, 2))
    return contrasts
