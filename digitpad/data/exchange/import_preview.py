"""A preview of an import: counts of each class, and some pictures to look at."""

from dataclasses import dataclass

import numpy as np

from digitpad.data.exchange.classes import MAX_NAME
from digitpad.data.exchange.import_candidate import ImportCandidate
from digitpad.ink.raster import Picture

_THUMBNAILS = 16


@dataclass(frozen=True)
class ImportPreview:
    """An offer, and what is shown of it before it is kept.

    Attributes:
        offer: what can be taken.
        title: what to call the dataset unless the user knows better.
        counts: how many pictures each class has.
        pictures: some pictures, each with the name of its class.
    """

    offer: ImportCandidate
    title: str
    counts: tuple[int, ...]
    pictures: tuple[tuple[Picture, str], ...]


def preview_import(offer: ImportCandidate, title: str) -> ImportPreview:
    """Count the pictures of each class and pick some of each in turn; slow enough to be done in the background."""
    labels = offer.train.labels
    classes = len(offer.class_names)
    counts = np.bincount(labels, minlength=classes) + np.bincount(offer.test.labels, minlength=classes)
    rows = [np.flatnonzero(labels == label)[:_THUMBNAILS].tolist() for label in range(classes)]
    turns = [(turn, row) for some in rows for turn, row in enumerate(some)]
    picked = sorted(row for _, row in sorted(turns, key=lambda each: each[0])[:_THUMBNAILS])
    picked.sort(key=lambda row: int(labels[row]))
    pictures = tuple((offer.train.images[row], offer.class_names[labels[row]]) for row in picked)
    return ImportPreview(offer, title[:MAX_NAME], tuple(counts.tolist()), pictures)
