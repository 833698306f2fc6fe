"""Evaluation and explanations of the built-in network: how long they take, and how much they can be believed."""

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

import digitpad
from benchmarks.screen import SHARED, quantile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from digitpad.ink.stroke import Ink
    from digitpad.model.network import Network

    Images = npt.NDArray[np.uint8]

DELETED = 0.3
"""The share of ink that is taken away."""

ERASER_LEFT, RANDOM_LEFT, BENDS, MAP_MS, EVALUATION = 0.4, 0.9, 70, 150.0, 1.3
"""Wanted: at most, at least, at least, at most, at most so many times one pass."""


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """How long a piece of work takes, again and again."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return found


def main() -> int:
    """Print the figures; exit code 1 if one is not what is wanted."""
    assert digitpad.__version__  # imported before NumPy, which it tells how many threads to take
    import numpy as np

    from digitpad import bundled_network
    from digitpad.data.digits import Pictures
    from digitpad.data.formats import read_npz
    from digitpad.evaluation.endurance import PicturesToDamage, endurance
    from digitpad.evaluation.evaluation import evaluate
    from digitpad.evaluation.report import chunks
    from digitpad.insight.eraser import eraser_map
    from digitpad.insight.neighbours import feature_index
    from digitpad.insight.projection import place_among, tsne

    network = bundled_network.network()
    train, test = read_npz(SHARED / "mnist.npz", 10)
    fine = True

    def row(name: str, figure: str, is_fine: bool = True) -> None:
        nonlocal fine
        fine = fine and is_fine
        print(f"{name:<58} {figure:>20}{'' if is_fine else '   too much or too little'}", flush=True)

    def one_pass() -> None:
        for rows in chunks(len(test)):
            network.probabilities(test.images[rows])

    whole, plain = milliseconds(lambda: evaluate(network, test), 5), milliseconds(one_pass, 5)
    ratio = min(whole) / min(plain)
    row("evaluate 10,000 pictures", f"{median(whole):.0f} ms")
    row("  times one forward pass in chunks", f"{ratio:.2f}", ratio <= EVALUATION)
    few = Pictures(test.images[:1000], test.labels[:1000])
    row("endurance of 1,000 pictures, all curves",
        f"{sum(milliseconds(lambda: list(endurance([network], PicturesToDamage(few))), 1)) / 1000:.1f} s")

    images, labels = test.images[:300], test.labels[:300].tolist()
    keep = network.probabilities(images).argmax(axis=1) == labels
    images, labels = images[keep], [label for label, kept in zip(labels, keep, strict=True) if kept]
    times = [
        milliseconds(lambda image=image, label=label: eraser_map(network, image, label), 1)[0]  # type: ignore[misc] # no type for it
        for image, label in zip(images[:100], labels, strict=False)
    ]
    row("eraser map, median", f"{median(times):.1f} ms")
    row("  99th percentile", f"{quantile(times, 0.99):.1f} ms", quantile(times, 0.99) <= MAP_MS)
    maps = [eraser_map(network, image, label).importance for image, label in zip(images, labels, strict=True)]
    random = np.random.default_rng(0)
    for name, importances, wanted in (
        ("eraser", maps, (0.0, ERASER_LEFT)),
        ("random", [random.random((28, 28)) for _ in images], (RANDOM_LEFT, 1.0)),
    ):
        left = still_right(network, images, labels, importances)
        row(f"still right without 30 % of the ink, {name}", f"{left:.0%}", wanted[0] <= left <= wanted[1])

    found, seconds = bends(network)
    row("drawings bent, of 100 pairs", f"{found}", found >= BENDS)
    row("  median", f"{median(seconds):.2f} s")
    row("  longest", f"{max(seconds):.2f} s")

    index = feature_index(network, train.images[:4000])
    row("eight nearest of 4,000, median",
        f"{median(milliseconds(lambda: index.nearest(test.images[0]), 100)):.2f} ms")
    thousand = feature_index(network, train.images[:1000])
    start = time.perf_counter()
    places = tsne(thousand.features)
    row("t-SNE of 1,000", f"{time.perf_counter() - start:.1f} s")
    hits = 0
    for picture, label in zip(test.images[:500], test.labels[:500], strict=True):
        near = np.linalg.norm(places - place_among(places, thousand, picture), axis=1).argsort()[:5]
        hits += int(np.bincount(train.labels[near]).argmax() == label)
    row("unseen digits placed among their like", f"{hits / 500:.1%}", hits / 500 >= 0.95)
    return 0 if fine else 1


def still_right(network: "Network", images: "Images", labels: list[int],
                importances: "list[npt.NDArray[np.float64]]") -> float:
    """The share that is read right after the most important ink was taken away."""
    import numpy as np

    left = images.copy()
    for picture, importance in zip(left, importances, strict=True):
        ink = np.flatnonzero(picture)
        order = ink[np.argsort(-importance.ravel()[ink], kind="stable")]
        amounts = picture.ravel()[order].cumsum(dtype=int)
        picture.ravel()[order[: np.searchsorted(amounts, DELETED * amounts[-1]) + 1]] = 0
    return float((network.probabilities(left).argmax(axis=1) == labels).mean())


def bends(network: "Network") -> tuple[int, list[float]]:
    """How many of 100 drawings by strangers can be bent into another digit, and how long each took."""
    from digitpad.insight.bend import bend

    found, seconds = 0, []
    for ink, target in pairs():
        start = time.perf_counter()
        found += bend(network, ink, target) is not None
        seconds.append(time.perf_counter() - start)
    return found, seconds


def pairs() -> "list[tuple[Ink, int]]":
    """Ten drawings of each digit, each with another digit that it is to become."""
    from digitpad.synthesis.pens import TEST_WRITERS, read_pens
    from digitpad.synthesis.transform import resized

    drawings = [each for each in read_pens(SHARED / "pen-strokes.jsonl.gz") if each.writer in TEST_WRITERS]
    chosen = []
    for label in range(10):
        own = [each.ink for each in drawings if each.label == label]
        picked = own[:: len(own) // 10][:10]
        chosen += [(resized(ink, 700, (500, 500)), (label + 1 + place % 9) % 10) for place, ink in enumerate(picked)]
    return chosen


if __name__ == "__main__":
    sys.exit(main())
