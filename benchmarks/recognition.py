"""What the network reads: MNIST's test digits, and what people drew with a pen whom it has never seen.

The pen's trajectories go to the network two ways: all of them through `ink.raster`, and a part of them through the
canvas of the real window, as moves of a mouse in whole pixels (`--all` for all of them). `--network FILE.keras`
measures another network than the built-in one.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screen import SHARED, on_a_screen, quantile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from digitpad.ink.stroke import Ink
    from digitpad.model.network import Network
    from digitpad.ui.main_window import MainWindow

EVERY = 5
"""Each so many-th drawing goes through the window as well."""

JITTER = 5.0
"""Units of the canvas, a thousand wide, that a cheap mouse is off at each point: some two pixels."""

SLANT = 15.0
STRANGERS = 500
THICK = 3.0


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes:
        name: what is measured.
        inks: the drawings, in units of the canvas.
        labels: what they are; None where no answer is right but `?`.
        pen: how many times as thick as usual the pen on the screen is.
    """

    name: str
    inks: "Sequence[Ink]"
    labels: Sequence[int] | None
    pen: float = 1.0


@dataclass(frozen=True)
class Answers:
    """The most probable class of each drawing, and whether the answer is `?`."""

    winners: list[int]
    unknown: list[bool]

    def cells(self, labels: Sequence[int] | None) -> str:
        """How many are read right, if anything is, and how many answered `?`; a right winner counts even then."""
        right = ""
        if labels is not None:
            hits = sum(winner == label for winner, label in zip(self.winners, labels, strict=True))
            right = f"{hits / len(labels):.2%}"
        return f"{right:>11} | {sum(self.unknown) / len(self.unknown):>6.2%}"


def test_drawings() -> "tuple[list[Ink], list[int]]":
    """The six writers' digits in units of the canvas, large and in its middle, and their labels."""
    from digitpad.synthesis.pens import TEST_WRITERS, read_pens
    from digitpad.synthesis.transform import resized
    from digitpad.ui.drawing.paper import UNITS

    drawings = [each for each in read_pens(SHARED / "pen-strokes.jsonl.gz") if each.writer in TEST_WRITERS]
    inks = [resized(each.ink, 0.7 * UNITS, (UNITS / 2, UNITS / 2)) for each in drawings]
    return inks, [each.label for each in drawings]


def rows_of_the_table(inks: "Sequence[Ink]", labels: Sequence[int]) -> list[Row]:
    """The same drawings as many other hands would have made them."""
    import numpy as np

    from digitpad.ink.stroke import Ink
    from digitpad.synthesis import non_digits, stroke_augmentation, transform
    from digitpad.ui.drawing.paper import UNITS

    def small(ink: "Ink", _number: int) -> "Ink":
        return transform.resized(ink, UNITS / 5, (UNITS * 0.15, UNITS * 0.15))

    def tiny(ink: "Ink", _number: int) -> "Ink":
        return transform.resized(ink, UNITS / 8, (UNITS / 2, UNITS / 2))

    changes: tuple[tuple[str, Callable[[Ink, int], Ink]], ...] = (
        ("small in a corner (a fifth of the canvas)", small),
        ("tiny (an eighth)", tiny),
        (f"slanted by {SLANT:g} degrees to the right", lambda ink, _: transform.slanted(ink, SLANT)),
        (f"slanted by {SLANT:g} degrees to the left", lambda ink, _: transform.slanted(ink, -SLANT)),
        ("10 points a digit", lambda ink, _: transform.resampled(ink, 10)),
        ("400 points a digit", lambda ink, _: transform.resampled(ink, 400)),
        ("the jitter of a cheap mouse", lambda ink, number: transform.jittered(ink, JITTER, number)),
        ("strokes in reversed order and direction", lambda ink, _: transform.backwards(ink)),
        ("a stray dot", transform.with_dot),
    )
    rng = np.random.default_rng(STRANGERS)
    sevens, noughts = ([ink for ink, label in zip(inks, labels, strict=True) if label == which] for which in (7, 0))
    plain = [ink for ink in sevens if len(ink.strokes) == 1]
    large = (0.7 * UNITS, (UNITS / 2, UNITS / 2))
    scribbles = [transform.resized(ink, *large) for ink in non_digits.generate(STRANGERS, seed=STRANGERS)]
    touched = [Ink.of([[(x, y)]]) for x in (200.0, 500.0) for y in (300.0, 500.0)]
    return [
        Row("six writers kept out, large and centred", inks, labels),
        Row("a pen three times as thick on the screen", inks, labels, THICK),
        *(Row(name, [change(ink, number) for number, ink in enumerate(inks)], labels) for name, change in changes),
        Row("their plain sevens crossed", [stroke_augmentation.crossed(ink, rng) for ink in plain], [7] * len(plain)),
        Row(
            "their noughts with a slash", [stroke_augmentation.slashed(ink, rng) for ink in noughts], [0] * len(noughts)
        ),
        Row(f"{STRANGERS} generated scribbles and letters", scribbles, None),
        Row("a single dot, a filled canvas", [*touched, transform.resized(non_digits.filled(), *large)], None),
    ]


def answers_to(pictures: "npt.NDArray[np.uint8]", network: "Network") -> Answers:
    """What the program answers to pictures."""
    from digitpad.model.answer import UNKNOWN, decide

    probabilities = network.probabilities(pictures)
    unknown = [decide(each, network.info.class_names).text == UNKNOWN for each in probabilities]
    return Answers(probabilities.argmax(axis=1).tolist(), unknown)


def by_the_raster(inks: "Sequence[Ink]") -> "npt.NDArray[np.uint8]":
    """The pictures of all drawings, (n, 28, 28); the pen of the screen is nothing to them."""
    import numpy as np

    from digitpad.ink.raster import rasterize

    return np.stack([rasterize(ink) for ink in inks])


def by_the_mouse(row: Row, window: "MainWindow", every: int) -> Answers:
    """Each so many-th drawing of a row with mouse events in whole pixels on the canvas; what the window then says."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt

    from digitpad.model.answer import UNKNOWN
    from digitpad.replay import send_mouse
    from digitpad.ui.drawing.paper import UNITS

    canvas, bars, digit = window.drawing.canvas, window.answer.bars, window.answer.digit
    scale = min(canvas.width(), canvas.height()) / UNITS
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    answered: list[object] = []
    window.workbench.recognizer.recognized.connect(answered.append)
    usual, canvas.pen_units = canvas.pen_units, canvas.pen_units * row.pen
    winners: list[int] = []
    unknown: list[bool] = []
    for ink in row.inks[::every]:
        canvas.clear()
        for stroke in ink.strokes:
            places = [(float(round(x * scale)), float(round(y * scale))) for x, y in stroke.tolist()]
            send_mouse(canvas, QEvent.Type.MouseButtonPress, places[0], left, left)
            for place in places[1:]:
                send_mouse(canvas, QEvent.Type.MouseMove, place, none, left)
            send_mouse(canvas, QEvent.Type.MouseButtonRelease, places[-1], left, none)
        answered.clear()
        while not answered:
            QCoreApplication.processEvents()
        winners.append(-1 if bars.winner is None else bars.winner)
        unknown.append(digit.text() == UNKNOWN)
    canvas.pen_units = usual
    canvas.clear()
    window.workbench.recognizer.recognized.disconnect(answered.append)
    return Answers(winners, unknown)


def print_table(rows: Sequence[Row], window: "MainWindow", every: int) -> None:
    """MNIST's test digits, then the drawings both ways, and whether both ways say the same."""
    import numpy as np

    network = window.workbench.recognizer.network
    print(f"| {'measured on':<45} | share right | `?`    | by mouse    | `?`    | the same |")
    print("|---|---|---|---|---|---|")
    with np.load(SHARED / "mnist.npz") as arrays:
        pictures, labels = arrays["x_test"], arrays["y_test"].tolist()
    read = answers_to(pictures, network).cells(labels)
    print(f"| {f'MNIST, {len(labels):,} test digits':<45} | {read} | {'':>11} | {'':>6} | {'':>8} |", flush=True)
    for row in rows:
        drawn, moved = answers_to(by_the_raster(row.inks), network), by_the_mouse(row, window, every)
        pairs = list(zip(drawn.winners[::every], moved.winners, strict=True))
        same = sum(one == other for one, other in pairs) / len(pairs)
        part = None if row.labels is None else row.labels[::every]
        print(f"| {row.name:<45} | {drawn.cells(row.labels)} | {moved.cells(part)} | {same:>8.1%} |", flush=True)


def print_reliability(inks: "Sequence[Ink]", labels: Sequence[int], network: "Network") -> None:
    """How far the probabilities can be believed."""
    import numpy as np

    from digitpad.evaluation.calibration import expected_calibration_error, reliability

    answers = network.probabilities(by_the_raster(inks))
    table = reliability(answers.max(axis=1), answers.argmax(axis=1) == np.array(labels))
    print("\nThe six writers' digits by how sure the network is of its best class")
    print("| probability | digits | mean probability | share right |")
    print("|---|---|---|---|")
    for row in table:
        shares = f"{row.confidence:>16.1%} | {row.accuracy:>11.1%}" if row.count else f"{'':>16} | {'':>11}"
        print(f"| {row.low:.1f} to {row.high:.1f}  | {row.count:>6,} | {shares} |")
    print(f"expected calibration error {expected_calibration_error(table):.4f}   (at most 0.02)")


def print_times(inks: "Sequence[Ink]", network: "Network") -> None:
    """One drawing to ten probabilities: raster and network."""
    from digitpad.ink.raster import rasterize

    times = []
    for ink in (*inks[:20], *inks):  # the first ones warm the caches
        began = time.perf_counter()
        network.probabilities(rasterize(ink)[None])
        times.append((time.perf_counter() - began) * 1000)
    print(f"\nOne drawing to ten probabilities ({len(inks):,} drawings, network {network.spec})")
    print(f"  median           {quantile(times[20:], 0.5):5.2f} ms   (under 3)")
    print(f"  99th percentile  {quantile(times[20:], 0.99):5.2f} ms")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition", description=__doc__)
    parser.add_argument("--all", action="store_true", help="all drawings through the window, not only a part")
    parser.add_argument("--network", type=Path, metavar="FILE.keras", help="measure this network")
    options = parser.parse_args()
    if not (SHARED / "pen-strokes.jsonl.gz").exists() or not (SHARED / "mnist.npz").exists():
        print("What the network reads: left out, since ../shared/data has no pen-strokes.jsonl.gz and mnist.npz")
        return
    on_a_screen("benchmarks.recognition")
    from digitpad.app import create_application, create_window
    from digitpad.model.keras_file import read_network

    app = create_application(sys.argv[:1])
    inks, labels = test_drawings()
    every = 1 if options.all else EVERY
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        for _ in range(10):
            app.processEvents()
        if options.network is not None:
            window.workbench.networks.opened(read_network(options.network), options.network)
        network = window.workbench.recognizer.network
        pixels = window.drawing.canvas.width()
        title = window.workbench.networks.current.title
        print(f"What the network reads ({title}, {network.spec}): {len(inks):,} drawings")
        print(f"through the raster, {len(inks[::every]):,} of them by mouse on a canvas of {pixels} pixels")
        print_table(rows_of_the_table(inks, labels), window, every)
        window.close()
    print_reliability(inks, labels, network)
    print_times(inks, network)


if __name__ == "__main__":
    main()
