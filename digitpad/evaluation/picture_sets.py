"""What a network can be examined on: the test part of a dataset, or the pupils' own digits, of all seats or of one."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitpad.data.catalogue import Catalogue
from digitpad.data.dataset_info import OWN, DatasetInfo, has_learnt_from_test, own_dataset_info
from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.evaluation.endurance import InkToDamage, PicturesToDamage
from digitpad.evaluation.known_pictures import dataset_for
from digitpad.model.network import Network
from digitpad.samples.own_digits import drawings_for_test, open_to_look
from digitpad.translation import N_, Message, _

ALL_SEATS = 0

_LEARNT = N_("This network has learnt from these very pictures: the figures say how well it remembers them.")
_PERHAPS = N_("It is not known what this network has learnt from; if it was these pictures, the figures are too good.")
_LEARNT_OURS = N_("This network has learnt from some of these digits: the figures are too good.")
_PERHAPS_OURS = N_("If this network has learnt from our digits, as on the page Samples, the figures are too good.")
_OTHER_NAMES = N_("Its classes have other names than the network's, so they are compared by their order.")


@dataclass(frozen=True)
class PictureChoice:
    """One of the sets that can be chosen.

    Attributes:
        dataset: the catalogue's name of the dataset whose test part it is, or an empty text for our own digits.
        seat: of our own digits those of this seat, or `ALL_SEATS`.
        title: what people call it; two choices of one set are equal whatever they are called.
    """

    dataset: str
    seat: int = ALL_SEATS
    title: str = field(default="", compare=False)


@dataclass(frozen=True, eq=False)
class PictureSet:
    """Labelled pictures to examine networks on.

    Attributes:
        name: under which lists about its pictures are kept: the dataset's name, or `our-digits`.
        title: what people call it.
        class_names: one name a class.
        pictures: with their labels; at least one.
        info: of the dataset whose test part it is; None for our own digits.
        ids: of our own digits the ids of the samples.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    pictures: Pictures
    info: DatasetInfo | None = None
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.pictures)

    def key(self, number: int) -> str:
        """By what a picture is known again, also where others come before it: 16 hexadecimal digits of its pixels."""
        pixels = self.pictures.images[number].tobytes() + self.pictures.labels[number].tobytes()
        return hashlib.sha256(pixels).hexdigest()[:16]

    def remarks(self, network: Network) -> tuple[str, ...]:
        """What has to be known to believe figures of this network, as sentences; mostly none."""
        learnt = self._learnt(network)
        return (*((learnt,) if learnt else ()), *((_(_OTHER_NAMES),) if self._has_other_names(network) else ()))

    def has_taught(self, network: Network) -> bool:
        """Whether the network has learnt from these pictures, as far as it is known."""
        learnt = network.info.dataset
        if self.info is None:
            return own_dataset_info(learnt) is not None
        return has_learnt_from_test(learnt, self.info) is True

    def _learnt(self, network: Network) -> str:
        if self.info is None:
            return _(_LEARNT_OURS) if self.has_taught(network) else _(_PERHAPS_OURS)
        known = has_learnt_from_test(network.info.dataset, self.info)
        return "" if known is False else _(_LEARNT) if known else _(_PERHAPS)

    def _has_other_names(self, network: Network) -> bool:
        return self.class_names != network.info.class_names


def choices(catalogue: Catalogue, data_dir: Path, class_names: tuple[str, ...]) -> tuple[PictureChoice, ...]:
    """The sets on this computer for networks of these classes.

    A collection that cannot be read is left out: the page of the collection says what is wrong with it.
    """
    here = [
        PictureChoice(entry.name, title=entry.title) for entry in catalogue.entries()
        if len(entry.class_names) == len(class_names) and catalogue.find(entry.name) is not None
    ]
    try:
        with open_to_look(data_dir) as samples:
            seats = samples.collection(class_names).seats
    except DigitpadError:
        return tuple(here)
    if len(seats):
        here.append(PictureChoice("", title=_("Our digits, all seats")))
    numbers = np.unique(seats[seats > 0]).tolist()
    here += [PictureChoice("", seat, _("Our digits, seat {seat}").format(seat=seat)) for seat in numbers]
    return tuple(here)


def read_pictures(
    catalogue: Catalogue, data_dir: Path, network: Network, choice: PictureChoice | None, present: PictureSet | None
) -> PictureSet:
    """The set that was chosen.

    Args:
        catalogue: the datasets.
        data_dir: where the collection is.
        network: that is to be examined.
        choice: what was chosen; None for the dataset that goes with the network best.
        present: taken as it is when it is that dataset.

    Raises:
        DigitpadError: there is none with as many classes, it cannot be read, or it has no test pictures.
    """
    names = network.info.class_names
    if choice is not None and not choice.dataset:
        return _own(data_dir, names, choice.seat)
    name = dataset_for(catalogue, network.info.dataset, names) if choice is None else choice.dataset
    if present is not None and present.info is not None and present.info.name == name:
        return present
    dataset = catalogue.load(name)
    if not len(dataset.test):
        raise DigitpadError(N_("{title}: there are no test pictures."), title=dataset.title)
    return PictureSet(name, dataset.title, dataset.class_names, dataset.test, catalogue.entry(name))


def _own(data_dir: Path, names: tuple[str, ...], seat: int) -> PictureSet:
    with open_to_look(data_dir) as samples:
        collection = samples.collection(names)
    if seat:
        collection = collection.take(np.flatnonzero(collection.seats == seat))
    title = Message(N_("Our digits, seat {seat}"), seat=seat) if seat else Message(N_("Our digits, all seats"))
    if not len(collection):
        raise DigitpadError(N_("{title}: there are no pictures of the network's classes."), title=title)
    return PictureSet(OWN, str(title), names, collection.pictures, ids=collection.ids)


def numbers_of(pictures: PictureSet, keys: frozenset[str]) -> npt.NDArray[np.intp]:
    """The numbers of the pictures that these keys name, ascending."""
    if not keys:
        return np.zeros(0, np.intp)
    return np.array([number for number in range(len(pictures)) if pictures.key(number) in keys], np.intp)


def to_damage(data_dir: Path, pictures: PictureSet, most: int) -> PicturesToDamage | InkToDamage:
    """What endurance damages: of our own digits the ink, of others the pictures; evenly spread where there are more.

    Args:
        data_dir: where the collection is.
        pictures: the set.
        most: so many at most.

    Raises:
        DigitpadError: the collection cannot be read.
    """
    every = max(1, -(-len(pictures) // most))
    if pictures.info is None:
        labels = dict(zip(pictures.ids, pictures.pictures.labels.tolist(), strict=True))
        with open_to_look(data_dir) as samples:
            drawn = [(each.ink, labels[each.id]) for each in samples.samples(pictures.ids[::every])]
        return InkToDamage([ink for ink, _label in drawn], np.array([label for _ink, label in drawn], np.uint8))
    if pictures.info.name == OWN:
        inks, known = drawings_for_test(data_dir)
        return InkToDamage(inks[::every], known[::every])
    return PicturesToDamage(pictures.pictures.take(np.arange(0, len(pictures), every)))
