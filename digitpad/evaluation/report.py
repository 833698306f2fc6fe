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
    for rows in _chunks(np.arange(len(pictures)), is_cancelled):
        wrong[rows] = _wrong(network, pictures.take(rows))
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
    for rows in _chunks(order, is_cancelled):
        found = np.flatnonzero(_wrong(network, pictures.take(rows)))
        if len(found):
            return int(rows[found[0]])
    return None


def _wrong(network: Network, pictures: Pictures) -> npt.NDArray[np.bool_]:
    result: npt.NDArray[np.bool_] = network.probabilities(pictures.images).argmax(axis=1) != pictures.labels
    return result


def _chunks(rows: npt.NDArray[np.intp], is_cancelled: Callable[[], bool]) -> Iterator[npt.NDArray[np.intp]]:
    for start in range(0, len(rows), CHUNK):
        if is_cancelled():
            raise CancelledError
        yield rows[start : start + CHUNK]
