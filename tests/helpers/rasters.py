"""What tests ask of a picture of 28 x 28 pixels."""

import numpy as np

from digitpad.ink.raster import Picture


def grey_levels_apart(first: Picture, second: Picture) -> int:
    """How far the pixel that differs most does so."""
    return int(np.abs(first.astype(int) - second).max())


def centre_of_mass(picture: Picture) -> tuple[float, float]:
    """Where the ink has its weight, in pixels from the left and from the top."""
    mass = picture.astype(float)
    rows, columns = np.indices(picture.shape) + 0.5
    return float((columns * mass).sum() / mass.sum()), float((rows * mass).sum() / mass.sum())
