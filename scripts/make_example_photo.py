"""Write `assets/photos/example.png`: the example of the page Photo, bundled drawings on a sheet in a lamp's light.

The same bytes at every run, with the same Pillow.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from digitpad.bundled_network import bundled_drawings

LINES = "2026", "17", "4"
SIZE = 640, 480
FINE = 4
"""Lines are drawn so many times larger and then reduced, for their edges."""

TALL, PITCH, LEFT, TOP, PEN = 92, 104, 92, 42, 8.0
"""Height of a digit, distance of two, the first one's place, and the width of a line, in pixels."""

PAPER, INK = (244, 238, 224), (38, 52, 110)


def main() -> None:
    """Write the file."""
    drawings = dict(bundled_drawings())
    sheet = Image.new("L", (SIZE[0] * FINE, SIZE[1] * FINE), 0)
    brush = ImageDraw.Draw(sheet)
    for row, text in enumerate(LINES):
        for place, label in enumerate(text):
            points = np.concatenate(drawings[label].strokes)
            low, scale = points.min(axis=0), TALL / np.ptp(points[:, 1])
            lean = 0.05 * math.sin(3 * row + 2 * place)  # no hand writes two digits alike
            corner = LEFT + PITCH * place + 9 * row, TOP + (TALL + 44) * row + 7 * math.sin(2 * place + row)
            for stroke in drawings[label].strokes:
                x, y = ((stroke - low) * scale).T
                line = np.stack([corner[0] + x - lean * (y - TALL / 2), corner[1] + y + lean * x], axis=1) * FINE
                brush.line([tuple(point) for point in line.tolist()], fill=255, width=round(PEN * FINE))
                for point in line:  # round ends and corners
                    radius = PEN * FINE / 2
                    brush.ellipse([*(point - radius), *(point + radius)], fill=255)
    ink = np.asarray(sheet.resize(SIZE, Image.Resampling.BOX), np.float64)[..., None] / 255
    rows, columns = np.indices(SIZE[::-1]) / np.array(SIZE[::-1])[:, None, None]
    light = (1 - 0.3 * np.hypot(rows - 0.2, columns - 0.3) ** 1.5)[..., None]
    picture = (np.array(PAPER) * (1 - ink) + np.array(INK) * ink) * light
    path = Path(__file__).parent.parent / "assets" / "photos" / "example.png"
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(np.rint(picture).astype(np.uint8)).quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
