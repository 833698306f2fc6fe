"""Damage pictures and drawings by a known amount: noise, turn, shift, size, slant, pen width, missing pieces.

A drawing is damaged as ink, before its picture is made: a slanted 7 has the line of any other 7, while a slanted
picture is blurred.
"""

import math
from collections.abc import Mapping
from enum import Enum

import numpy as np
import numpy.typing as npt

from digitpad.ink.cleaning import drop_stray_dots
from digitpad.ink.raster import BOX, PEN_WIDTH, SIZE, Picture, bounds, drawn, fitted, rasterize
from digitpad.ink.stroke import Ink, densified
from digitpad.synthesis.transform import jittered, slanted
from digitpad.translation import N_

_Images = npt.NDArray[np.uint8]

PIECE = 5
"""A missing piece is a square of so many pixels, or in ink a circle as wide."""

_JITTER = 0.1
"""Noise of 1 moves each point of ink by this share of the drawing's longer side."""

_THINNEST = 0.5
"""No pen draws a thinner line, in pixels."""


class Damage(Enum):
    """What is done to a picture or a drawing, in units of its amount.

    Attributes:
        NOISE: in a picture normal noise, the amount its standard deviation as a share of full ink; in ink each point is
            off by a tenth of that share of the drawing's size.
        TURN: degrees to the right.
        SHIFT: pixels to the right.
        SIZE: how many times as large.
        SLANT: degrees by which upright lines lean to the right.
        PEN_WIDTH: how many pixels wider the line is; that of a drawing is 2.2 pixels wide.
        MISSING: how many pieces, five pixels wide, are taken out of the ink at random.
    """

    NOISE = "noise"
    TURN = "turn"
    SHIFT = "shift"
    SIZE = "size"
    SLANT = "slant"
    PEN_WIDTH = "pen-width"
    MISSING = "missing"

    @property
    def title(self) -> str:
        """What people call it; a key to translate."""
        return _TITLES[self][0]

    @property
    def unit(self) -> str:
        """What its amount is in; a key to translate."""
        return _TITLES[self][1]

    @property
    def none(self) -> float:
        """The amount that changes nothing."""
        return 1.0 if self is Damage.SIZE else 0.0


_TITLES = {
    Damage.NOISE: (N_("Noise"), N_("share of full ink")),
    Damage.TURN: (N_("Turn"), N_("degrees to the right")),
    Damage.SHIFT: (N_("Shift"), N_("pixels to the right")),
    Damage.SIZE: (N_("Size"), N_("times as large")),
    Damage.SLANT: (N_("Slant"), N_("degrees to the right")),
    Damage.PEN_WIDTH: (N_("Pen width"), N_("pixels wider")),
    Damage.MISSING: (N_("Missing pieces"), N_("pieces of 5 pixels")),
}

LEVELS: Mapping[Damage, tuple[float, ...]] = {
    Damage.NOISE: (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8),
    Damage.TURN: (-60.0, -40.0, -20.0, 0.0, 20.0, 40.0, 60.0),
    Damage.SHIFT: (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0),
    Damage.SIZE: (0.4, 0.6, 0.8, 1.0, 1.2, 1.4),
    Damage.SLANT: (-45.0, -30.0, -15.0, 0.0, 15.0, 30.0, 45.0),
    Damage.PEN_WIDTH: (-1.5, -1.0, -0.5, 0.0, 1.0, 2.0, 3.0),
    Damage.MISSING: (0.0, 1.0, 2.0, 3.0, 4.0, 6.0),
}
"""The amounts that curves are drawn of, ascending; `Damage.none` is one of them."""


def damaged_pictures(images: _Images, damage: Damage, amount: float, seed: int = 0) -> _Images:
    """Damage pictures as pictures.

    Args:
        images: (n, 28, 28) uint8, 0 is paper and 255 is ink.
        damage: what is done to them.
        amount: how much, in the unit of the damage; for `Damage.none` the pictures come back as they are.
        seed: where noise and missing pieces start.

    Returns:
        (n, 28, 28) uint8.
    """
    if amount == damage.none:
        return images
    rng = np.random.default_rng(seed)
    match damage:
        case Damage.NOISE:
            return _grey(images + rng.normal(0, 255 * amount, images.shape))
        case Damage.PEN_WIDTH:
            return _thickened(images, amount / 2)
        case Damage.MISSING:
            return _with_holes(images, round(amount), rng)
        case Damage.SHIFT:
            return _moved(images, np.eye(2), amount)
        case _:
            return _moved(images, _matrix(damage, amount), 0.0)


def damaged_ink(ink: Ink, damage: Damage, amount: float, seed: int = 0) -> Picture:
    """The picture of a drawing that was damaged as ink.

    Size and place are damaged after the drawing was scaled and centred: what the program puts right by itself would be
    no damage.

    Args:
        ink: in any unit.
        damage: what is done to it.
        amount: how much, in the unit of the damage.
        seed: where noise and missing pieces start.

    Returns:
        (28, 28) uint8, 0 is paper and 255 is ink; all 0 for empty ink.
    """
    if not ink or amount == damage.none:
        return rasterize(ink)
    match damage:
        case Damage.NOISE:
            return rasterize(jittered(ink, amount * _JITTER * _extent(ink), seed))
        case Damage.PEN_WIDTH:
            return rasterize(ink, max(PEN_WIDTH + amount, _THINNEST))
        case Damage.MISSING:
            return rasterize(_with_gaps(ink, round(amount), np.random.default_rng(seed)))
        case Damage.SHIFT:
            picture: Picture = damaged_pictures(rasterize(ink)[None], damage, amount)[0]
            return picture
        case Damage.SIZE:
            return drawn(fitted(drop_stray_dots(ink), (BOX - PEN_WIDTH) * amount), PEN_WIDTH)
        case Damage.SLANT:
            return rasterize(slanted(ink, amount))
        case Damage.TURN:
            matrix = _matrix(damage, amount)
            return rasterize(Ink(tuple(stroke @ matrix.T for stroke in ink.strokes)))


def _matrix(damage: Damage, amount: float) -> npt.NDArray[np.float64]:
    """What takes (x, y) from the middle to where it comes to be; y grows downwards."""
    if damage is Damage.SIZE:
        return np.eye(2) * amount
    angle = math.radians(amount)
    if damage is Damage.SLANT:
        return np.array([[1.0, -math.tan(angle)], [0.0, 1.0]])
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _moved(images: _Images, matrix: npt.NDArray[np.float64], right: float) -> _Images:
    """Each pixel from where it was before, between four pixels by their nearness (bilinear); beyond is paper."""
    middle = (SIZE - 1) / 2
    to = np.indices((SIZE, SIZE)).reshape(2, -1)[::-1] - middle  # x and y of each pixel
    x, y = np.linalg.inv(matrix) @ (to - [[right], [0.0]]) + middle
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    flat = images.reshape(len(images), -1)
    result = np.zeros(flat.shape, np.float32)
    for column, beside in ((left, left + 1 - x), (left + 1, x - left)):
        for row, above in ((top, top + 1 - y), (top + 1, y - top)):
            inside = (column >= 0) & (column < SIZE) & (row >= 0) & (row < SIZE)
            places = np.where(inside, row * SIZE + column, 0)
            result += flat[:, places] * (beside * above * inside).astype(np.float32)
    return _grey(result).reshape(images.shape)


def _thickened(images: _Images, by: float) -> _Images:
    """Ink grown by so many pixels on all sides, or shrunk: morphological dilation or erosion with a cross."""
    extreme = np.maximum if by > 0 else np.minimum
    result, left = images.astype(np.float32), abs(by)
    while left > 0:
        padded = np.pad(result, ((0, 0), (1, 1), (1, 1)))
        beside = extreme(padded[:, 1:-1, :-2], padded[:, 1:-1, 2:])
        above = extreme(padded[:, :-2, 1:-1], padded[:, 2:, 1:-1])
        grown = extreme(extreme(beside, above), result)
        result = result + (grown - result) * np.float32(min(left, 1.0))
        left -= 1
    return _grey(result)


def _with_holes(images: _Images, count: int, rng: np.random.Generator) -> _Images:
    """So many squares of paper, each in the middle of an inked pixel chosen at random."""
    result, reach = images.copy(), PIECE // 2
    numbers = np.arange(len(images))[:, None]
    square = np.indices((PIECE, PIECE)).reshape(2, 1, -1) - reach
    for _hole in range(count):
        chosen = (rng.random(images.shape) * (images > 0)).reshape(len(images), -1).argmax(axis=1)
        rows, columns = np.clip(np.stack(divmod(chosen, SIZE))[:, :, None] + square, 0, SIZE - 1)
        result[numbers, rows, columns] = 0
    return result


def _with_gaps(ink: Ink, count: int, rng: np.random.Generator) -> Ink:
    """So many circles rubbed out, each around a place on the lines chosen at random."""
    size = _extent(ink)
    radius = PIECE / 2 / (BOX - PEN_WIDTH) * (size or 1.0)
    places = np.concatenate([densified(stroke, radius / 4) for stroke in ink.strokes])
    for place in places[rng.integers(0, len(places), count)]:
        ink = ink.erased(place[None], radius)
    return ink


def _extent(ink: Ink) -> float:
    low, high = bounds(ink)
    return float((high - low).max())


def _grey(values: npt.NDArray[np.floating]) -> _Images:
    grey: _Images = np.rint(np.clip(values, 0, 255)).astype(np.uint8)
    return grey
