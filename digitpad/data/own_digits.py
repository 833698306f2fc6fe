"""The pupils' collection as something to learn from and to be examined on.

What a network is examined on, it has not learnt from: the same samples always fall on the same side. Only when a new
seat comes, one other seat may change sides.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitpad.data.catalogue import Catalogue
from digitpad.data.correcting import correcting
from digitpad.data.digits import Dataset
from digitpad.data.sample import Collection
from digitpad.data.samples import Samples
from digitpad.data.samples_reader import SamplesReader
from digitpad.data.splits import from_seats, kept_aside, seats_kept_out
from digitpad.errors import DigitpadError

ASIDE = 0.1
"""The share of samples that are kept aside of the seats that are learnt from."""


@dataclass(frozen=True)
class Division:
    """A collection in three parts.

    Attributes:
        learnt: what is learnt from.
        aside: other samples from the same seats, or from none: is the rest of these hands read?
        strangers: all samples from the seats that are kept out: are other hands read?
        seats_out: those seats.
    """

    learnt: Collection
    aside: Collection
    strangers: Collection
    seats_out: frozenset[int]

    def __len__(self) -> int:
        return len(self.learnt) + len(self.aside) + len(self.strangers)


def open_to_look(data_dir: Path) -> SamplesReader:
    """The collection of a data folder beside whoever adds to it; an empty one if there is none. Close it.

    Raises:
        DigitpadError: it is damaged, or the system does not let it be read.
    """
    return Samples.open_read_only(data_dir, "This is only for learning from.")


def divided(collection: Collection) -> Division:
    """Part a collection by seat, and what is left by sample."""
    out = seats_kept_out(collection.seats.tolist())
    strange = from_seats(collection.seats, out)
    aside = kept_aside(collection.ids, ASIDE) & ~strange
    learnt, kept, strangers = (collection.take(np.flatnonzero(rows)) for rows in (~strange & ~aside, aside, strange))
    return Division(learnt, kept, strangers, out)


def replayed_from(catalogue: Catalogue, dataset: str, class_names: tuple[str, ...]) -> str:
    """The name of the dataset whose pictures keep a network from forgetting; all of it rather than the part on board.

    Args:
        catalogue: what is on this computer.
        dataset: what the network was trained on.
        class_names: what it tells apart.

    Raises:
        DigitpadError: there is none with as many classes.
    """
    name = catalogue.closest(dataset, class_names)
    if name is None:
        raise DigitpadError(
            f"No dataset with {len(class_names)} classes is on this computer, so the network would forget what it "
            "knows; get one on the page Train."
        )
    whole = catalogue.entry(name).part_of
    return whole if whole and catalogue.find(whole) is not None else name


def with_replay(samples: SamplesReader, known: Dataset, seed: int = 1) -> Dataset:
    """What a network goes on learning from: the part of the collection that is learnt from, and old digits.

    Raises:
        DigitpadError: a sample is damaged, or the collection cannot be read.
    """
    learnt = divided(samples.collection(known.class_names)).learnt
    labels = dict(zip(learnt.ids, learnt.pictures.labels.tolist(), strict=True))
    return correcting([(each.ink, labels[each.id]) for each in samples.samples(learnt.ids)], known, seed)
