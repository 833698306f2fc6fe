"""Report which test pictures a network gets wrong.

A network is right when its most probable class is the true one, however small its lead.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.errors import CancelledError
from digitpad.model.network import Network

CHUNK = 500
"""Pictures at a time: enough to keep the machine busy, few enough to be interrupted within some milliseconds."""


def _never() -> bool:
    return False


def which_are_wrong(
    network: Network, pictures: Pictures, is_cancelled: Callable[[], bool] = _never
) -> npt.NDArray[np.bool_]:
    """For every picture whether the network gets it wrong.

    Args:
        network: answers; it has as many classes as the labels speak of.
        pictures: what it is asked.
        is_cancelled: asked between two chunks of pictures.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    wrong = np.zeros(len(pictures), np.bool_)
    for rows in chunks(len(pictures), is_cancelled):
        wrong[rows] = _wrong(network, pictures.images[rows], pictures.labels[rows])
    return wrong


def next_wrong(
    network: Network, pictures: Pictures, after: int, is_cancelled: Callable[[], bool] = _never
) -> int | None:
    """The next picture that the network gets wrong, looking on from the beginning at the end.

    Args:
        network: answers.
        pictures: what it is asked.
        after: the picture before the first that is looked at; it is itself looked at last.
        is_cancelled: asked between two chunks of pictures.

    Returns:
        Its number, or None when the network gets none wrong.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    order = np.roll(np.arange(len(pictures)), -(after + 1))
    for part in chunks(len(order), is_cancelled):
        rows = order[part]
        found = np.flatnonzero(_wrong(network, pictures.images[rows], pictures.labels[rows]))
        if len(found):
            return int(rows[found[0]])
    return None


def chunks(count: int, is_cancelled: Callable[[], bool] = _never) -> Iterator[slice]:
    """Row numbers 0..count - 1 in chunks, from first to last.

    Raises:
        CancelledError: `is_cancelled`, asked before each chunk, said so.
    """
    for start in range(0, count, CHUNK):
        if is_cancelled():
            raise CancelledError
        yield slice(start, min(start + CHUNK, count))


def _wrong(
    network: Network, images: npt.NDArray[np.uint8], labels: npt.NDArray[np.uint8]
) -> npt.NDArray[np.bool_]:
    result: npt.NDArray[np.bool_] = network.probabilities(images).argmax(axis=1) != labels
    return result
