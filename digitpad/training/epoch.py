"""One finished epoch and its scores as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How well a network does on some pictures: mean loss (cross-entropy, nats) and share read right (0..1)."""

    loss: float
    accuracy: float


@dataclass(frozen=True)
class Epoch:
    """One finished epoch: its number from 1, its scores (no validation when nothing is kept aside), its time."""

    number: int
    training: Score
    validation: Score | None
    seconds: float
