"""Choose which class to ask for next until there are enough samples of each; no widgets."""

import random
from collections.abc import Sequence


class CollectRound:
    """Ask for classes in random order, never for the same twice in a row while another one is missing.

    Args:
        wanted: how many samples each class is to have.
        counts: how many each has already, in the order of the classes.
        chance: the source of the random order.
    """

    def __init__(self, wanted: int, counts: Sequence[int], chance: random.Random | None = None) -> None:
        self.wanted = wanted
        self._counts = list(counts)
        self._chance = chance or random.Random()
        self._asked: int | None = None
        self._choose()

    @property
    def counts(self) -> tuple[int, ...]:
        """How many samples each class has now; some may have more than are wanted."""
        return tuple(self._counts)

    @property
    def asked(self) -> int | None:
        """The class to draw now; None when the set is full."""
        return self._asked

    @property
    def missing(self) -> int:
        """How many drawings the set still needs."""
        return sum(max(0, self.wanted - count) for count in self._counts)

    def add(self, label: int) -> None:
        """Count a drawing of this class; if it was the one asked for, ask for another."""
        self._counts[label] += 1
        if label == self._asked:
            self._choose()

    def remove(self, label: int) -> None:
        """Discount a drawing that was taken back, and ask for its class again."""
        self._counts[label] = max(0, self._counts[label] - 1)
        if self._counts[label] < self.wanted:
            self._asked = label

    def skip(self) -> None:
        """Ask for another class; this one is asked for again later."""
        self._choose()

    def _choose(self) -> None:
        """Prefer classes of which more are missing, so that all are full at about the same time."""
        missing = [max(0, self.wanted - count) for count in self._counts]
        others = [0 if label == self._asked else count for label, count in enumerate(missing)]
        weights = others if any(others) else missing
        self._asked = self._chance.choices(range(len(weights)), weights)[0] if any(weights) else None
