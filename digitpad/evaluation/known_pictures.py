"""The labelled pictures that belong to a network: those that it learnt from, and those that it is tested with."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.translation import N_

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.digits import Dataset, Pictures
    from digitpad.model.network import Network


class KnownPictures(NamedTuple):
    """A dataset and what people call what it is of."""

    dataset: Dataset
    title: str


class PictureSample(NamedTuple):
    """Some of the pictures that belong to a network.

    Attributes:
        dataset: what the network learnt from, which need not be what the pictures are of.
        class_names: the network's.
        pictures: with their labels.
        numbers: (n,) which of all pictures of their part they are, from 0.
        title: what people call what they are of.
    """

    dataset: str
    class_names: tuple[str, ...]
    pictures: Pictures
    numbers: npt.NDArray[np.intp]
    title: str

    def suits(self, network: Network) -> bool:
        """Whether they belong to this network, too."""
        return (self.dataset, self.class_names) == (network.info.dataset, network.info.class_names)


def dataset_for(catalogue: Catalogue, name: str, class_names: tuple[str, ...]) -> str:
    """The name of a network's own dataset, or of the one on this computer that suits it best.

    Raises:
        DigitpadError: there is none with as many classes.
    """
    found = catalogue.closest(name, class_names)
    if found is None:
        raise DigitpadError(
            N_("No dataset with {count} classes is on this computer; get one on the Train page."),
            count=len(class_names),
        )
    return found


def read_known(catalogue: Catalogue, name: str, class_names: tuple[str, ...]) -> KnownPictures:
    """Read that dataset.

    Args:
        catalogue: what there is.
        name: the dataset that the network learnt from.
        class_names: the network's.

    Raises:
        DigitpadError: there is none with as many classes, or it cannot be read.
    """
    found = dataset_for(catalogue, name, class_names)
    dataset = catalogue.load(found)
    # The title of test pictures that no network has learnt from says how many those are.
    title = dataset.title.partition(",")[0] if catalogue.entry(found).unseen_by else dataset.title
    return KnownPictures(dataset, title)


def read_sample(catalogue: Catalogue, network: Network, most: int, *, for_test: bool) -> PictureSample:
    """Read at most so many of a network's pictures, evenly spaced.

    Args:
        catalogue: what there is.
        network: whose.
        most: how many.
        for_test: whether those that it is tested with are wanted, or those that it learnt from.

    Raises:
        DigitpadError: as for `read_known`.
    """
    dataset, names = network.info.dataset, network.info.class_names
    found = read_known(catalogue, dataset, names)
    part = found.dataset.test if for_test else found.dataset.train
    count = 0 if for_test or found.dataset.name != dataset else network.info.recipe.get("pictures", 0)
    # A network's plan may have taken only the first pictures of every class.
    used = part.first_rows(count) if isinstance(count, int) and count > 0 else np.arange(len(part))
    numbers = used[evenly(len(used), most)]
    return PictureSample(dataset, names, part.take(numbers), numbers, found.title)


def evenly(count: int, most: int) -> npt.NDArray[np.intp]:
    """At most so many of the numbers 0..count - 1, ascending and evenly spaced."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.intp))


def thinned(pictures: Pictures, most: int) -> Pictures:
    """At most so many of the pictures, evenly spaced."""
    return pictures.take(evenly(len(pictures), most))
