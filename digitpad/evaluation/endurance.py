"""Endurance: how accuracy falls as pictures or drawings are damaged more and more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Pictures
from digitpad.evaluation.damage import LEVELS, Damage, damaged_ink, damaged_pictures
from digitpad.evaluation.report import chunks
from digitpad.evaluation.share import Share
from digitpad.ink.stroke import Ink
from digitpad.model.network import Network


class EndurancePoint(NamedTuple):
    """One point of a curve.

    Attributes:
        damage: which curve.
        amount: how much, in the unit of the damage.
        accuracies: how many are right, one a network.
    """

    damage: Damage
    amount: float
    accuracies: tuple[Share, ...]


@dataclass(frozen=True, eq=False)
class PicturesToDamage:
    """Pictures of which there is no ink, such as MNIST's.

    Attributes:
        pictures: with what they show.
        seed: where noise and missing pieces start; the same seed gives the same damage.
    """

    pictures: Pictures
    seed: int = 0

    @property
    def labels(self) -> npt.NDArray[np.uint8]:
        """(n,) the class of each."""
        return self.pictures.labels

    def damaged(self, rows: slice, damage: Damage, amount: float) -> npt.NDArray[np.uint8]:
        """(rows, 28, 28) some of the pictures, damaged."""
        return damaged_pictures(self.pictures.images[rows], damage, amount, self.seed + rows.start)


@dataclass(frozen=True, eq=False)
class InkToDamage:
    """Drawings, such as a class's own; they are damaged as ink.

    Attributes:
        inks: the drawings, in any unit.
        labels: (n,) uint8, the class of each.
        seed: where noise and missing pieces start; the same seed gives the same damage.
    """

    inks: Sequence[Ink]
    labels: npt.NDArray[np.uint8]
    seed: int = 0

    def damaged(self, rows: slice, damage: Damage, amount: float) -> npt.NDArray[np.uint8]:
        """(rows, 28, 28) the pictures of some of the drawings, damaged."""
        return np.stack([
            damaged_ink(ink, damage, amount, self.seed + number)
            for number, ink in enumerate(self.inks[rows], start=rows.start)
        ])


def endurance(
    networks: Sequence[Network],
    material: PicturesToDamage | InkToDamage,
    damages: Sequence[Damage] = tuple(Damage),
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[EndurancePoint]:
    """The points of the curves one by one: first what is not damaged, then ever more of each damage.

    Args:
        networks: who is asked; all of them see the same damage.
        material: what is damaged.
        damages: which curves, at `LEVELS`.
        is_cancelled: asked before each chunk of pictures.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    whole: tuple[Share, ...] | None = None
    for damage, amount in _centre_first(damages):
        if amount != damage.none:
            yield EndurancePoint(damage, amount, _accuracies(networks, material, damage, amount, is_cancelled))
            continue
        if whole is None:  # the same for every damage
            whole = _accuracies(networks, material, damage, amount, is_cancelled)
        yield EndurancePoint(damage, amount, whole)


def _centre_first(damages: Sequence[Damage]) -> list[tuple[Damage, float]]:
    places = [
        (abs(place - LEVELS[damage].index(damage.none)), damage, amount)
        for damage in damages
        for place, amount in enumerate(LEVELS[damage])
    ]
    return [(damage, amount) for _, damage, amount in sorted(places, key=lambda each: each[0])]


def _accuracies(
    networks: Sequence[Network],
    material: PicturesToDamage | InkToDamage,
    damage: Damage,
    amount: float,
    is_cancelled: Callable[[], bool],
) -> tuple[Share, ...]:
    right = [0] * len(networks)
    for rows in chunks(len(material.labels), is_cancelled):
        pictures = material.damaged(rows, damage, amount)
        for number, network in enumerate(networks):
            best = network.probabilities(pictures).argmax(axis=1)
            right[number] += int((best == material.labels[rows]).sum())
    return tuple(Share(count, len(material.labels)) for count in right)
