"""Pictures that are all digit: cut-outs and icons of a few dozen pixels take one threshold, as a whole.

Windows that look for paper around a digit find none there: it fills the picture, touches its border, and may even have
the greater part of it.
"""

import numpy as np
import numpy.typing as npt

from digitpad.photo.otsu import otsu

Greys = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

SMALL = 100
"""A picture whose longer side has at most so many pixels is a cut-out: a sheet of paper would have no lines left."""

_CORNER = 0.12
"""The corners of a picture, as a share of its shorter side: round digits leave them empty."""

_BORDER_WEIGHT, _CORNER_WEIGHT, _AREA_WEIGHT = 0.4, 0.4, 0.2
"""How much each says about which of light and dark is ink (benchmarks/photos.py, the cut-outs)."""

_FAINT = 0.12
"""From this share of the ink's contrast on, a pixel is of the digit: its soft edge, in pictures without noise."""

_GAP, _TALL = 0.2, 0.6
"""Two digits have empty columns between them, at least this share of the ink's height, and both are this tall."""


def small_contrast(greys: Greys, least: float) -> Floats | None:
    """0 for paper, 1 for ink, (rows, columns); None where light and dark differ by less than `least` grey levels."""
    values = greys.astype(np.float32)
    if float(np.ptp(values)) < least:
        return None
    light = values > otsu(values)
    if light.all() or not light.any():
        return None
    bright, dark = (float(np.median(values[which])) for which in (light, ~light))
    if bright - dark < least:
        return None
    paper, ink = (dark, bright) if _paperness(light) < _paperness(~light) else (bright, dark)
    result: Floats = np.clip((values - paper) / np.float32(ink - paper), 0, 1)
    return result


def _paperness(mask: Mask) -> float:
    """How much like paper a part of a picture is: it has the border, most of all the corners, and the greater part."""
    reach = max(1, round(_CORNER * min(mask.shape)))
    border = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    corners = [mask[rows, columns].mean() for rows in (np.s_[:reach], np.s_[-reach:])
               for columns in (np.s_[:reach], np.s_[-reach:])]  # fmt: skip
    return float(
        _BORDER_WEIGHT * border.mean() + _CORNER_WEIGHT * np.mean(corners) + _AREA_WEIGHT * mask.mean()
    )


def small_digits(contrast: Floats) -> npt.NDArray[np.intp]:
    """The number of the digit at each pixel from the left, (rows, columns); -1 on paper. Dashes are one digit."""
    ink = contrast > _FAINT
    labels = np.where(ink, 0, -1)
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return labels
    height = rows[-1] + 1 - rows[0]
    columns = np.flatnonzero(ink.any(axis=0))
    wide = np.flatnonzero(np.diff(columns) - 1 >= max(2, _GAP * height))
    starts, ends = columns[np.append(0, wide + 1)], columns[np.append(wide, len(columns) - 1)] + 1
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        own = np.flatnonzero(ink[:, start:end].any(axis=1))
        if own[-1] + 1 - own[0] < _TALL * height:
            return np.where(ink, 0, -1)
        labels[:, start:end][ink[:, start:end]] = number
    return labels
