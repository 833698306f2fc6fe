"""One finished epoch and its scores as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How well a network does on some pictures: mean loss (cross-entropy, nats) and share read right (0..1)."""

    loss: float
    accuracy: float


@dataclass(frozen=True)
class Epoch:
    """One finished epoch.

    Attributes:
        number: from 1.
        training: on the pictures that were learnt from, as they came.
        validation: on those kept aside; None when none are.
        seconds: how long it took, its test left out.
        test: on the test pictures; None where a run is tested only at its end.
    """

    number: int
    training: Score
    validation: Score | None
    seconds: float
    test: Score | None = None
