"""Read a drawing as Digitpad does, with NumPy and Keras alone.

    python recognize.py [NETWORK.keras [DRAWING.json]]

prints a line for each class and its probability. A drawing is a JSON object {"strokes": [[[x, y], ...], ...]}: what
the pen did between down and up, y growing downwards, in any unit. Without arguments the network and the drawing beside
this script are taken. Needs Keras 3 with any of its backends: pip install keras tensorflow
"""

import json
import sys
from pathlib import Path

import numpy as np

# About the network; Digitpad writes these lines when it exports one.
CLASS_NAMES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
BLACK_AND_WHITE = False  # whether pixels are cut at half ink
WANTS_BYTES = True  # whether pixels go in as 0..255, and not as 0..1
OUTPUT = "softmax"  # or "sigmoid": shares to be divided by their sum; else numbers for a softmax

# About the picture: as MNIST's own, 28 x 28 pixels, the digit in a box of 20 x 20, its centre of mass in the middle.
SIZE, BOX = 28, 20.0
PEN_WIDTH = 2.2  # pixels
STRAY = 0.06  # a stroke smaller than this share of the largest is a touch of the pen
DOT = 1e-9  # a drawing smaller than this has no shape that could be enlarged

# How finely lines are followed: in pieces of at most SPACING pixels; where that makes too many, the line is thinned.
SPACING, DENSE_SPACING, EXACT_PIECES, MAX_PIECES = 1.0, 0.25, 1000, 8000


def picture(strokes):
    """The picture that the network gets: (28, 28) uint8, 0 is paper and 255 is ink.

    Args:
        strokes: arrays (n, 2) of x and y.
    """
    strokes = [np.array(stroke, np.float64).reshape(-1, 2) for stroke in strokes if len(stroke)]
    if not strokes:
        return np.zeros((SIZE, SIZE), np.uint8)
    starts, ends = pieces(fitted(without_stray_dots(strokes)))
    ink = coverage(starts, ends)
    if ink.any():
        # The line is moved, not the pixels, so nothing is blurred.
        move = shift(ink, starts, ends)
        ink = coverage(starts + move, ends + move)
    return np.rint(ink * 255).astype(np.uint8).reshape(SIZE, SIZE)


def without_stray_dots(strokes):
    """The strokes without those that are next to nothing beside the largest."""
    sizes = [float((stroke.max(axis=0) - stroke.min(axis=0)).max()) for stroke in strokes]
    return [stroke for stroke, size in zip(strokes, sizes, strict=True) if size >= STRAY * max(sizes)]


def fitted(strokes):
    """The strokes scaled into the box in the middle of the picture, with the width of the line inside it."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = float((high - low).max())
    scale = (BOX - PEN_WIDTH) / extent if extent > DOT else 0.0
    return [(stroke - (low + high) / 2) * scale + SIZE / 2 for stroke in strokes]


def pieces(strokes):
    """Start and end points, (n, 2) float32 each, of the short straight pieces that make up the strokes."""
    steps = [lengths(stroke) for stroke in strokes]
    spacing = SPACING
    if sum(int(np.ceil(step / SPACING).sum()) + len(step) for step in steps) > EXACT_PIECES:
        whole = sum(float(np.cumsum(step)[-1]) for step in steps if len(step))
        spacing = max(min(max(whole / EXACT_PIECES, DENSE_SPACING), SPACING), whole / MAX_PIECES)
        strokes = [thinned(stroke, step, spacing) for stroke, step in zip(strokes, steps, strict=True)]
    starts, ends = zip(*(cut(stroke, spacing) for stroke in strokes), strict=True)
    return np.concatenate(starts).astype(np.float32), np.concatenate(ends).astype(np.float32)


def lengths(stroke):
    """How far it is from each point to the next."""
    along = stroke[1:] - stroke[:-1]
    return np.sqrt(along[:, 0] ** 2 + along[:, 1] ** 2)


def cut(stroke, spacing):
    """Start and end points of a stroke's lines, each cut into equal pieces of at most `spacing`."""
    if len(stroke) == 1:
        return stroke, stroke
    counts = np.maximum(1, np.ceil(lengths(stroke) / spacing)).astype(np.intp)
    line = np.repeat(np.arange(len(counts)), counts)
    piece = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    position = (piece / counts[line])[:, None]
    points = np.concatenate([stroke[line] + position * (stroke[1:] - stroke[:-1])[line], stroke[-1:]])
    return points[:-1], points[1:]


def thinned(stroke, step, spacing):
    """A stroke that has more points than one every `spacing`, with about that many."""
    travelled = np.concatenate(([0.0], np.cumsum(step)))
    count = max(1, round(travelled[-1] / spacing))
    if len(stroke) <= count:
        return stroke
    where = np.arange(count + 1) * (travelled[-1] / count)
    line = np.clip(np.searchsorted(travelled, where, side="right") - 1, 0, max(0, len(step) - 1))
    position = (where - travelled[line]) / np.maximum(step, DOT)[line]
    return stroke[line] + np.clip(position, 0, 1)[:, None] * (stroke[1:] - stroke[:-1])[line]


def coverage(starts, ends):
    """How much of each pixel the line covers, 0..1, (784,) float32: half the width + 1/2 - distance of its middle."""
    farthest = np.float32(PEN_WIDTH / 2 + 0.5)
    nearest = np.full(SIZE * SIZE, farthest**2, np.float32)
    row, column = np.indices((SIZE, SIZE), dtype=np.int32).reshape(2, -1)
    for first in range(0, len(starts), 500):  # so many at a time, for the memory
        start, along = starts[first : first + 500], (ends - starts)[first : first + 500]
        along_x, along_y = along.T[:, :, None]
        squares = np.maximum(along_x**2 + along_y**2, np.float32(1e-12))
        x = column + np.float32(0.5) - start[:, :1]
        y = row + np.float32(0.5) - start[:, 1:]
        position = np.clip((x * along_x + y * along_y) / squares, 0, 1)
        distance = (x - position * along_x) ** 2 + (y - position * along_y) ** 2
        nearest = np.minimum(nearest, distance.min(axis=0).astype(np.float32))
    return np.clip(farthest - np.sqrt(nearest), 0, 1)


def shift(ink, starts, ends):
    """How far the line is moved to bring its centre of mass into the middle, (2,), without leaving the picture."""
    centres = np.indices((SIZE, SIZE)).reshape(2, -1).T[:, ::-1] + 0.5
    exact = ink.astype(np.float64)
    wanted = SIZE / 2 - (exact @ centres) / exact.sum()
    points = np.concatenate([starts, ends])
    low, high = points.min(axis=0) - PEN_WIDTH / 2, points.max(axis=0) + PEN_WIDTH / 2
    return np.clip(wanted, np.minimum(-low, 0), np.maximum(SIZE - high, 0)).astype(np.float32)


def probabilities(network, pictures):
    """The probability of each class for pictures (n, 28, 28) uint8: (n, classes).

    Args:
        network: a Keras model.
        pictures: what `picture` gives.
    """
    x = np.asarray(pictures)
    if BLACK_AND_WHITE:
        x = np.where(x > 127, 255, 0)
    x = x.astype(np.float32).reshape(len(x), *network.input_shape[1:])
    answers = network.predict(x if WANTS_BYTES else x / 255, verbose=0)
    if OUTPUT == "softmax":
        return answers
    if OUTPUT != "sigmoid":
        answers = np.exp(answers - answers.max(axis=1, keepdims=True))
    return answers / answers.sum(axis=1, keepdims=True)


def main():
    """Print what the network says."""
    import keras

    beside = Path(__file__).resolve().parent
    network = sys.argv[1] if len(sys.argv) > 1 else beside / "network.keras"
    drawing = sys.argv[2] if len(sys.argv) > 2 else beside / "drawing.json"
    strokes = json.loads(Path(drawing).read_text(encoding="utf-8"))["strokes"]
    answers = probabilities(keras.saving.load_model(network, compile=False), [picture(strokes)])[0]
    for name, share in zip(CLASS_NAMES, answers, strict=True):
        print(f"{name}: {share:.6f}")


if __name__ == "__main__":
    main()
