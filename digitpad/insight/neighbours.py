"""The nearest pictures in the last hidden layer: what a network takes for alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.evaluation.report import chunks
from digitpad.insight.layers import Images, as_batch, unit_layers
from digitpad.model.network import Array, Network

COUNT = 8

_SPARE = 24
"""So many candidates more are measured exactly, as the quick distances are rounded."""


class Neighbours(NamedTuple):
    """The nearest pictures, the nearest first; equally near ones by number.

    Attributes:
        numbers: (k,) which pictures, 0..n - 1.
        distances: (k,) float64, Euclidean, in units of the layer.
    """

    numbers: npt.NDArray[np.intp]
    distances: npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FeatureIndex:
    """What a network's last hidden layer makes of n pictures, ready to be searched. Made anew for another network.

    Attributes:
        network: whose.
        features: (n, units) float32; of a network without a hidden layer the pixels as it gets them. It takes
            n x units x 4 bytes: 11 MB for 4,000 pictures and the built-in network.
        squares: (n,) float32, the squared length of each row.
    """

    network: Network
    features: Array
    squares: npt.NDArray[np.float32]

    def nearest(self, picture: Images, count: int = COUNT) -> Neighbours:
        """The pictures that are most like this one, (28, 28), to the network; at most `count`."""
        return self.nearest_features(last_hidden(self.network, picture)[0], count)

    def nearest_features(self, feature: Array, count: int = COUNT) -> Neighbours:
        """The same for what the layer makes of a picture, (units,)."""
        quick = self.squares - 2 * (self.features @ feature)
        kept = min(count + _SPARE, len(quick))
        candidates = np.sort(np.argpartition(quick, kept - 1)[:kept]) if kept else np.zeros(0, np.intp)
        off = self.features[candidates].astype(np.float64) - feature
        distances = np.sqrt((off * off).sum(axis=1))
        order = np.argsort(distances, kind="stable")[:count]
        return Neighbours(candidates[order], distances[order])


def feature_index(
    network: Network, images: Images, is_cancelled: Callable[[], bool] = lambda: False
) -> FeatureIndex:
    """Look at all pictures (n, 28, 28), as a rule those that the network learnt from.

    Raises:
        CancelledError: `is_cancelled`, asked before each chunk, said so.
    """
    parts = [last_hidden(network, images[rows]) for rows in chunks(len(images), is_cancelled)]
    features = np.concatenate(parts) if parts else last_hidden(network, images)
    return FeatureIndex(network, features, np.einsum("ij,ij->i", features, features))


def joined(parts: Sequence[FeatureIndex]) -> FeatureIndex:
    """One index of several parts of the pictures in their order, at least one, all of the same network."""
    return FeatureIndex(
        parts[0].network,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.squares for part in parts]),
    )


def last_hidden(network: Network, pictures: Images) -> Array:
    """(n, units) what goes into the output layer: the values of the last hidden layer, or the pixels without one."""
    return unit_layers(network, as_batch(pictures))[-1].inputs
