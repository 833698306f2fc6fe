"""Find noise that a network takes for a digit, and is sure of.

Gradient ascent on the pixels, as in A. Nguyen, J. Yosinski, J. Clune, "Deep neural networks are easily fooled" (2015).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from digitpad.errors import CancelledError
from digitpad.ink.raster import Picture
from digitpad.insight.backward import backward
from digitpad.insight.layers import scores
from digitpad.model.network import Network, activate

STEPS = 600
SURE = 0.99

_STEP, _SHORTER, _MOMENTUM = 16.0, 0.96, 0.8
"""Pixels first move by so many grey values in a step (root mean square), each time less, and go on as they went."""

_PATIENCE = 100
_BRIGHTEST = (256, 128, 64)
"""After so many steps in vain it begins with other noise, of grey values below this, in turn."""


class FoolingPicture(NamedTuple):
    """Noise that a network is sure of.

    Attributes:
        picture: (28, 28) uint8.
        before: (28, 28) uint8, the noise that it was made of.
        probability: of the class that was asked for, 0..1.
        steps: how many it took, those with other noise before included.
    """

    picture: Picture
    before: Picture
    probability: float
    steps: int


def fool(
    network: Network,
    target: int,
    seed: int = 0,
    steps: int = STEPS,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> FoolingPicture | None:
    """Change noise until a network takes it for a class.

    Args:
        network: is to be fooled.
        target: the class, 0..classes - 1.
        seed: of the noise; the same seed gives the same picture.
        steps: at most so many.
        is_cancelled: asked before each step.

    Returns:
        A picture that the network gives to the class with at least `SURE`, or None if there was none in time.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    rng = np.random.default_rng(seed)
    for step in range(steps + 1):
        if is_cancelled():
            raise CancelledError
        if step % _PATIENCE == 0:
            before = rng.integers(0, _BRIGHTEST[step // _PATIENCE % 3], (28, 28)).astype(np.uint8)
            noise, moved, length = before.astype(np.float64), np.zeros((28, 28)), _STEP
        picture = np.rint(noise).astype(np.uint8)
        shares = activate("softmax", scores(network, picture))[0]
        if shares[target] >= SURE:
            return FoolingPicture(picture, before, float(shares[target]), step)
        wanted = -shares  # the gradient of the logarithm of the share
        wanted[target] += 1
        slope = backward(network, picture, wanted).gradient.reshape(28, 28)
        if not slope.any():
            return None
        moved = _MOMENTUM * moved + slope / np.sqrt((slope**2).mean())
        noise = np.clip(noise + length * moved, 0, 255)
        length *= _SHORTER
    return None
