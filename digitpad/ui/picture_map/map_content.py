"""What a map shows: test pictures and our own digits, and where they lie. Computed outside the window's thread."""

from __future__ import annotations  # the types are for the reader, not for the start

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from digitpad.errors import CancelledError, DigitpadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from digitpad.data.catalogue import Catalogue
    from digitpad.data.digits import Pictures
    from digitpad.insight.neighbours import FeatureIndex
    from digitpad.insight.projection import Places
    from digitpad.model.network import Network

MOST_PICTURES = 1_000
MOST_OWN = 300
"""So many test pictures and own digits; more are thinned evenly. The work of t-SNE grows with their square."""


class WantedMap(NamedTuple):
    """Which map: of what the network's last hidden layer makes of the pictures or of pixels, and by which method."""

    network: Network
    use_layer: bool
    use_tsne: bool


@dataclass(frozen=True, eq=False)
class MapContent:
    """What a job found.

    Attributes:
        pictures: the test pictures, and behind them our own digits.
        own: how many of them are our own.
        title: what people call what the test pictures are of.
        class_names: of all classes.
        index: what the network makes of the pictures.
        places: (n, 2).
    """

    pictures: Pictures
    own: int
    title: str
    class_names: tuple[str, ...]
    index: FeatureIndex
    places: Places

    @property
    def tests(self) -> int:
        """How many are test pictures."""
        return len(self.pictures) - self.own


def arranged(
    catalogue: Catalogue,
    data_dir: Path,
    wanted: WantedMap,
    is_cancelled: Callable[[], bool],
    report: Callable[[MapContent], None],
) -> MapContent:
    """Arrange test pictures of the network's own dataset, and our own digits of its classes.

    Args:
        catalogue: the datasets.
        data_dir: where our own digits are; where they cannot be read the map goes without them, and the page of the
            collection says why.
        wanted: which map.
        is_cancelled: asked now and then.
        report: told of the map as it forms.

    Raises:
        CancelledError: nobody wants to know any more.
        DigitpadError: there are no pictures of as many classes.
    """
    import numpy as np

    from digitpad.data.digits import Pictures
    from digitpad.evaluation.known_pictures import read_known, thinned
    from digitpad.insight.neighbours import feature_index
    from digitpad.insight.projection import principal_components, tsne
    from digitpad.samples.own_digits import open_to_look

    if is_cancelled():
        raise CancelledError
    network = wanted.network
    known = read_known(catalogue, network.info.dataset, network.info.class_names)
    tests = thinned(known.dataset.test, MOST_PICTURES)
    try:
        with open_to_look(data_dir) as samples:
            ours = thinned(samples.collection(network.info.class_names).pictures, MOST_OWN)
    except DigitpadError:
        ours = tests.take(np.zeros(0, np.intp))
    pictures = tests
    if len(ours):
        pictures = Pictures(
            np.concatenate([tests.images, ours.images]), np.concatenate([tests.labels, ours.labels])
        )
    index = feature_index(network, pictures.images, is_cancelled)
    features = (
        index.features if wanted.use_layer
        else network.prepare(pictures.images).reshape(len(pictures), -1) / 255.0
    )

    def found(places: Places) -> MapContent:
        return MapContent(pictures, len(ours), known.title, known.dataset.class_names, index, places)

    first = found(principal_components(features).places)
    if not wanted.use_tsne:
        return first
    report(first)
    return found(tsne(features, report=lambda __, places: report(found(places)), is_cancelled=is_cancelled))
