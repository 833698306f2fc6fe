"""Ten thousand samples of one's own: how long it takes to open them, to see them all, and to keep one more."""

import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from digitpad.ink.stroke import Ink
from digitpad.replay import bundled_drawings
from digitpad.samples.collection import SampleCollection
from digitpad.samples.sample import Sample

COUNT = 10_000
ROUNDS = 7
DIGITS = tuple("0123456789")


def main() -> None:
    """Print the figures."""
    drawings = [(_shaken(ink, number), int(label)) for number in range(20) for label, ink in bundled_drawings()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with SampleCollection.open(folder) as samples:
            chosen = islice(cycle(drawings), COUNT)
            samples.add_many(Sample.of(ink, label, DIGITS, 1 + label) for ink, label in chosen)

        def open_and_close() -> None:
            with SampleCollection.open(folder) as samples:
                assert not samples.why_read_only

        print(f"{COUNT:,} samples, {(folder / 'samples.db').stat().st_size / 1e6:.1f} MB, median of {ROUNDS}")
        _print("open and check the database", open_and_close)
        with SampleCollection.open(folder) as samples:
            _print("all pictures, labels and seats", lambda: samples.collection(DIGITS))
            _print("keep one drawing, on the disk", lambda: samples.add(Sample.of(*drawings[7], DIGITS)))

            def back_up() -> None:
                samples.relabel({})
                samples.back_up()

            _print("make a backup", back_up)


def _shaken(ink: Ink, number: int) -> Ink:
    """Another drawing of the same digit."""
    return Ink(tuple(stroke * (1 + number / 50) + number * stroke[:, ::-1] / 90 for stroke in ink.strokes))


def _print(what: str, do: Callable[[], object]) -> None:
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        do()
        times.append(time.perf_counter() - begin)
    print(f"{what:<32} {statistics.median(times) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
