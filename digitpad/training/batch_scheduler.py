"""Run an epoch call by call: choose how many batches each call into TensorFlow takes."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digitpad.system import collector
from digitpad.training.augment import RandomAugmentation
from digitpad.training.engine import Engine
from digitpad.training.live_changes import Change, values_after
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import FlewOffError
from digitpad.training.run_controls import RunControl
from digitpad.training.tensor_pictures import TensorPictures
from digitpad.translation import N_, Message

_CALL_SECONDS = 0.05
"""How long one call into TensorFlow should take: short enough to stop at once, long enough to be mostly arithmetic."""

_EXPLODED = 1e4
"""A loss this many times the first one, and growing, does not come back."""


def flew_off(plan: TrainingPlan, control: RunControl) -> FlewOffError:
    """What is said when weights or loss are no numbers any more."""
    return FlewOffError(
        N_("The loss is no longer a number: the steps were too big and the weights flew off. {advice}"),
        advice=_advice(plan, control),
    )


def _advice(plan: TrainingPlan, control: RunControl) -> Message:
    """Names the learning rate where it was changed in mid-run, since the plan's is another."""
    rate = values_after(plan, control.changes)["learning_rate"]
    if rate == plan.learning_rate:
        return Message(N_("Try a learning rate ten times smaller."))
    return Message(N_("Try a learning rate ten times smaller than {rate:g}."), rate=rate)


def batches_of(plan: TrainingPlan, pictures: int) -> int:
    """How many batches so many pictures make; the last one may be smaller."""
    return -(-pictures // plan.batch_size)


@dataclass(frozen=True)
class Call:
    """What came of one call, each picture looked at just before the step that learnt from it.

    Attributes:
        batches: how many it took.
        pictures: how many were in them.
        loss: the sum of their losses.
        right: how many of them were read right.
    """

    batches: int
    pictures: int
    loss: float
    right: int


@dataclass
class _Throughput:
    """How many batches make a call of the wanted length; learns from every call."""

    seconds_per_batch: float | None = None

    @property
    def batches(self) -> int:
        if self.seconds_per_batch is None:
            return 1
        return max(1, round(_CALL_SECONDS / self.seconds_per_batch))

    def learn(self, batches: int, seconds: float) -> None:
        measured = seconds / batches
        old = self.seconds_per_batch
        self.seconds_per_batch = measured if old is None else 0.7 * old + 0.3 * measured


class BatchScheduler:
    """The calls of one run.

    Args:
        plan: what to do.
        control: the live settings; learning rate, dropout and slow motion are looked at before every call, and what
            somebody changed is written down there.
        engine: the network in training.
        pictures: what it learns from.
        moments: after how many batches of the first epoch a call must end, in order.
    """

    def __init__(
        self, plan: TrainingPlan, control: RunControl, engine: Engine, pictures: TensorPictures,
        moments: Sequence[int] = (),
    ) -> None:
        self._plan = plan
        self._control = control
        self._engine = engine
        self._pictures = pictures
        self._moments = tuple(moments)
        self._pace = _Throughput()
        self._called = False
        self._first_loss: float | None = None

    @property
    def seconds_per_batch(self) -> float | None:
        """How long a batch takes at full speed; None before there is something to guess from."""
        return self._pace.seconds_per_batch

    def epoch(self, number: int) -> Iterator[Call]:
        """Learn from every picture once, as far as the calls are asked for.

        Args:
            number: the epoch's, from 1; with the plan's seed it decides about order and bends.

        Raises:
            FlewOffError: the loss is no longer a number or explodes.
        """
        rng = np.random.default_rng((self._plan.seed, number))
        order = rng.permutation(len(self._pictures)).astype(np.int32)
        bends = RandomAugmentation(self._plan.augmentation, len(order), rng) if self._plan.augmentation else None
        seen = 0
        while seen < len(order):
            call = self._call(self._next_rows(order, number, seen), number, seen, bends)
            self._check(call.loss / call.pictures)
            seen += call.pictures
            yield call

    def _next_rows(self, order: npt.NDArray[np.int32], epoch: int, seen: int) -> npt.NDArray[np.int32]:
        """The pictures of the next call: whole batches, and at the end of the epoch a smaller one."""
        batches = 1 if self._control.seconds_per_batch else min(self._pace.batches, self._engine.max_batches)
        done = seen // self._plan.batch_size
        if epoch == 1 and (moment := next((each for each in self._moments if each > done), None)) is not None:
            batches = min(batches, moment - done)
        return order[seen : seen + batches * self._plan.batch_size]

    def _call(self, rows: npt.NDArray[np.int32], epoch: int, seen: int, bends: RandomAugmentation | None) -> Call:
        """Gather, bend, train."""
        now = self._look_at_live_settings(epoch, seen)
        self._engine.set_dropout(now["dropout"])
        began = time.monotonic()
        images, labels = self._pictures.take(rows)
        if bends is not None:
            images = bends.apply(images, seen)
        batches = batches_of(self._plan, len(rows))
        rates = self._rates(epoch, seen, batches, now["learning_rate"])
        if self._called:
            loss, right = self._engine.run(images, labels, rates)
            self._pace.learn(batches, time.monotonic() - began)
        else:
            # Mostly tracing and compiling, which says nothing about the pace and makes more garbage than all the rest.
            self._called = True
            with collector.at_rest():
                loss, right = self._engine.run(images, labels, rates)
        return Call(batches, len(rows), loss, right)

    def _look_at_live_settings(self, epoch: int, seen: int) -> dict[str, float]:
        """The settings of the next call; what somebody changed is written down."""
        before = values_after(self._plan, self._control.changes)
        now = {name: getattr(self._control, name) for name in before}
        batch = seen // self._plan.batch_size + 1
        changed = (name for name in now if now[name] != before[name])
        self._control.changes += tuple(Change(name, epoch, batch, now[name]) for name in changed)
        return now

    def _rates(self, epoch: int, seen: int, batches: int, rate: float) -> npt.NDArray[np.float32]:
        """The learning rate of each of the next batches."""
        if self._plan.schedule == "constant":
            return np.full(batches, rate, np.float32)
        of_epoch = batches_of(self._plan, len(self._pictures))
        first = (epoch - 1) * of_epoch + seen // self._plan.batch_size
        steps = self._plan.epochs * of_epoch
        # Epochs added later go on with the last step of the plan.
        done = np.minimum(np.arange(first, first + batches), steps - 1) / steps
        return (rate * 0.5 * (1 + np.cos(np.pi * done))).astype(np.float32)

    def _check(self, loss: float) -> None:
        """Give up when there is nothing to be learnt any more."""
        if self._first_loss is None:
            self._first_loss = max(loss, 1.0)
        if not np.isfinite(loss):
            raise flew_off(self._plan, self._control)
        if loss > _EXPLODED * self._first_loss:
            raise FlewOffError(
                N_("The loss exploded to {loss:.3g}: every step made things worse. {advice}"),
                loss=loss,
                advice=_advice(self._plan, self._control),
            )
