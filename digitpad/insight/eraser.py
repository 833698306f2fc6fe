"""The eraser map: what a network says when a small square of the picture is wiped, at every place.

This is occlusion (M. D. Zeiler, R. Fergus, "Visualizing and understanding convolutional networks", 2014): it asks the
network itself, so it is right for any network.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.ink.raster import SIZE
from digitpad.insight.layers import Images, scores
from digitpad.model.network import Array, Network, activate

SIDE = 5
"""The eraser is a square of so many pixels."""


class EraserMap(NamedTuple):
    """What wiping does.

    Attributes:
        probabilities: (28, 28, classes) float32, the network's answer when the square around that pixel is wiped; at
            the edge the square is cut off.
        importance: (28, 28) float64, how much a pixel matters for the class: how much the natural logarithm of its
            probability falls, on average over all squares that wipe the pixel. Negative where wiping helps; 0 far from
            all ink.
    """

    probabilities: Array
    importance: npt.NDArray[np.float64]


def wiped(picture: Images, row: int, column: int, side: int = SIDE) -> Images:
    """The picture (28, 28) with the square around a pixel wiped, cut off at the edge."""
    reach = side // 2
    result = picture.copy()
    result[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1] = 0
    return result


def eraser_map(network: Network, picture: Images, of: int, side: int = SIDE) -> EraserMap:
    """Wipe every place.

    Args:
        network: is asked about all wiped pictures at once.
        picture: (28, 28) uint8.
        of: the class whose probability is watched, 0..classes - 1; as a rule the answer.
        side: how wide the square is, an odd number of pixels.
    """
    ink = _squares((picture > 0).astype(np.float64), side).sum(axis=(2, 3))
    places = np.argwhere(ink)  # elsewhere wiping changes nothing
    pictures = [picture, *(wiped(picture, row, column, side) for row, column in places.tolist())]
    answers = scores(network, np.stack(pictures))
    number = np.zeros((SIZE, SIZE), np.intp)
    number[tuple(places.T)] = np.arange(1, len(places) + 1)
    others = np.delete(answers, of, axis=1).astype(np.float64) - answers[:, of : of + 1]
    logarithms = -np.logaddexp.reduce(others, axis=1, initial=0.0)  # exact where the probability is next to 1
    fall = (logarithms[0] - logarithms)[number]
    inside = _squares(np.ones((SIZE, SIZE)), side).sum(axis=(2, 3))
    importance: npt.NDArray[np.float64] = _squares(fall, side).sum(axis=(2, 3)) / inside
    return EraserMap(activate("softmax", answers)[number], importance)


def _squares(values: npt.NDArray[np.float64], side: int) -> npt.NDArray[np.float64]:
    """(28, 28, side, side) the square around each pixel; 0 beyond the edge."""
    return np.lib.stride_tricks.sliding_window_view(np.pad(values, side // 2), (side, side))
