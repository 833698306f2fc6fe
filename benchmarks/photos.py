"""What `recognize` reads from photos and cut-outs: right, wrong, and wrong but surer than 90 %, kind by kind.

The pictures are made from people's drawings whom the network has never seen, and from MNIST's test digits
(`benchmarks/photo_kinds.py`). An answer of `?` is neither right nor wrong; a spot that is no digit and is answered is
wrong. `--only WORD` measures the kinds whose name has the word.
"""

import argparse
import time
from collections.abc import Sequence

import numpy as np

from benchmarks.photo_kinds import Case, drawings, kinds
from benchmarks.screen import SHARED
from digitpad.model.network import Network

SURE = 0.9
Reading = tuple[str, float]
"""An answer and how sure the network is of it."""


def readings(case: Case, network: Network) -> list[Reading]:
    """What is read, digit by digit."""
    from digitpad.model.answer import decide
    from digitpad.photo.photo import decode_photo
    from digitpad.photo.turning import upright

    pictures = upright(decode_photo(case.content, "It"), network.probabilities).pictures
    if not pictures:
        return []
    answers = network.probabilities(np.stack(pictures))
    return [(decide(each, network.info.class_names).text, float(each.max())) for each in answers]


def aligned(truth: str, answers: Sequence[Reading]) -> list[tuple[str | None, Reading | None]]:
    """Pairs of a digit and its answer; None where one of them is missing: as few mistakes as can be."""
    cost = np.add.outer(np.arange(len(truth) + 1.0), np.arange(len(answers) + 1.0))
    for row, digit in enumerate(truth, start=1):
        for column, (answer, _) in enumerate(answers, start=1):
            differs = 0.0 if answer == digit else 0.9
            cost[row, column] = min(
                cost[row - 1, column] + 1, cost[row, column - 1] + 1, cost[row - 1, column - 1] + differs
            )
    pairs: list[tuple[str | None, Reading | None]] = []
    row, column = len(truth), len(answers)
    while row or column:
        if row and column:
            differs = 0.0 if answers[column - 1][0] == truth[row - 1] else 0.9
            if cost[row, column] == cost[row - 1, column - 1] + differs:
                row, column = row - 1, column - 1
                pairs.append((truth[row], answers[column]))
                continue
        if row and cost[row, column] == cost[row - 1, column] + 1:
            row -= 1
            pairs.append((truth[row], None))
        else:
            column -= 1
            pairs.append((None, answers[column]))
    return pairs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.photos", description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD", help="kinds whose name has this word")
    parser.add_argument("--show", action="store_true", help="what was read where something was wrong")
    options = parser.parse_args()
    if not (SHARED / "pen-strokes.jsonl.gz").exists() or not (SHARED / "mnist.npz").exists():
        print("What is read from photos: left out, since ../shared/data has no pen-strokes.jsonl.gz and mnist.npz")
        return
    from digitpad import bundled_network

    network, source = bundled_network.network(), drawings()
    print(f"| {'pictures made':<34} | digits | right   | wrong   | and surer than 90 % | ms a picture |")
    print("|---|---|---|---|---|---|")
    for name, make in kinds().items():
        if options.only not in name:
            continue
        digits = right = wrong = sure = pictures = 0
        spent = 0.0
        for number, case in enumerate(make(source)):
            began = time.perf_counter()
            answers = readings(case, network)
            spent += time.perf_counter() - began
            pictures += 1
            digits += len(case.digits)
            for truth, answer in aligned(case.digits, answers):
                if answer is not None and answer[0] == truth:
                    right += 1
                elif answer is not None and answer[0] != "?":
                    wrong += 1
                    sure += answer[1] > SURE
            read = "".join(answer for answer, _ in answers)
            if options.show and read != case.digits:
                print(f"    {number}: {case.digits} was read as {read}")
        print(f"| {name:<34} | {digits:>6} | {right / digits:>7.1%} | {wrong / digits:>7.1%} | "
              f"{sure / digits:>19.1%} | {1000 * spent / pictures:>12.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
