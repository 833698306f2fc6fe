"""Pictures as points in a plane: principal components at once, t-SNE in the background; where a new drawing belongs."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.errors import CancelledError
from digitpad.ink.raster import Picture
from digitpad.insight.neighbours import FeatureIndex

Places = npt.NDArray[np.float64]
"""(n, 2) x and y of each picture, in no unit: only what is near what means something."""

PERPLEXITY = 30.0
STEPS = 400
_DIMENSIONS = 50
_EXAGGERATED_STEPS, _EXAGGERATION = 100, 12.0
_HALVINGS = 40
_TINY = 1e-12


class Components(NamedTuple):
    """The directions in which points differ most (K. Pearson, "On lines and planes of closest fit", 1901).

    Attributes:
        axes: (d, k) directions of length 1, the one of the greatest variance first; the largest number of each is
            positive, so that the plane does not flip from one network to the next.
        places: (n, k) the points along them.
        shares: (k,) how much of all variance is along each, 0..1.
    """

    axes: npt.NDArray[np.float64]
    places: npt.NDArray[np.float64]
    shares: npt.NDArray[np.float64]


def principal_components(features: npt.NDArray[np.floating], count: int = 2) -> Components:
    """The first `count` principal components of points (n, d), n at least 1; missing ones are 0.

    It takes the eigenvectors of a square matrix as large as n or d, whichever is less.
    """
    points = features.astype(np.float64)
    points -= points.mean(axis=0)
    if len(points) < points.shape[1]:
        values, vectors = np.linalg.eigh(points @ points.T)
        vectors = points.T @ vectors
        vectors /= np.maximum(np.linalg.norm(vectors, axis=0), _TINY)
    else:
        values, vectors = np.linalg.eigh(points.T @ points)
    axes = np.zeros((points.shape[1], count))
    found = vectors[:, ::-1][:, :count]
    axes[:, : found.shape[1]] = found * np.sign(found[np.abs(found).argmax(axis=0), np.arange(found.shape[1])])
    shares = np.zeros(count)
    shares[: found.shape[1]] = np.maximum(values[::-1][:count], 0) / max(float((points**2).sum()), _TINY)
    return Components(axes, points @ axes, shares)


def tsne(
    features: npt.NDArray[np.floating],
    steps: int = STEPS,
    perplexity: float = PERPLEXITY,
    report: Callable[[int, Places], None] = lambda step, places: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Places:
    """The plane in which points that are near each other stay so: t-SNE.

    L. van der Maaten, G. Hinton, "Visualizing data using t-SNE" (2008): the same cost, gradient, momentum, gains and
    early exaggeration. It begins at the principal components (D. Kobak, P. Berens, "The art of using t-SNE for
    single-cell transcriptomics", 2019), so it is the same every time. Distances between groups, and their sizes, mean
    nothing.

    Args:
        features: (n, d); work and memory grow with n².
        steps: how many.
        perplexity: about how many neighbours count, below n.
        report: told after every tenth step its number and the places so far.
        is_cancelled: asked before each step.

    Returns:
        (n, 2).

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    count = len(features)
    if count < 4:  # nothing can be arranged
        return principal_components(features).places if count else np.zeros((0, 2))
    points = principal_components(features, min(_DIMENSIONS, features.shape[1])).places.astype(np.float32)
    nearness = _nearness(_squared_distances(points), min(perplexity, (count - 1) / 3))
    places = points[:, :2] / max(float(points[:, 0].std()), _TINY) * np.float32(1e-2)
    rate = max(count / _EXAGGERATION / 4, 10.0)
    moved, gains = np.zeros_like(places), np.ones_like(places)
    for step in range(1, steps + 1):
        if is_cancelled():
            raise CancelledError
        early = step <= min(_EXAGGERATED_STEPS, steps // 3)
        weights = 1 / (1 + _squared_distances(places))
        np.fill_diagonal(weights, 0)
        pull = ((_EXAGGERATION if early else 1.0) * nearness - weights / weights.sum()) * weights
        gradient = 4 * (pull.sum(axis=1, keepdims=True) * places - pull @ places)
        gains = np.maximum(np.where((gradient > 0) == (moved > 0), gains * 0.8, gains + 0.2), 0.01)
        moved = (0.5 if early else 0.8) * moved - rate * gains * gradient
        places = places + moved
        places -= places.mean(axis=0)
        if step % 10 == 0:
            report(step, places.astype(np.float64))
    return places.astype(np.float64)


def place_among(places: Places, index: FeatureIndex, picture: Picture) -> npt.NDArray[np.float64]:
    """(2,) where a new picture (28, 28) belongs: the median of the places of its eight nearest neighbours.

    Args:
        places: (n, 2), of the pictures in the index, by whichever projection; n at least 1.
        index: what the network makes of them.
        picture: the new one.
    """
    middle: npt.NDArray[np.float64] = np.median(places[index.nearest(picture).numbers], axis=0)
    return middle


def _squared_distances(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    squares = np.einsum("ij,ij->i", points, points)
    result: npt.NDArray[np.float32] = np.maximum(squares[:, None] + squares - 2 * (points @ points.T), 0)
    return result


def _nearness(distances: npt.NDArray[np.float32], perplexity: float) -> npt.NDArray[np.float32]:
    """(n, n) how near points are to each other, all together 1: each has about `perplexity` neighbours that count."""
    np.fill_diagonal(distances, np.inf)
    low, high = np.zeros(len(distances)), np.full(len(distances), np.inf)
    distances = distances - distances.min(axis=1, keepdims=True)
    precise = 1 / np.maximum(np.median(distances, axis=1), _TINY)
    finite = np.where(np.isfinite(distances), distances, 0)
    for _ in range(_HALVINGS):
        near = np.exp(-distances * precise[:, None].astype(np.float32))
        total = near.sum(axis=1, dtype=np.float64)
        entropy = np.log(total) + precise * (finite * near).sum(axis=1, dtype=np.float64) / total
        wide = entropy > np.log(perplexity)
        low, high = np.where(wide, precise, low), np.where(wide, high, precise)
        precise = np.where(np.isinf(high), precise * 2, (low + high) / 2)
    near /= total[:, None]
    result: npt.NDArray[np.float32] = ((near + near.T) / (2 * len(near))).astype(np.float32)
    return result
