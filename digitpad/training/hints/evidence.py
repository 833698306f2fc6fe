"""What the rules look at, and what several of them ask about it."""

import math
from dataclasses import dataclass
from functools import cached_property

from digitpad.training.epoch import Epoch, Score
from digitpad.training.hints.neurons import LayerLook
from digitpad.training.plan import TrainingPlan

USUAL_RATES = {"adam": 0.001, "rmsprop": 0.001, "sgd": 0.1, "momentum": 0.01}
"""Learning rates that do well with every activation on the included digits: 92 to 94 % of the test pictures after five
epochs, ten with `sgd` (`python -m scripts.hint_figures`)."""

_FAR = 3
"""A rate so many times the usual one, or so small a part of it, may be what is wrong. At three times, Adam is as good
as at the usual one."""

_VERY_FAR = 100
"""So far from the usual rate, the usual one is advised at once; a power of ten at a time would take three runs."""


@dataclass(frozen=True)
class Evidence:
    """A run as far as it is.

    Attributes:
        plan: what is trained; of the settings that were changed in mid-run, the values that they have now.
        history: the finished epochs.
        classes: how many there are.
        batches: steps in an epoch.
        is_finished: whether the run ended by itself, with a network.
        flew_off: whether it ended because the loss was no number any more, or exploded.
        training: loss and accuracy in the epoch under way.
        layers: what its hidden layers are like now; none where nobody has looked.
    """

    plan: TrainingPlan
    history: tuple[Epoch, ...]
    classes: int
    batches: int
    is_finished: bool = False
    flew_off: bool = False
    training: Score | None = None
    layers: tuple[LayerLook, ...] = ()

    @property
    def epochs(self) -> int:
        """How many are finished."""
        return len(self.history)

    @property
    def steps(self) -> int:
        """How many steps the finished epochs took."""
        return self.epochs * self.batches

    @property
    def pictures(self) -> int:
        """How many pictures are learnt from, to the next whole batch."""
        return self.batches * self.plan.batch_size

    @property
    def validation_pictures(self) -> float:
        """About how many were kept aside."""
        share = self.plan.validation_share
        return self.pictures * share / (1 - share)

    @property
    def chance(self) -> float:
        """The accuracy of guessing, 0..1."""
        return 1 / self.classes

    @property
    def guessing(self) -> float:
        """The loss of guessing: the logarithm of the number of classes."""
        return math.log(self.classes)

    @cached_property
    def training_losses(self) -> tuple[float, ...]:
        """Of the finished epochs."""
        return tuple(epoch.training.loss for epoch in self.history)

    @cached_property
    def validation_losses(self) -> tuple[float, ...]:
        """Of the finished epochs; none unless all were validated."""
        found = tuple(epoch.validation.loss for epoch in self.history if epoch.validation is not None)
        return found if len(found) == self.epochs else ()

    @property
    def accuracy(self) -> float:
        """On the training pictures in the last finished epoch, of which there must be one, 0..1."""
        return self.history[-1].training.accuracy

    @property
    def validation(self) -> Score | None:
        """After the last finished epoch."""
        return self.history[-1].validation if self.history else None

    @property
    def usual_rate(self) -> float:
        """The learning rate that does well with this optimizer."""
        return USUAL_RATES[self.plan.optimizer]

    @property
    def is_rate_high(self) -> bool:
        """Whether the learning rate is so large that it may be what is wrong."""
        return self.plan.learning_rate >= _FAR * self.usual_rate

    @property
    def is_rate_low(self) -> bool:
        """Whether it is so small that it may be."""
        return self.plan.learning_rate * _FAR <= self.usual_rate

    @property
    def lower_rate(self) -> float:
        """A tenth, or the usual rate where that is very far."""
        rate = self.plan.learning_rate
        return self.usual_rate if rate > _VERY_FAR * self.usual_rate else rounded(rate / 10)

    @property
    def higher_rate(self) -> float:
        """Ten times as much, or the usual rate where that is very far."""
        rate = self.plan.learning_rate
        return self.usual_rate if rate * _VERY_FAR < self.usual_rate else rounded(rate * 10)


def rounded(rate: float) -> float:
    """Without what the arithmetic of binary numbers adds: 0.0001, not 0.00010000000000000002."""
    return float(f"{rate:.6g}")
