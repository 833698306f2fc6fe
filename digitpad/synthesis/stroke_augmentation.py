"""Augment strokes: vary ink at random as people, pens and tablets do."""

import math

import numpy as np

from digitpad.ink.raster import bounds
from digitpad.ink.stroke import Ink, Points, densified

_WAVES = 3
"""How many slow waves make up the bend of a drawing, in each direction."""


def augment_strokes(ink: Ink, rng: np.random.Generator) -> Ink:
    """The drawing as another hand on another device might have left it.

    Slant, turn, proportions and bend are another writer's; where strokes begin, end and meet is another moment's;
    the sampling, the jitter and the grid of whole pixels are another device's.

    Args:
        ink: a drawing that is not empty, in any unit.
        rng: where the randomness comes from.

    Returns:
        A drawing about 1 unit in size.
    """
    strokes = _lifted(_bent(_turned(_framed(ink), rng), rng), rng)
    if len(strokes) > 1:
        strokes = [stroke + rng.normal(0, 0.02, 2) for stroke in strokes]
    strokes = [_trimmed(stroke, rng) for stroke in strokes]
    return Ink(tuple(_sampled(stroke, rng) for stroke in _jittered(strokes, rng)))


def crossed(ink: Ink, rng: np.random.Generator) -> Ink:
    """The drawing with one more stroke, at its middle and about level: a seven with its bar."""
    low, high = bounds(ink)
    size = float((high - low).max()) or 1.0
    length, tilt = size * rng.uniform(0.25, 0.55), rng.normal(0, 0.15)
    stem = ink.strokes[-1]
    middle = stem[min(len(stem) - 1, round(len(stem) * rng.uniform(0.6, 0.85)))]
    half = np.array([math.cos(tilt), -math.sin(tilt)]) * length / 2
    return ink.with_stroke(np.stack([middle - half, middle + half]))


def slashed(ink: Ink, rng: np.random.Generator) -> Ink:
    """The drawing with one more stroke from bottom left to top right: a nought that is no O."""
    low, high = bounds(ink)
    inset, spread = rng.uniform(-0.15, 0.3, 2), high - low
    start = np.array([low[0] + inset[0] * spread[0], high[1] - inset[0] * spread[1]])
    end = np.array([high[0] - inset[1] * spread[0], low[1] + inset[1] * spread[1]])
    return ink.with_stroke(np.stack([start, end]))


def footed(ink: Ink, rng: np.random.Generator) -> Ink:
    """The drawing with a level line under it: a one with its foot."""
    points = np.concatenate(ink.strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    lowest = points[points[:, 1].argmax()]
    half = np.array([(high[1] - low[1]) * rng.uniform(0.12, 0.3), 0.0])
    return ink.with_stroke(np.stack([lowest - half, lowest + half]))


def dotted(ink: Ink, rng: np.random.Generator) -> Ink:
    """The drawing with a stray dot or a tiny line on it or beside it."""
    low, high = bounds(ink)
    place = low + rng.uniform(-0.15, 1.15, 2) * (high - low)
    return ink.with_stroke(place + rng.uniform(0, 0.09, (2, 1)) * float((high - low).max()))


def _framed(ink: Ink) -> list[Points]:
    """Centred on 0 and 1 in size."""
    low, high = bounds(ink)
    size = float((high - low).max()) or 1.0
    return [(stroke - (low + high) / 2) / size for stroke in ink.strokes]


def _turned(strokes: list[Points], rng: np.random.Generator) -> list[Points]:
    """Another writer's slant, turn and proportions."""
    turn = math.radians(float(np.clip(rng.normal(0, 9.5), -24, 24)))
    slant = math.tan(math.radians(float(np.clip(rng.normal(0, 11), -28, 28))))
    width = math.exp(rng.normal(0, 0.16))
    slanted = np.array([[width, -slant], [0.0, 1.0]])
    turned = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    matrix = (turned @ slanted).T
    return [stroke @ matrix for stroke in strokes]


def _bent(strokes: list[Points], rng: np.random.Generator) -> list[Points]:
    """Every point moved by slow waves over the plane, so that neighbours move together."""
    directions = rng.normal(0, 1.0, (_WAVES, 2)) * math.pi
    phases = rng.uniform(0, 2 * math.pi, _WAVES)
    amounts = rng.normal(0, 0.04, (_WAVES, 2))
    return [
        (line := densified(stroke, 0.05)) + np.sin(line @ directions.T + phases) @ amounts for stroke in strokes
    ]


def _lifted(strokes: list[Points], rng: np.random.Generator) -> list[Points]:
    """Now and then the pen is lifted where other hands go on: one stroke more."""
    longest = max(range(len(strokes)), key=lambda index: len(strokes[index]))
    stroke = strokes[longest]
    if len(stroke) < 12 or rng.random() < 0.85:
        return strokes
    where = int(rng.integers(4, len(stroke) - 4))
    return [*strokes[:longest], stroke[: where + 1], stroke[where:], *strokes[longest + 1 :]]


def _trimmed(stroke: Points, rng: np.random.Generator) -> Points:
    """The stroke begun a little later and ended a little earlier, now and then."""
    if len(stroke) < 12 or rng.random() < 0.5:
        return stroke
    longest = round(len(stroke) * 0.06)
    first, last = rng.integers(0, longest + 1, 2)
    return stroke[first : len(stroke) - last]


def _jittered(strokes: list[Points], rng: np.random.Generator) -> list[Points]:
    """A shaking hand, a cheap mouse, and the whole pixels of a small drawing."""
    if rng.random() < 0.3:
        amount = rng.uniform(0, 0.03)
        strokes = [stroke + amount * _shaking(len(stroke), rng) for stroke in strokes]
    if rng.random() < 0.2:
        amount = rng.uniform(0, 0.015)
        strokes = [stroke + rng.normal(0, amount, stroke.shape) for stroke in strokes]
    if rng.random() < 0.4:
        grid = rng.uniform(20, 120)
        strokes = [np.rint(stroke * grid) / grid for stroke in strokes]
    return strokes


def _shaking(count: int, rng: np.random.Generator) -> Points:
    """Noise of standard deviation about 1 in which some five points in a row move together, (count, 2)."""
    noise = rng.standard_normal((count + 4, 2))
    result: Points = np.sum([noise[start : start + count] for start in range(5)], axis=0) / math.sqrt(5)
    return result


def _sampled(stroke: Points, rng: np.random.Generator) -> Points:
    """Fewer points for a slow device or a fast hand: corners where there were curves."""
    if len(stroke) < 8 or rng.random() < 0.5:
        return stroke
    count = int(rng.integers(9, 26))
    if count >= len(stroke):
        return stroke
    kept: Points = stroke[np.unique(np.linspace(0, len(stroke) - 1, count).round().astype(int))]
    return kept
