"""Write `assets/drawings/digits.jsonl`: the drawings that the demo and the self-test replay.

Each digit is a few hand-placed points, joined by a smooth curve (Catmull and Rom 1974) and sampled as a mouse would.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

Points = list[tuple[float, float]]

# On a field of 100 x 100, y down; the strokes of each digit in the order of a hand.
DIGITS: dict[int, list[Points]] = {
    0: [[(54, 14), (36, 22), (26, 48), (32, 76), (50, 87), (68, 74), (74, 46), (66, 22), (50, 14)]],
    1: [[(40, 28), (50, 20), (56, 13), (55, 40), (53, 66), (52, 88)]],
    2: [[(28, 32), (36, 17), (54, 13), (68, 24), (66, 42), (50, 62), (34, 78), (27, 86), (44, 84), (60, 86), (75, 84)]],
    3: [[(31, 22), (46, 13), (63, 19), (65, 34), (48, 47), (63, 54), (71, 70), (58, 86), (40, 87), (28, 77)]],
    4: [[(44, 14), (36, 38), (28, 58), (50, 58), (78, 56)], [(62, 34), (61, 60), (59, 90)]],
    5: [[(40, 16), (37, 32), (35, 46), (50, 42), (66, 50), (70, 68), (58, 84), (42, 87), (29, 79)],
        [(40, 16), (54, 15), (70, 13)]],
    6: [[(62, 13), (44, 30), (33, 54), (34, 76), (50, 88), (66, 78), (66, 62), (52, 54), (37, 66)]],
    7: [[(26, 19), (42, 18), (58, 17), (74, 16), (64, 38), (54, 62), (46, 89)]],
    8: [[(66, 24), (50, 13), (36, 24), (42, 40), (60, 55), (68, 72), (52, 88), (34, 76), (40, 58), (58, 42), (67, 26)]],
    9: [[(68, 30), (56, 15), (38, 22), (35, 40), (50, 49), (66, 38), (68, 28), (67, 50), (62, 72), (56, 90)]],
}
STRAIGHT = {4, 7}
"""Digits with corners: a smooth curve through their points would bulge."""

SCALE = 10.0
SPACING = 14.0
"""Distance between samples in canvas units: a hand of ordinary speed."""


def smooth(points: Points) -> npt.NDArray[np.float64]:
    """A Catmull-Rom curve through the points, densely sampled, (n, 2)."""
    control = np.array([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, 40, endpoint=False)[:, None]
    pieces = []
    for before, start, end, after in zip(control, control[1:], control[2:], control[3:], strict=False):
        pieces.append(
            0.5 * (2 * start + (end - before) * t + (2 * before - 5 * start + 4 * end - after) * t**2
                   + (3 * start - before - 3 * end + after) * t**3)
        )
    return np.concatenate([*pieces, control[-1:]])


def sampled(line: npt.NDArray[np.float64]) -> list[list[float]]:
    """Points at equal distances along a line."""
    travelled = np.concatenate(([0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    where = np.linspace(0, travelled[-1], max(2, round(travelled[-1] / SPACING) + 1))
    return [[round(float(np.interp(w, travelled, line[:, axis])), 1) for axis in (0, 1)] for w in where]


def main() -> None:
    """Write the file."""
    path = Path(__file__).parent.parent / "assets" / "drawings" / "digits.jsonl"
    lines = []
    for label, strokes in DIGITS.items():
        curves = [np.array(points, float) if label in STRAIGHT else smooth(points) for points in strokes]
        lines.append(json.dumps({"label": label, "strokes": [sampled(curve * SCALE) for curve in curves]}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} drawings")


if __name__ == "__main__":
    main()
