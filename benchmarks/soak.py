"""What a long day costs: memory after many trainings and drawings in one window.

    python -m benchmarks.soak                    as in the README: 200 trainings, 4,000 drawings
    python -m benchmarks.soak --trainings 600    as much as somebody is patient

Memory is what the system counts for the process (resident set). The first twenty trainings are not counted: meanwhile
TensorFlow is loaded, and what is kept for the next run is made.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from digitpad.replay import answer_to, bundled_drawings, off_screen_window, train

WARM_UP = 20
DRAWINGS = 20
"""For each training."""

WANTED = 0.3
"""MB for each training."""


def resident() -> float:
    """Megabytes of this process, on Linux."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Train and draw, and print how memory grows."""
    parser = argparse.ArgumentParser(description="Memory over many trainings and drawings.")
    parser.add_argument("--trainings", type=int, default=200, metavar="N")
    trainings = parser.parse_args().trainings
    if sys.platform != "linux":
        print("Memory is only read on Linux.")
        return 0
    inks = [ink for __, ink in bundled_drawings()]
    with off_screen_window() as window:
        form, tabs = window.pages.training.form, window.tabs
        form.hidden.setText("16")
        form.epochs.setValue(1)
        print(f"{'trainings':>9}{'drawings':>10}{'MB':>8}", flush=True)
        before = 0.0
        for number in range(WARM_UP + trainings + 1):
            if number == WARM_UP:
                before = resident()
            if number >= WARM_UP and (number - WARM_UP) % 20 == 0:
                done = number - WARM_UP
                print(f"{done:>9}{done * DRAWINGS:>10}{resident():>8.0f}", flush=True)
            if number == WARM_UP + trainings:
                break
            train(window)
            tabs.setCurrentIndex(number % tabs.count())
            for place in range(DRAWINGS):
                answer_to(window, inks[(number + place) % len(inks)])
        grown = (resident() - before) / trainings
    print(f"{grown:.2f} MB for each training with {DRAWINGS} drawings (wanted: {WANTED})")
    print(json.dumps({"soak_mb_per_training": grown}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
