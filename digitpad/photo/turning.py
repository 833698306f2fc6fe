"""Turn a photo upright where its digits say that it lies on its side or on its head."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from digitpad.photo.photo import Photo, turned_photo

Probabilities = Callable[[npt.NDArray[np.uint8]], npt.NDArray[np.float32]]
"""From pictures, (n, 28, 28) uint8, to the probabilities of their classes, (n, classes)."""

TURNS = (0, 90, 180, 270)
"""Degrees to the right."""

_FEWEST = 3
"""One digit or two say too little: a 6 is a 9 on its head, a 1 and a 0 are themselves."""

_AHEAD, _SURE, _DOUBTFUL = 0.15, 0.6, 0.85
"""The network must be surer by so much on average, this sure at least, and no surer than that as the photo is."""


def upright(photo: Photo, probabilities: Probabilities) -> Photo:
    """The photo, or the same turned, where the network reads it much better so; a note then says it.

    Args:
        photo: as it came.
        probabilities: of the built-in network, or of another one for digits.
    """
    if len(photo.pictures) < _FEWEST:
        return photo
    pictures = np.stack(photo.pictures)
    straight = _sureness(pictures, probabilities)
    if straight > _DOUBTFUL:
        return photo
    # A prepared digit can be turned by itself, so the photo is looked at anew only once.
    sure = [straight, *(_sureness(np.rot90(pictures, -turn // 90, (1, 2)), probabilities) for turn in TURNS[1:])]
    best = int(np.argmax(sure))
    if sure[best] < max(straight + _AHEAD, _SURE):
        return photo
    turned = turned_photo(photo, TURNS[best])
    if not turned.pictures or _sureness(np.stack(turned.pictures), probabilities) < straight + _AHEAD:
        return photo
    return turned


def _sureness(pictures: npt.NDArray[np.uint8], probabilities: Probabilities) -> float:
    """How sure the network is of its answers on average, 0..1."""
    return float(probabilities(np.ascontiguousarray(pictures)).max(axis=1).mean())
