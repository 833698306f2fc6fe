"""Normalise the stroke width of a digit in a photo to that of the usual pen."""

import math

import numpy as np
import numpy.typing as npt

from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, Picture
from digitpad.photo.area import area_weights
from digitpad.photo.thinning import thinned

_WORKING = 72
"""A digit is thinned at so many pixels along its longer side."""

_ENOUGH = 36
"""With fewer pixels than this along its longer side a line's width cannot be measured; the digit is only scaled."""

_ROOM = 12
"""Pixels around it, into which its line may grow."""

_NEAR = 0.3
"""A line that is by this share thicker or thinner than usual is left as it is, with its soft edge."""

_INKED = 0.35
"""From this share of its fullest pixels on, a pixel of the digit is ink."""

_Floats = npt.NDArray[np.float64]
_Mask = npt.NDArray[np.bool_]


def normalise_stroke_width(ink: npt.NDArray[np.float32], *, thin: bool = True) -> Picture:
    """A digit cut out of a photo as MNIST would have it: 20 x 20 box, usual pen width, centre of mass in the middle.

    Args:
        ink: (rows, columns) 0..1, 0 is paper and 1 is ink; cut along the digit.
        thin: whether a thick line is thinned. In a cut-out of a few dozen pixels that loses more than it gains
            (benchmarks/photos.py, the bold cut-outs), while markers on paper gain.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink.
    """
    digit = ink.astype(np.float64)
    if max(digit.shape) >= _ENOUGH:
        digit = with_usual_line(digit, thin=thin)
    return _centred(_scaled(digit, BOX))


def with_usual_line(digit: _Floats, *, thin: bool = True) -> _Floats:
    """The digit with a line of about the usual width; cut along its new outline.

    A thin line is thickened all around. A thick one is thinned all around, but for its middle, so that it does not
    break where it was thinner. The width of a line is its area by its length.
    """
    large = np.pad(_scaled(digit, _WORKING), _ROOM)
    # A hair's breadth of ink fills no pixel, so ink is measured against the fullest pixels that there are.
    mask = large > _INKED * np.quantile(large[large > 0], 0.9)
    middle = thinned(mask)
    width = float(mask.sum()) / int(middle.sum())
    usual = PEN_WIDTH * _WORKING / BOX
    if abs(width - usual) <= _NEAR * usual or (width > usual and not thin):
        return digit
    if width < usual:
        mask = _thickened(mask, (usual - width) / 2)
    else:
        kept = ~_thickened(~mask, (width - usual) / 2)
        mask = (kept | _thickened(middle, usual / 2)) & mask
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)


def _thickened(mask: _Mask, radius: float) -> _Mask:
    """Every pixel within `radius` of a set one."""
    reach = math.floor(radius + 0.5)
    result = mask.copy()
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if math.hypot(dx, dy) <= radius + 0.25:
                result |= np.roll(mask, (dy, dx), (0, 1))
    return result


def _scaled(ink: _Floats, side: float) -> _Floats:
    """Scaled so that the longer side has so many pixels, as the mean of the area that falls on each new one."""
    scale = side / max(ink.shape)
    height, width = (max(1, round(length * scale)) for length in ink.shape)
    return area_weights(ink.shape[0], height) @ ink @ area_weights(ink.shape[1], width).T


def _centred(ink: _Floats) -> Picture:
    """Put the ink's centre of mass at the picture's centre, to the nearest pixel, inside the picture."""
    height, width = ink.shape
    total = ink.sum()
    middle_y = float(ink.sum(axis=1) @ (np.arange(height) + 0.5) / total)
    middle_x = float(ink.sum(axis=0) @ (np.arange(width) + 0.5) / total)
    top = int(np.clip(round(SIZE / 2 - middle_y), 0, SIZE - height))
    left = int(np.clip(round(SIZE / 2 - middle_x), 0, SIZE - width))
    picture = np.zeros((SIZE, SIZE))
    picture[top : top + height, left : left + width] = ink / ink.max()
    return np.rint(picture * 255).astype(np.uint8)
