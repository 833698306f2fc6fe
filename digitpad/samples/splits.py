"""Decide which samples are held out for the test; the same samples always fall on the same side."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]

SHARE = 0.2


def kept_aside(ids: Sequence[str], share: float = SHARE) -> Mask:
    """Which samples are not learnt from, decided by each sample's id alone: how well is the rest of a hand read?

    Args:
        ids: n ids.
        share: how many are kept aside, about; 0 to 1.

    Returns:
        (n,) True where a sample is kept aside.
    """
    return np.array([_fraction(each) < share for each in ids], dtype=np.bool_)


def seats_kept_out(seats: Iterable[int], share: float = SHARE) -> frozenset[int]:
    """Whole seats that are not learnt from: how well are unseen writers read?

    Args:
        seats: seat numbers; 0 and what comes twice do not count.
        share: how many of the seats are kept out, about; at least one, if that leaves one to learn from.

    Returns:
        The seats; empty when there are fewer than two. A seat that is added moves at most one other.
    """
    different = {int(seat) for seat in seats} - {0}
    ordered = sorted(different, key=lambda seat: (_fraction(f"seat {seat}"), seat))  # untranslated: decides the order
    count = min(max(1, round(share * len(ordered))), len(ordered) - 1)
    return frozenset(ordered[: max(0, count)])


def from_seats(seats: npt.NDArray[np.int32], chosen: Iterable[int]) -> Mask:
    """Which samples, (n,), come from one of the chosen seats."""
    return np.isin(seats, list(chosen))


def _fraction(text: str) -> float:
    """A number from 0 to 1 that looks like chance and is the same everywhere."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48
