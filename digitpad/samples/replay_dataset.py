"""The fine-tuning dataset: one's own samples mixed with replayed old pictures.

Without old digits it forgets what it knew (M. McCloskey, N. J. Cohen, "Catastrophic interference", 1989); a replay of
some of them keeps it.
"""

from collections.abc import Sequence

import numpy as np

from digitpad.data.digits import Dataset, Pictures
from digitpad.ink.raster import rasterize
from digitpad.ink.stroke import Ink
from digitpad.synthesis.stroke_augmentation import augment_strokes
from digitpad.translation import _

NAME = "corrections"

_DRAWN = 2_000
"""About so many pictures are made of the corrections, whatever their number, but at most `_COPIES` of each."""

_COPIES = 30
_REPLAYED = 4_000


def replay_dataset(corrections: Sequence[tuple[Ink, int]], known: Dataset, seed: int) -> Dataset:
    """The pictures to go on learning from.

    Args:
        corrections: drawings that are not empty, and the index of what each is meant to be.
        known: what the network knows already: some of its training part is replayed, its test part tells whether it
            is forgotten.
        seed: where the randomness starts: by which other hands the corrections are drawn, what is replayed.
    """
    rng = np.random.default_rng(seed)
    copies = max(1, min(_COPIES, round(_DRAWN / max(1, len(corrections)))))
    images = [rasterize(ink) for ink, _label in corrections]
    images += [rasterize(augment_strokes(ink, rng)) for ink, _label in corrections for _copy in range(copies - 1)]
    labels = [label for _ink, label in corrections]
    labels += [label for label in labels for _copy in range(copies - 1)]
    replayed = known.train.take(rng.permutation(len(known.train))[:_REPLAYED])
    if images:
        drawn = Pictures(np.stack(images), np.array(labels, np.uint8))
        replayed = Pictures(
            np.concatenate([drawn.images, replayed.images]), np.concatenate([drawn.labels, replayed.labels])
        )
    # It is called as what it is examined on.
    return Dataset(known.name, _("Corrections and old digits"), known.class_names, replayed, known.test)
