"""Glyphs as short texts: corners on a grid, for letters, signs and the usual forms of digits.

`06 30 66,15 45` is two strokes; a corner is its column and its row, rows downwards; `~` before the corners of a stroke
makes it a smooth curve through them.
"""

import numpy as np
import numpy.typing as npt

from digitpad.ink.stroke import Ink, Points

_PIECES = 8
"""Points of a curve from one corner to the next."""


def parse_glyph(text: str) -> Ink:
    """The ink that a text describes, in units of the grid."""
    return Ink(tuple(_stroke(words.split()) for words in text.split(",")))


def curve(corners: npt.NDArray[np.float64]) -> Points:
    """A smooth line (n, 2) through corners (m, 2), after Catmull and Rom, "A class of local interpolating splines"."""
    padded = np.concatenate([corners[:1], corners, corners[-1:]])
    before, start, end, after = (padded[i : len(padded) - 3 + i, None] for i in range(4))
    t = np.linspace(0, 1, _PIECES, endpoint=False)[None, :, None]
    points = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    result: Points = np.concatenate([points.reshape(-1, 2), corners[-1:]])
    return result


def _stroke(words: list[str]) -> Points:
    corners = np.array([(int(word[0]), int(word[1])) for word in words if word != "~"], np.float64)
    return curve(corners) if words[0] == "~" else corners


DIGITS: dict[int, tuple[str, ...]] = {
    0: ("~ 30 11 04 17 38 57 64 51 30", "~ 50 20 03 06 28 47 64 52 40 20"),
    1: ("30 38", "13 30 38", "13 30 38,08 68", "04 30 38", "32 38"),
    2: ("~ 02 11 30 51 53 35 08,08 68", "~ 02 30 52 26 08 17 28 57 68", "01 60 08 68"),
    3: ("~ 01 30 52 34 24,~ 24 44 66 48 08", "00 60 33,~ 33 55 57 38 08", "~ 02 20 51 43 24 44 66 38 06"),
    4: ("20 05 65,50 58", "10 14 64,60 68", "58 50 05 65", "50 05 65,50 58", "40 05 45,40 48", "~ 10 14 35 64,60 58"),
    5: ("60 10 04,~ 04 44 66 48 08", "10 13,~ 13 43 66 38 07,10 60", "~ 60 20 14 43 65 47 08"),
    6: ("~ 50 12 05 18 48 65 43 15", "50 05,~ 05 18 48 65 43 05", "~ 60 11 06 38 56 43 16"),
    7: ("00 60 28", "02 00 60 28", "00 60 28,14 54", "~ 01 21 50,50 28", "02 00 60 28,24 64"),
    8: ("~ 30 11 22 34 52 50 30,~ 34 06 18 48 66 34", "~ 52 30 11 23 45 57 38 16 25 43 52"),
    9: (
        "~ 52 30 11 03 24 52,52 58",
        "~ 52 30 11 03 24 52 56 38 17",
        "~ 50 20 03 24 52,~ 50 54 48",
        "~ 52 30 11 03 24 52,52 28",
    ),
}
"""How digits are written on both sides of the Atlantic: with and without foot, flag, bar; open and closed."""

NON_DIGITS: dict[str, str] = {
    "A": "06 30 66,15 45",
    "C": "~ 61 50 20 02 04 26 46 65",
    "E": "60 00 06 66,03 43",
    "F": "60 00 06,03 43",
    "H": "00 06,60 66,03 63",
    "K": "00 06,60 03 66",
    "L": "00 06 56",
    "M": "06 00 33 60 66",
    "N": "06 00 66 60",
    "P": "06 00,~ 00 40 61 42 03",
    "R": "06 00,~ 00 40 61 43 03,03 66",
    "T": "00 60,30 36",
    "U": "~ 00 03 15 36 55 63 60",
    "V": "00 36 60",
    "W": "00 16 32 56 60",
    "X": "00 66,60 06",
    "a": "~ 13 22 42 53 56,~ 53 23 04 16 36 54",
    "c": "~ 51 30 02 04 36 55",
    "d": "~ 53 32 04 26 55,50 56",
    "e": "~ 03 53 41 20 03 25 46 55",
    "f": "~ 50 30 22 26,03 43",
    "h": "00 06,~ 03 22 43 46",
    "k": "00 06,42 03 46",
    "m": "02 06,~ 03 12 23 26,~ 23 42 53 56",
    "n": "02 06,~ 03 22 43 46",
    "p": "02 08,~ 03 22 44 26 05",
    "r": "02 06,~ 04 12 32",
    "t": "~ 30 35 46 55,13 53",
    "u": "~ 02 05 26 45 42,42 46",
    "v": "02 26 52",
    "w": "02 16 33 56 62",
    "x": "02 46,42 06",
    "house": "06 03 30 63 66 06",
    "plus": "30 36,03 63",
    "star": "16 30 56 02 62 16",
    "hash": "20 16,50 46,02 62,04 64",
    "arrow": "03 63,40 63 46",
    "tick": "03 26 60",
    "equals": "02 62,04 64",
    "minus": "03 63",
    "window": "00 60 66 06 00,30 36,03 63",
    "face": "~ 30 10 03 16 46 63 50 30,22 22,42 42,~ 24 35 44",
    "ladder": "10 16,50 56,11 51,13 53,15 55",
    "divide": "03 63,31 31,35 35",
    "at": "~ 43 32 24 44 43 64 60 20 03 16 56",
}
"""Letters and signs that are no digit in anybody's hand."""
