"""The labelled pictures that belong to a network: those that it learnt from, and those that it is tested with."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from digitpad.errors import DigitpadError
from digitpad.translation import N_

if TYPE_CHECKING:
    from digitpad.data.catalogue import Catalogue
    from digitpad.data.digits import Dataset, Pictures


class KnownPictures(NamedTuple):
    """A dataset and what people call what it is of."""

    dataset: Dataset
    title: str


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


def thinned(pictures: Pictures, most: int) -> Pictures:
    """At most so many of the pictures, evenly spaced."""
    count = len(pictures)
    return pictures.take(np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.intp)))
