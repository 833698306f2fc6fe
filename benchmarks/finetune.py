"""Fine-tuning: ten digits a class of an unseen writer, learnt by a network that knows MNIST.

How many of the errors on the writer's other digits are left, what is forgotten of MNIST, and how long it takes from the
drawings to the new network, TensorFlow being loaded. The networks are trained first, on plain MNIST; the network on
board has seen pen digits, but none of the last six writers'. What is replayed are the included digits, which every
classroom has.
"""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from benchmarks.screen import SHARED

if TYPE_CHECKING:
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.model.network import Network
    from digitpad.synthesis.pens import LabelledInk

WRITERS = tuple(range(3, 31, 3))
SHOTS = 10
"""Digits of each class that are learnt from; a writer's others tell what was learnt."""

ERRORS_LEFT, FORGOTTEN, SECONDS = 0.4, 0.003, 5.0
"""Wanted at most: the median share of the errors, the share of MNIST's test digits, seconds."""


@dataclass(frozen=True)
class Row:
    """What came of one writer's digits; shares, 0..1."""

    writer: int
    before: float
    after: float
    forgotten: float
    seconds: float


def errors(network: "Network", pictures: "Pictures") -> float:
    """The share of pictures that are read wrong."""
    from digitpad.evaluation.report import which_are_wrong

    return float(which_are_wrong(network, pictures).mean())


def parted(drawings: "Sequence[LabelledInk]", writer: int) -> "tuple[list[LabelledInk], Pictures]":
    """A writer's digits to learn from, and pictures of the others."""
    import numpy as np

    from digitpad.data.digits import Pictures
    from digitpad.ink.raster import rasterize

    rng = np.random.default_rng(writer)
    learnt, others = [], []
    for label in range(10):
        own = [each for each in drawings if (each.writer, each.label) == (writer, label)]
        order = rng.permutation(len(own))
        learnt += [own[place] for place in order[:SHOTS]]
        others += [own[place] for place in order[SHOTS:]]
    images = np.stack([rasterize(each.ink) for each in others])
    return learnt, Pictures(images, np.array([each.label for each in others], np.uint8))


def rows(
    network: "Network", drawings: "Sequence[LabelledInk]", known: "Dataset", test: "Pictures", writers: Sequence[int]
) -> list[Row]:
    """Fine-tune the network for one writer after the other, each time from the beginning."""
    from digitpad.samples.replay_dataset import replay_dataset
    from digitpad.training.finetune import KEPT, plan_for
    from digitpad.training.trainer import train

    knew = errors(network, test)
    done = []
    for writer in writers:
        learnt, others = parted(drawings, writer)
        began = time.perf_counter()
        dataset = replay_dataset([(each.ink, each.label) for each in learnt], known, writer)
        tuned = train(plan_for(network), dataset, lambda _: None, start=network, kept=KEPT).network
        seconds = time.perf_counter() - began
        done.append(
            Row(writer, errors(network, others), errors(tuned, others), errors(tuned, test) - knew, seconds)
        )
    return done


def print_rows(title: str, network: "Network", done: Sequence[Row], *, in_a_hurry: bool = True) -> None:
    """One line a writer, and the figures of all; whether the time is limited depends on the network's size."""
    print(f"\n{title} ({network.spec})")
    print(f"{'writer':>8}{'errors before':>15}{'after':>8}{'left':>7}{'MNIST':>9}{'seconds':>9}")
    for row in done:
        left = f"{row.after / row.before:.0%}" if row.before else "-"
        print(
            f"{row.writer:>8}{row.before:>15.1%}{row.after:>8.1%}{left:>7}{-100 * row.forgotten:>+9.2f}"
            f"{row.seconds:>9.2f}"
        )
    errors_left = median(row.after / row.before for row in done if row.before)
    forgotten = [row.forgotten for row in done]
    print(f"  errors left, median   {errors_left:.0%}   (at most {ERRORS_LEFT:.0%})")
    print(
        f"  MNIST, points lost    {100 * max(forgotten):.2f} at worst, {100 * mean(forgotten):.2f} in the mean   "
        f"(at most {100 * FORGOTTEN:.1f})"
    )
    limit = f"   (under {SECONDS:.0f})" if in_a_hurry else ""
    print(f"  seconds               {median(row.seconds for row in done):.1f}{limit}", flush=True)


def main() -> None:
    """Print the figures."""
    if not (SHARED / "pen-strokes.jsonl.gz").exists() or not (SHARED / "mnist.npz").exists():
        print("Fine-tuning: left out, since ../shared/data has no pen-strokes.jsonl.gz and mnist.npz")
        return
    from digitpad import bundled_network
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.dataset_info import BUNDLED
    from digitpad.data.digits import Dataset
    from digitpad.data.formats import read_npz
    from digitpad.synthesis.pens import TEST_WRITERS, read_pens
    from digitpad.training.plan import TrainingPlan
    from digitpad.training.runtime import load_tensorflow

    load_tensorflow()
    from digitpad.training.trainer import train

    with tempfile.TemporaryDirectory() as folder:
        known = Catalogue(Path(folder)).load(BUNDLED)
    mnist = Dataset("mnist", "MNIST", known.class_names, *read_npz(SHARED / "mnist.npz", 10))
    drawings = read_pens(SHARED / "pen-strokes.jsonl.gz")
    print(f"Fine-tuning on {SHOTS} digits a class of one writer, {len(known.train):,} included digits replayed")
    for hidden, batch in (((128,), 32), ((500, 500, 500), 100)):
        plan = TrainingPlan(dataset="mnist", hidden=hidden, batch_size=batch)
        network = train(plan, mnist, lambda _: None).network
        print_rows("Trained on plain MNIST", network, rows(network, drawings, known, mnist.test, WRITERS))
    network, strangers = bundled_network.network(), sorted(TEST_WRITERS)
    print_rows("The built-in network", network, rows(network, drawings, known, mnist.test, strangers),
               in_a_hurry=False)


if __name__ == "__main__":
    main()
