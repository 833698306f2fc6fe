"""The pupils' collection as a training dataset: what is learnt from and what is held out for the test.

What a network is examined on, it has not learnt from: the same samples always fall on the same side. Only when a new
seat comes, one other seat may change sides.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import DIGIT_NAMES, OWN, DatasetInfo, own_dataset_info
from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.ink.stroke import Ink
from digitpad.samples.collection import SampleCollection
from digitpad.samples.reader import SampleReader
from digitpad.samples.replay_dataset import replay_dataset
from digitpad.samples.sample import Collection
from digitpad.samples.splits import from_seats, kept_aside, seats_kept_out
from digitpad.translation import N_, _

ASIDE = 0.1
"""The share of samples that are kept aside of the seats that are learnt from."""

ENOUGH = 5
"""Digits of each class from which on a network can be trained on the collection alone; many more are better."""


@dataclass(frozen=True)
class CollectionSplit:
    """A collection in three parts.

    Attributes:
        learnt: what is learnt from.
        holdout: other samples from the same seats, or from none: is the rest of these hands read?
        unseen: all samples from the seats that are kept out: are other hands read?
        seats_out: those seats.
    """

    learnt: Collection
    holdout: Collection
    unseen: Collection
    seats_out: frozenset[int]

    def __len__(self) -> int:
        return len(self.learnt) + len(self.holdout) + len(self.unseen)


def open_to_look(data_dir: Path) -> SampleReader:
    """The collection of a data folder beside whoever adds to it; an empty one if there is none. Close it.

    Raises:
        DigitpadError: it is damaged, or the system does not let it be read.
    """
    return SampleCollection.open_read_only(data_dir, _("This is only for learning from."))


def split_by_seat(collection: Collection) -> CollectionSplit:
    """Part a collection by seat, and what is left by sample."""
    out = seats_kept_out(collection.seats.tolist())
    strange = from_seats(collection.seats, out)
    aside = kept_aside(collection.ids, ASIDE) & ~strange
    learnt, holdout, unseen = (collection.take(np.flatnonzero(rows)) for rows in (~strange & ~aside, aside, strange))
    return CollectionSplit(learnt, holdout, unseen, out)


def replayed_from(catalogue: Catalogue, dataset: str, class_names: tuple[str, ...]) -> str:
    """The name of the dataset whose pictures keep a network from forgetting; all of it rather than the included part.

    Args:
        catalogue: what is on this computer.
        dataset: what the network was trained on.
        class_names: what it tells apart.

    Raises:
        DigitpadError: there is none with as many classes.
    """
    name = catalogue.closest("" if own_dataset_info(dataset) is not None else dataset, class_names)
    if name is None:
        raise DigitpadError(
            N_("No dataset with {count} classes is on this computer, so the network would forget what it knows; "
               "get one on the Train page."),
            count=len(class_names),
        )
    whole = catalogue.entry(name).part_of
    return whole if whole and catalogue.find(whole) is not None else name


def with_replay(samples: SampleReader, known: Dataset) -> Dataset:
    """What a network goes on learning from: the part of the collection that is learnt from, and old digits.

    Raises:
        DigitpadError: a sample is damaged, or the collection cannot be read.
    """
    learnt = split_by_seat(samples.collection(known.class_names)).learnt
    labels = dict(zip(learnt.ids, learnt.pictures.labels.tolist(), strict=True))
    return replay_dataset([(each.ink, labels[each.id]) for each in samples.samples(learnt.ids)], known, seed=1)


def has_enough_own_samples(data_dir: Path) -> bool:
    """Whether the collection has enough digits to train a network on.

    Raises:
        DigitpadError: it is damaged, or the system does not let it be read.
    """
    with open_to_look(data_dir) as samples:
        return min(samples.counts(DIGIT_NAMES)) >= ENOUGH


def load(catalogue: Catalogue, data_dir: Path, info: DatasetInfo, seed: int = 1) -> Dataset:
    """The collection as a dataset: seats are kept out as the test part; with one seat only, some samples.

    A mix has as many pictures as MNIST: our digits come again and again until they make up their share, and so many of
    MNIST's are left out. A validation part that is cut from it has digits of ours that are learnt from as well.

    Args:
        catalogue: has MNIST, all of it or the included part.
        data_dir: where the collection is.
        info: our digits or a mix.
        seed: which of MNIST's pictures are left out.

    Raises:
        DigitpadError: the collection has too few digits or cannot be read.
    """
    with open_to_look(data_dir) as samples:
        split = split_by_seat(samples.collection(DIGIT_NAMES))
    train, test = split.learnt.pictures, (split.unseen if len(split.unseen) else split.holdout).pictures
    if not len(train) or (info.name == OWN and not len(test)):  # a mix has MNIST's test part as well
        raise DigitpadError(
            N_("{title}: there are too few of our own digits yet; draw and save more first."), title=info.title
        )
    if info.name != OWN:
        mnist = catalogue.load(replayed_from(catalogue, "mnist", DIGIT_NAMES))
        ours = round(len(mnist.train) * info.own_share)
        kept = np.random.default_rng(seed).permutation(len(mnist.train))[ours:]
        train = _joined(train.take(np.resize(np.arange(len(train)), ours)), mnist.train.take(kept))
        test = _joined(test, mnist.test)
    return Dataset(info.name, info.title, info.class_names, train, test)


def drawings_for_test(data_dir: Path) -> tuple[list[Ink], npt.NDArray[np.uint8]]:
    """The ink of the test part of the dataset of our digits, and (n,) the class of each drawing.

    Raises:
        DigitpadError: the collection cannot be read.
    """
    with open_to_look(data_dir) as samples:
        split = split_by_seat(samples.collection(DIGIT_NAMES))
        test = split.unseen if len(split.unseen) else split.holdout
        labels = dict(zip(test.ids, test.pictures.labels.tolist(), strict=True))
        drawn = [(each.ink, labels[each.id]) for each in samples.samples(test.ids)]
    return [ink for ink, _label in drawn], np.array([label for _ink, label in drawn], np.uint8)


def _joined(one: Pictures, other: Pictures) -> Pictures:
    return Pictures(np.concatenate([one.images, other.images]), np.concatenate([one.labels, other.labels]))
