"""What is found out about one picture, and about all pictures of a set."""

from __future__ import annotations  # what jobs compute with is imported by them

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.evaluation.picture_sets import PictureSet
    from digitpad.ink.raster import Picture
    from digitpad.model.network import Network


@dataclass(frozen=True)
class Examined:
    """A picture and what the network as it is now takes it for.

    Attributes:
        picture: (28, 28) uint8.
        number: its place in the set, from 0.
        truth: the name of its class.
        answer: the name of the class that the network finds most probable.
        probability: how probable that is to the network.
        is_right: whether the two are the same class.
    """

    picture: Picture
    number: int
    truth: str
    answer: str
    probability: float
    is_right: bool


@dataclass(frozen=True, eq=False)
class Examination:
    """What one network, or two, say about all pictures of a set.

    Attributes:
        pictures: the set.
        network: the network in use, or in training as it was a moment ago.
        first: what it says.
        against: the network that it is compared with; None without.
        second: what that one says.
    """

    pictures: PictureSet
    network: Network
    first: Evaluation
    against: Network | None = None
    second: Evaluation | None = None


def examine(
    pictures: PictureSet, network: Network, against: Network | None, last: Examination | None,
    cancelled: threading.Event,
) -> Examination:  # fmt: skip
    """Ask each network about all pictures, unless that was done before.

    Args:
        pictures: the set.
        network: the first network.
        against: the second one, if there is one.
        last: what was found out before.
        cancelled: set when somebody wants something else.

    Raises:
        CancelledError: somebody wants something else.
    """
    from digitpad.evaluation.evaluation import evaluate

    def ask(who: Network) -> Evaluation:
        if last is not None and last.pictures is pictures:
            if last.network is who:
                return last.first
            if last.against is who and last.second is not None:
                return last.second
        return evaluate(who, pictures.pictures, is_cancelled=cancelled.is_set)

    return Examination(pictures, network, ask(network), against, None if against is None else ask(against))
