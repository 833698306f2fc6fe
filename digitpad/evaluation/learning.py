"""Compare what a network reads before and after fine-tuning."""

from collections.abc import Callable
from dataclasses import dataclass

from digitpad.data.digits import Pictures
from digitpad.evaluation.report import which_are_wrong
from digitpad.model.network import Network
from digitpad.samples.own_digits import CollectionSplit


@dataclass(frozen=True)
class FineTuningFigures:
    """Shares of right answers, 0..1; None where there are no pictures.

    Attributes:
        learnt: on the samples that are learnt from.
        holdout: on samples kept aside, from the same seats.
        unseen: on the seats that are kept out.
        known: on test pictures of what it knew before: what it forgets shows here.
    """

    learnt: float | None
    holdout: float | None
    unseen: float | None
    known: float | None


def figures(
    network: Network, split: CollectionSplit, known: Pictures, is_cancelled: Callable[[], bool]
) -> FineTuningFigures:
    """Examine a network that has the collection's classes.

    Raises:
        Cancelled: `is_cancelled` said so.
    """

    def share(pictures: Pictures) -> float | None:
        if not len(pictures):
            return None
        return 1.0 - float(which_are_wrong(network, pictures, is_cancelled).mean())

    return FineTuningFigures(
        share(split.learnt.pictures), share(split.holdout.pictures), share(split.unseen.pictures),
        share(known),
    )
