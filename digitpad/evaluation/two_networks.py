"""Compare two networks on the same pictures: who is right where, and whether that could be luck."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from digitpad.evaluation.confusion import confusion
from digitpad.evaluation.evaluation import Evaluation
from digitpad.translation import N_, Message

LUCK = 0.05
"""From this probability on, a difference is called luck."""


class Group(IntEnum):
    """Which of two networks is right about a picture."""

    BOTH_RIGHT = 0
    ONLY_FIRST = 1
    ONLY_SECOND = 2
    BOTH_WRONG = 3


@dataclass(frozen=True, eq=False)
class PairedResult:
    """Two networks on the same n pictures.

    Attributes:
        groups: (n,) int8, a `Group` for each picture; right is who finds the true class the most probable one.
        difference: (classes, classes + 1) int64, the second network's confusion matrix minus the first's.
    """

    groups: npt.NDArray[np.int8]
    difference: npt.NDArray[np.int64]

    def count(self, group: Group) -> int:
        """How many pictures are in a group; the four add up to n."""
        return int((self.groups == group).sum())

    def pictures_in(self, group: Group) -> npt.NDArray[np.intp]:
        """The numbers of the pictures in a group, ascending."""
        return np.flatnonzero(self.groups == group)

    @property
    def p_value(self) -> float:
        """How probable a difference as large as this would be between networks that are equally good, 0..1."""
        return sign_test(self.count(Group.ONLY_FIRST), self.count(Group.ONLY_SECOND))

    def message(self, first: str, second: str) -> Message:
        """The verdict in words.

        Args:
            first: what the first network is called.
            second: what the second one is called.
        """
        ours, theirs = self.count(Group.ONLY_FIRST), self.count(Group.ONLY_SECOND)
        facts = {"first": first, "second": second, "ours": ours, "theirs": theirs}
        if ours == theirs == 0:
            return Message(N_("{first} and {second} are right about the same pictures."), **facts)
        if self.p_value >= LUCK:
            return Message(
                N_(
                    "{first} gets {ours:,} right that {second} misses, {second} {theirs:,} that {first} misses. That "
                    "could be luck."
                ),
                **facts,
            )
        return Message(
            N_(
                "{first} gets {ours:,} right that {second} misses, {second} {theirs:,} that {first} misses. That is "
                "hardly luck: {better} reads these better."
            ),
            **facts, better=first if ours > theirs else second,
        )  # fmt: skip


def compare(first: Evaluation, second: Evaluation, margin: float = 0.0) -> PairedResult:
    """Compare two networks.

    Args:
        first: of one network.
        second: of another on the same pictures.
        margin: for the matrices; who is right does not depend on it.

    Raises:
        ValueError: they were not asked about the same pictures, or have not as many classes.
    """
    if first.classes != second.classes or not np.array_equal(first.labels, second.labels):
        raise ValueError("both networks must be asked about the same pictures")
    groups = (Group.ONLY_FIRST * ~second.right + Group.ONLY_SECOND * ~first.right).astype(np.int8)  # 1 + 2: both wrong
    return PairedResult(groups, confusion(second, margin).counts - confusion(first, margin).counts)


def sign_test(wins: int, losses: int) -> float:
    """The two-sided exact sign test, also known as McNemar's exact test.

    Among the n = wins + losses pictures about which the two disagree, each side wins by the toss of a coin if they are
    equally good. The probability that the rarer outcome comes k times or less, or the other one does, is
    2 (C(n, 0) + ... + C(n, k)) / 2^n, at most 1. Q. McNemar, "Note on the sampling error of the difference between
    correlated proportions or percentages", Psychometrika 12 (1947).

    Args:
        wins: how often only one is right.
        losses: how often only the other is.

    Returns:
        0..1; 1 where they never disagree. Computed in whole numbers, so exact.
    """
    count = wins + losses
    ways = tail = 1
    for number in range(min(wins, losses)):
        ways = ways * (count - number) // (number + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << count))
