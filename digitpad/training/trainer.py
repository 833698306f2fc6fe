"""A training run from its plan to its outcome. Knows the plan, the data, `report` and `is_cancelled`; no window."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo
from digitpad.training import runtime
from digitpad.training.augment import Bends
from digitpad.training.engine import Engine, TensorPictures, score
from digitpad.training.plan import Epoch, Outcome, Phase, Progress, Score, TrainingPlan

Report = Callable[[Progress], None]
IsCancelled = Callable[[], bool]

_CALL_SECONDS = 0.05
"""How long one call into TensorFlow should take: short enough to stop at once, long enough to be mostly arithmetic."""

_SNAPSHOT_SECONDS = 0.1
"""How often the live bars get the network as it is now."""

_EVALUATION_ROWS = 2_000


def train(
    plan: TrainingPlan,
    dataset: Dataset,
    report: Report,
    is_cancelled: IsCancelled,
    start: Network | None = None,
) -> Outcome:
    """Train a network.

    Args:
        plan: what to do.
        dataset: the pictures; the plan's validation share is cut from its training part.
        report: told about progress after every call into TensorFlow, some twenty times a second.
        is_cancelled: asked as often; once true the run ends with the network as it is.
        start: a network of the plan's structure to go on from.

    Returns:
        The network and its scores. The test part is looked at only once, at the end of a run that was not stopped.

    Raises:
        DigitpadError: there are too few pictures, or the loss is no longer a number.
    """
    return _Run(plan, dataset, report, is_cancelled).run(start)


class _Stopped(Exception):
    """The run was stopped between two calls."""


@dataclass
class _Pace:
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


class _Run:
    def __init__(self, plan: TrainingPlan, dataset: Dataset, report: Report, is_cancelled: IsCancelled) -> None:
        self._plan = plan
        self._dataset = dataset
        self._report = report
        self._is_cancelled = is_cancelled
        self._progress = Progress(Phase.PREPARING, epochs=plan.epochs)
        self._info = NetworkInfo(dataset.class_names, dataset.name, None, plan.to_json())
        self._pace = _Pace()
        self._last_snapshot = 0.0

    def run(self, start: Network | None) -> Outcome:
        self._tell(Phase.PREPARING)
        training, validation = split(self._dataset.train, self._plan.validation_share, self._plan.seed)
        if not len(training):
            raise DigitpadError(f"{self._dataset.title} has too few pictures to train on; choose another dataset.")
        with runtime.no_garbage_collection():
            self._training = TensorPictures(training)
            self._validation = TensorPictures(validation)
            self._batches = -(-len(training) // self._plan.batch_size)
            self._engine = Engine(self._plan, len(self._dataset.class_names), self._batches, start)
        self._progress = replace(self._progress, batches=self._batches)
        self._tell(Phase.COMPILING)
        history: tuple[Epoch, ...] = ()
        test: Score | None = None
        try:
            for number in range(1, self._plan.epochs + 1):
                history = (*history, self._epoch(number))
                self._progress = replace(self._progress, history=history)
            self._engine.use_averages()
            self._tell(Phase.TESTING)
            test = self._evaluate(TensorPictures(self._dataset.test))
        except _Stopped:
            self._engine.use_averages()
        if test is not None:
            self._info = replace(self._info, test_accuracy=test.accuracy)
        return Outcome(self._engine.snapshot(self._info), history, test, stopped=test is None)

    def _epoch(self, number: int) -> Epoch:
        began = time.monotonic()
        rng = np.random.default_rng((self._plan.seed, number))
        order = rng.permutation(len(self._training)).astype(np.int32)
        bends = Bends(self._plan.augmentation, len(order), rng) if self._plan.augmentation else None
        self._progress = replace(self._progress, epoch=number, batch=0, training=None)
        loss_sum, right, seen = 0.0, 0, 0
        while seen < len(order):
            rows = self._next_rows(order, seen)
            call_began = time.monotonic()
            loss, correct = self._call(rows, seen, bends)
            first_call = self._pace.seconds_per_batch is None and number == 1 and seen == 0
            # The first call is mostly tracing and says nothing about the pace.
            if not first_call:
                self._pace.learn(self._batches_in(rows), time.monotonic() - call_began)
            else:
                self._pace.seconds_per_batch = _CALL_SECONDS
            loss_sum, right, seen = loss_sum + loss, right + correct, seen + len(rows)
            if not np.isfinite(loss_sum):
                raise DigitpadError(
                    "The loss is no longer a number: the steps were too big and the weights flew off. "
                    "Try a learning rate ten times smaller."
                )
            batch = self._batches_in(order[:seen])
            self._progress = replace(self._progress, batch=batch, training=score(loss_sum, right, seen))
            self._tell(Phase.TRAINING)
        validation = None
        if len(self._validation):
            self._tell(Phase.VALIDATING)
            validation = self._evaluate(self._validation)
        return Epoch(number, score(loss_sum, right, seen), validation, time.monotonic() - began)

    def _next_rows(self, order: npt.NDArray[np.int32], seen: int) -> npt.NDArray[np.int32]:
        """The pictures of the next call: whole batches, and at the end of the epoch a smaller one."""
        batches = min(self._pace.batches, self._engine.max_batches)
        return order[seen : seen + batches * self._plan.batch_size]

    def _batches_in(self, rows: npt.NDArray[np.int32]) -> int:
        return -(-len(rows) // self._plan.batch_size)

    def _call(self, rows: npt.NDArray[np.int32], seen: int, bends: Bends | None) -> tuple[float, int]:
        """One call into TensorFlow: gather, bend, train."""
        images, labels = self._training.take(rows)
        if bends is not None:
            images = bends.apply(images, seen)
        return self._engine.run(images, labels, self._rates(seen, self._batches_in(rows)))

    def _rates(self, seen: int, batches: int) -> npt.NDArray[np.float32]:
        """The learning rate of each of the next batches."""
        rate = self._plan.learning_rate
        if self._plan.schedule == "constant":
            return np.full(batches, rate, np.float32)
        first = (self._progress.epoch - 1) * self._batches + seen // self._plan.batch_size
        done = np.arange(first, first + batches) / (self._plan.epochs * self._batches)
        return (rate * 0.5 * (1 + np.cos(np.pi * done))).astype(np.float32)

    def _evaluate(self, pictures: TensorPictures) -> Score:
        loss_sum, right = 0.0, 0
        for start in range(0, len(pictures), _EVALUATION_ROWS):
            stop = start + _EVALUATION_ROWS
            loss, correct = self._engine.evaluate(pictures.images[start:stop], pictures.labels[start:stop])
            loss_sum, right = loss_sum + loss, right + correct
            self._stop_if_asked()
        return score(loss_sum, right, len(pictures))

    def _tell(self, phase: Phase) -> None:
        now = time.monotonic()
        network = None
        if phase is Phase.TRAINING and now - self._last_snapshot >= _SNAPSHOT_SECONDS:
            network = self._engine.snapshot(self._info)
            self._last_snapshot = now
        left = self._seconds_left() if phase is Phase.TRAINING else None
        self._progress = replace(self._progress, phase=phase, seconds_left=left)
        self._report(replace(self._progress, network=network))
        self._stop_if_asked()

    def _seconds_left(self) -> float | None:
        if self._pace.seconds_per_batch is None:
            return None
        progress = self._progress
        batches = (progress.epochs - progress.epoch) * progress.batches + progress.batches - progress.batch
        return batches * self._pace.seconds_per_batch

    def _stop_if_asked(self) -> None:
        if self._is_cancelled():
            raise _Stopped


def split(pictures: Pictures, validation_share: float, seed: int) -> tuple[Pictures, Pictures]:
    """Cut a validation part from the training part: the same share of every class, chosen by the seed.

    Returns:
        The pictures to train on and the pictures to validate with; the second may be empty.
    """
    rng = np.random.default_rng(seed)
    kept_aside = np.zeros(len(pictures), bool)
    for label in np.unique(pictures.labels):
        rows = np.flatnonzero(pictures.labels == label)
        kept_aside[rng.permutation(rows)[: round(len(rows) * validation_share)]] = True
    return pictures.take(np.flatnonzero(~kept_aside)), pictures.take(np.flatnonzero(kept_aside))
