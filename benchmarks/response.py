"""One mouse move to repainted bars, in the real window, for real handwriting where it is there.

With `--rounds 6` each drawing is drawn six times, and each move counts as its quickest: what other programs took of the
machine is then hardly in the figures, and two versions can be compared on a busy one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screen import on_a_screen, quantile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from benchmarks.moves import Move

DRAWINGS = 60


def bring(app: QApplication, window: QWidget) -> None:
    """To the front: what is painted behind another window need not be copied to the screen."""
    window.raise_()
    for _ in range(3):
        app.processEvents()


def quickest(rounds: list[list[Move]]) -> list[Move]:
    """Of each move of a drawing the least of all rounds."""
    return [
        same[0]._replace(wall=min(move.wall for move in same), own=min(move.own for move in same))
        for same in zip(*rounds, strict=True)
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="One mouse move to repainted bars.")
    parser.add_argument("--rounds", type=int, default=1)
    rounds = parser.parse_args().rounds
    on_a_screen("benchmarks.response")
    from benchmarks.bare_window import bare_window
    from benchmarks.moves import handwriting, time_moves
    from digitpad.app import create_application, create_window

    app = create_application(sys.argv[:1])
    inks = handwriting(DRAWINGS)
    moves: list[Move] = []
    bare_moves: list[Move] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        window = create_window(Path(folder))
        window.resize(1280, 800)
        window.show()
        for _ in range(10):
            app.processEvents()
        bare, bare_canvas = bare_window(window.drawing.canvas, window.answer.bars)
        bare.resize(window.size())
        bare.show()
        canvas, bars, answered = window.drawing.canvas, window.answer.bars, window.workbench.recognizer.recognized
        for ink in inks:  # in turn: what else the machine does meets both
            drawn: list[list[Move]] = []
            bare_drawn: list[list[Move]] = []
            for _ in range(rounds):
                bring(app, window)
                drawn.append(time_moves(app, canvas, bars, ink, answered))
                bring(app, bare)
                bare_drawn.append(time_moves(app, bare_canvas, bare_canvas.bars, ink))
            moves += quickest(drawn)
            bare_moves += quickest(bare_drawn)
        network = window.workbench.recognizer.network
        bare.close()
        window.close()
    times, bare_times = [move.wall for move in moves], [move.wall for move in bare_moves]
    own, bare_own = (quantile([move.own for move in each], 0.5) for each in (moves, bare_moves))
    print(f"One mouse move to repainted bars ({len(times)} moves of {len(inks)} drawings, network {network.spec})")
    print(f"  median           {quantile(times, 0.5):5.2f} ms   (under 4)")
    print(f"  99th percentile  {quantile(times, 0.99):5.2f} ms   (under 16)")
    ratio = quantile(times, 0.5) / quantile(bare_times, 0.5)
    print(f"  a bare widget    {quantile(bare_times, 0.5):5.2f} ms   with the same line and ten rectangles, in turn")
    print(f"  ratio            {ratio:5.2f}      (under 2.0)")
    print(f"  of that computed {own:5.2f} ms and {bare_own:.2f} ms by the window's thread (others lengthen that less)")
    print(f"  ratio            {own / bare_own:5.2f}")


if __name__ == "__main__":
    main()
