"""A training run from its plan to its outcome. Knows the plan, the data, the reins and two ears; no window."""

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
from digitpad.training.changes import Change, in_force
from digitpad.training.control import Control
from digitpad.training.engine import Engine, TensorPictures, score
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Epoch, Outcome, Phase, Progress, Score
from digitpad.training.runs import Checkpoint

Report = Callable[[Progress], None]
Save = Callable[[Checkpoint], None]

_CALL_SECONDS = 0.05
"""How long one call into TensorFlow should take: short enough to stop at once, long enough to be mostly arithmetic."""

_SNAPSHOT_SECONDS = 0.1
"""How often the live bars get the network as it is now."""

_EVALUATION_ROWS = 2_000

_FLEW_OFF = (
    "The loss is no longer a number: the steps were too big and the weights flew off. "
    "Try a learning rate ten times smaller."
)

_EXPLODED = 1e4
"""A loss this many times the first one, and growing, does not come back."""


def train(
    plan: TrainingPlan,
    dataset: Dataset,
    report: Report,
    control: Control | None = None,
    start: Network | None = None,
    save: Save | None = None,
    resume: Checkpoint | None = None,
    kept: float = 0.0,
) -> Outcome:
    """Train a network.

    Args:
        plan: what to do.
        dataset: the pictures; the plan's validation share is cut from its training part.
        report: told about progress after every call into TensorFlow, some twenty times a second.
        control: the reins; looked at as often. A stopped run ends with the network as it is.
        start: a network of the plan's structure to go on from.
        save: given everything that is needed to go on, after every epoch.
        resume: what `save` was given, to go on from there; the result is that of a run that was never interrupted.
        kept: the share, 0..1, of `start`'s weights in the weights at the end.

    Returns:
        The network and its scores. The test part is looked at only once, at the end of a run that was not stopped.

    Raises:
        DigitpadError: there are too few pictures, the loss is no longer a number or explodes, or the checkpoint
            belongs to another plan.
    """
    control = control or Control(plan, resume.changes if resume else ())
    return _Run(plan, dataset, report, control, save).run(start, resume, kept)


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
    def __init__(
        self, plan: TrainingPlan, dataset: Dataset, report: Report, control: Control, save: Save | None
    ) -> None:
        self._plan = plan
        self._dataset = dataset
        self._report = report
        self._control = control
        self._save = save
        self._progress = Progress(Phase.PREPARING, epochs=control.epochs)
        self._info = NetworkInfo(dataset.class_names, dataset.name, None, plan.to_json(), plan.pixels)
        self._pace = _Pace()
        self._called = False
        self._first_loss: float | None = None
        self._last_snapshot = 0.0
        self._best: Network | None = None

    def run(self, start: Network | None, resume: Checkpoint | None, kept: float) -> Outcome:
        self._report(self._progress)
        training, validation = split(self._dataset.train, self._plan.validation_share, self._plan.seed)
        if not len(training):
            raise DigitpadError(f"{self._dataset.title} has too few pictures to train on; choose another dataset.")
        if len(self._dataset.strangers) and self._plan.labels == "integer":
            raise DigitpadError(f"{self._dataset.title} has pictures of no class, which needs one-hot labels.")
        history = self._prepare(training, validation, start, resume)
        test: Score | None = None
        stopped = False
        try:
            self._tell(Phase.COMPILING)
            # Traced here, where Stop need not wait for it, and not when the first epoch is over.
            with runtime.no_garbage_collection():
                self._engine.evaluate(self._training.images[:1], self._training.labels[:1])
            while len(history) < self._control.epochs and not self._is_enough(history):
                history = (*history, self._epoch(len(history) + 1))
                self._progress = replace(self._progress, history=history)
                self._after_epoch(history)
            self._settle(history, start, kept)
            self._tell(Phase.TESTING)
            test = self._evaluate(TensorPictures(self._dataset.test))
        except _Stopped:
            stopped = True
            self._settle(history, start, kept)
        if test is not None:
            self._info = replace(self._info, test_accuracy=test.accuracy)
        return Outcome(self._snapshot(), history, test, stopped, self._control.changes)

    def _prepare(
        self, training: Pictures, validation: Pictures, start: Network | None, resume: Checkpoint | None
    ) -> tuple[Epoch, ...]:
        """Build everything; the epochs that are already done."""
        with runtime.no_garbage_collection():
            self._training = TensorPictures(training, self._dataset.strangers)
            self._validation = TensorPictures(validation)
            self._batches = -(-len(self._training) // self._plan.batch_size)
            self._engine = Engine(self._plan, len(self._dataset.class_names), self._batches, start)
        self._progress = replace(self._progress, batches=self._batches)
        if resume is None:
            return ()
        arrays = dict(resume.arrays)
        best = [arrays.pop(name) for name in sorted(arrays) if name.startswith("best/")]
        self._engine.restore(arrays)
        if best:
            self._best = Network(self._engine.spec, best, self._info)
        self._control.changes = resume.changes
        self._progress = replace(self._progress, history=resume.history, epoch=len(resume.history))
        return resume.history

    def _is_enough(self, history: tuple[Epoch, ...]) -> bool:
        """Whether early stopping ends the run here."""
        best = best_epoch(history)
        patience = self._plan.early_stopping
        return bool(patience) and best is not None and len(history) - best.number >= patience

    def _after_epoch(self, history: tuple[Epoch, ...]) -> None:
        """Remember the best network, and let everything be saved."""
        best = best_epoch(history)
        if best is not None and best.number == len(history):
            self._best = self._snapshot()
        if self._save is None:
            return
        arrays = self._engine.state()
        if self._best is not None:
            arrays |= {f"best/{index:02}": array for index, array in enumerate(self._best.weights)}
        self._save(Checkpoint(history, arrays, self._control.changes))

    def _settle(self, history: tuple[Epoch, ...], start: Network | None, kept: float) -> None:
        """Put the weights in place that the run ends with."""
        self._engine.use_averages()
        if self._control.keep_best and self._best is not None:
            self._engine.set_weights(self._best)
        if start is not None and kept:
            self._engine.mix_with(start, kept)

    def _epoch(self, number: int) -> Epoch:
        began = time.monotonic()
        rng = np.random.default_rng((self._plan.seed, number))
        order = rng.permutation(len(self._training)).astype(np.int32)
        bends = Bends(self._plan.augmentation, len(order), rng) if self._plan.augmentation else None
        self._progress = replace(self._progress, epoch=number, batch=0, training=None)
        loss_sum, right, seen = 0.0, 0, 0
        while seen < len(order):
            rows = self._next_rows(order, seen)
            loss, correct = self._call(rows, seen, bends)
            self._check(loss / len(rows))
            loss_sum, right, seen = loss_sum + loss, right + correct, seen + len(rows)
            batch = self._batches_in(order[:seen])
            self._progress = replace(self._progress, batch=batch, training=score(loss_sum, right, seen))
            self._tell(Phase.TRAINING)
            self._wait(self._batches_in(rows))
        validation = None
        if len(self._validation):
            self._tell(Phase.VALIDATING)
            validation = self._evaluate(self._validation)
        return Epoch(number, score(loss_sum, right, seen), validation, time.monotonic() - began)

    def _next_rows(self, order: npt.NDArray[np.int32], seen: int) -> npt.NDArray[np.int32]:
        """The pictures of the next call: whole batches, and at the end of the epoch a smaller one."""
        batches = 1 if self._control.seconds_per_batch else min(self._pace.batches, self._engine.max_batches)
        return order[seen : seen + batches * self._plan.batch_size]

    def _batches_in(self, rows: npt.NDArray[np.int32]) -> int:
        return -(-len(rows) // self._plan.batch_size)

    def _call(self, rows: npt.NDArray[np.int32], seen: int, bends: Bends | None) -> tuple[float, int]:
        """One call into TensorFlow: gather, bend, train."""
        now = self._look_at_the_reins(seen)
        self._engine.set_dropout(now["dropout"])
        began = time.monotonic()
        images, labels = self._training.take(rows)
        if bends is not None:
            images = bends.apply(images, seen)
        batches = self._batches_in(rows)
        rates = self._rates(seen, batches, now["learning_rate"])
        if not self._called:
            # Mostly tracing and compiling, which says nothing about the pace and makes more garbage than all the rest.
            self._called = True
            with runtime.no_garbage_collection():
                return self._engine.run(images, labels, rates)
        result = self._engine.run(images, labels, rates)
        self._pace.learn(batches, time.monotonic() - began)
        return result

    def _check(self, loss: float) -> None:
        """Give up when there is nothing to be learnt any more."""
        if self._first_loss is None:
            self._first_loss = max(loss, 1.0)
        if not np.isfinite(loss):
            raise DigitpadError(_FLEW_OFF)
        if loss > _EXPLODED * self._first_loss:
            raise DigitpadError(
                f"The loss exploded to {loss:.3g}: every step made things worse. "
                "Try a learning rate ten times smaller."
            )

    def _look_at_the_reins(self, seen: int) -> dict[str, float]:
        """The settings of the next call; what somebody changed is written down."""
        before = in_force(self._plan, self._control.changes)
        now = {name: getattr(self._control, name) for name in before}
        batch = seen // self._plan.batch_size + 1
        self._control.changes += tuple(
            Change(name, self._progress.epoch, batch, now[name]) for name in now if now[name] != before[name]
        )
        return now

    def _rates(self, seen: int, batches: int, rate: float) -> npt.NDArray[np.float32]:
        """The learning rate of each of the next batches."""
        if self._plan.schedule == "constant":
            return np.full(batches, rate, np.float32)
        first = (self._progress.epoch - 1) * self._batches + seen // self._plan.batch_size
        steps = self._plan.epochs * self._batches
        # Epochs added later go on with the last step of the plan.
        done = np.minimum(np.arange(first, first + batches), steps - 1) / steps
        return (rate * 0.5 * (1 + np.cos(np.pi * done))).astype(np.float32)

    def _evaluate(self, pictures: TensorPictures) -> Score | None:
        if not len(pictures):
            return None
        loss_sum, right = 0.0, 0
        for start in range(0, len(pictures), _EVALUATION_ROWS):
            stop = start + _EVALUATION_ROWS
            loss, correct = self._engine.evaluate(pictures.images[start:stop], pictures.labels[start:stop])
            loss_sum, right = loss_sum + loss, right + correct
            self._stop_if_asked()
        return score(loss_sum, right, len(pictures))

    def _wait(self, batches: int) -> None:
        """Slow motion and pause."""
        if self._control.seconds_per_batch:
            self._control.slow_down(batches * self._control.seconds_per_batch)
        self._control.wait(when_paused=lambda: self._tell(Phase.PAUSED))
        self._stop_if_asked()

    def _tell(self, phase: Phase) -> None:
        now = time.monotonic()
        network = None
        if phase is Phase.TRAINING and now - self._last_snapshot >= _SNAPSHOT_SECONDS:
            network = self._snapshot()
            self._last_snapshot = now
        left = self._seconds_left() if phase in (Phase.TRAINING, Phase.VALIDATING) else None
        self._progress = replace(self._progress, phase=phase, seconds_left=left, epochs=self._control.epochs)
        self._report(replace(self._progress, network=network))
        self._stop_if_asked()

    def _snapshot(self) -> Network:
        try:
            return self._engine.snapshot(self._info)
        except DigitpadError as error:
            # The loss of a batch is from before its step, so the weights may be the first to show it.
            raise DigitpadError(_FLEW_OFF) from error

    def _seconds_left(self) -> float | None:
        per_batch = self._pace.seconds_per_batch
        if per_batch is None:
            return None
        progress = self._progress
        batches = (progress.epochs - progress.epoch) * progress.batches + progress.batches - progress.batch
        return batches * max(per_batch, self._control.seconds_per_batch)

    def _stop_if_asked(self) -> None:
        if self._control.is_stopped():
            raise _Stopped


def best_epoch(history: tuple[Epoch, ...]) -> Epoch | None:
    """The epoch with the smallest validation loss, the first of equals; None without validation."""
    checked = [epoch for epoch in history if epoch.validation is not None]
    return min(checked, key=lambda epoch: epoch.validation.loss if epoch.validation else 0.0) if checked else None


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
