"""Make drawings that are no digits: scribbles, letters, dots, signs, which should be answered with `?`.

Letters that look like a digit in somebody's hand (O, D, I, l, S, Z, B, G, b, q, g, y and their like) are left out:
nobody could say what they are.
"""

from collections.abc import Callable

import numpy as np

from digitpad.ink.stroke import Ink
from digitpad.synthesis.glyphs import NON_DIGITS, curve, parse_glyph
from digitpad.synthesis.stroke_augmentation import augment_strokes

_TEXTS = tuple(NON_DIGITS.values())

def generate(count: int, seed: int) -> tuple[Ink, ...]:
    """So many drawings that are no digits: half of them scribbles, half letters and signs, each by another hand."""
    rng = np.random.default_rng(seed)
    return tuple(non_digit(rng) for _ in range(count))


def non_digit(rng: np.random.Generator) -> Ink:
    """One drawing that is no digit."""
    makers: tuple[Callable[[np.random.Generator], Ink], ...] = (letter, letter, letter, scribble, scribble, zigzag)
    return makers[rng.integers(len(makers))](rng)


def letter(rng: np.random.Generator) -> Ink:
    """A letter or a sign."""
    return augment_strokes(parse_glyph(_TEXTS[rng.integers(len(_TEXTS))]), rng)


def scribble(rng: np.random.Generator) -> Ink:
    """Smooth lines through random places: from a few loops to a filled sheet."""
    strokes = []
    for _ in range(int(rng.integers(1, 4))):
        corners = rng.uniform(0, 1, (int(rng.choice((6, 8, 10, 14, 20, 30))), 2)) * rng.uniform(0.4, 1, 2)
        strokes.append(curve(corners))
    return Ink(tuple(strokes))


def zigzag(rng: np.random.Generator) -> Ink:
    """To and fro, as one fills an area or crosses something out."""
    turns = int(rng.integers(7, 24))
    along = np.linspace(0, 1, turns)
    across = (np.arange(turns) % 2) * rng.uniform(0.3, 1.2)
    corners = np.stack([along, across], axis=1) + rng.normal(0, 0.06, (turns, 2))
    turn = rng.uniform(0, np.pi)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    line = corners @ matrix.T
    return Ink((curve(line) if rng.random() < 0.5 else line,))


def dot() -> Ink:
    """The pen touched once."""
    return Ink.of([[(0.0, 0.0)]])


def filled(rows: int = 30) -> Ink:
    """Every place of the sheet covered."""
    return Ink.of([[(0.0, row), (float(rows), row)] for row in range(rows)])
