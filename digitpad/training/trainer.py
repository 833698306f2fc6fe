"""Train one plan, report progress, and hand out a checkpoint after every epoch; free of Qt."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from digitpad.data.digits import Dataset, Pictures
from digitpad.errors import DigitpadError
from digitpad.model.network import Network
from digitpad.model.spec import NetworkInfo
from digitpad.system import collector
from digitpad.training.batch_scheduler import BatchScheduler, batches_of, flew_off
from digitpad.training.engine import engine_for, score
from digitpad.training.epoch import Epoch, Score
from digitpad.training.film import FilmRecorder, first_moments, is_moment
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome, Phase, Progress
from digitpad.training.run import Checkpoint
from digitpad.training.run_controls import RunControl
from digitpad.training.tensor_pictures import TensorPictures
from digitpad.training.validation import best_epoch, split
from digitpad.translation import N_

Report = Callable[[Progress], None]
Save = Callable[[Checkpoint], None]

_SNAPSHOT_SECONDS = 0.1
"""How often the live bars get the network as it is now."""

_EVALUATION_ROWS = 2_000


def train(
    plan: TrainingPlan,
    dataset: Dataset,
    report: Report,
    control: RunControl | None = None,
    start: Network | None = None,
    save: Save | None = None,
    resume: Checkpoint | None = None,
    kept: float = 0.0,
    when_stopped: Callable[[Outcome], None] | None = None,
    *,
    test_every_epoch: bool = False,
    film: FilmRecorder | None = None,
) -> Outcome:
    """Train a network.

    Args:
        plan: what to do.
        dataset: the pictures; the plan's validation share is cut from its training part.
        report: told about progress after every call into TensorFlow, some twenty times a second.
        control: the live settings; looked at as often. A stopped run ends with the network as it is.
        start: a network of the plan's structure to go on from.
        save: given everything that is needed to go on, after every epoch.
        resume: what `save` was given, to go on from there; the result is that of a run that was never interrupted.
        kept: the share, 0..1, of `start`'s weights in the weights at the end.
        when_stopped: told what came of a run that was stopped, at once; only then is its network tested, unless
            `RunControl.leave_untested` is called. Without it, the network of a stopped run is never tested.
        test_every_epoch: whether the network is tested after every epoch, too; a run that goes on does what it did.
        film: takes what the network is on the way.

    Returns:
        The network and its scores. The test part is looked at only once, at the end, unless more was asked for.

    Raises:
        DigitpadError: there are too few pictures, the loss is no longer a number or explodes, or the checkpoint
            belongs to another plan.
    """
    control = control or RunControl(plan, resume.changes if resume else ())
    run = _Run(plan, dataset, report, control, save, film, test_every_epoch=test_every_epoch)
    return run.run(start, resume, kept, when_stopped)


class _StoppedError(Exception):
    """The run was stopped between two calls, or what comes after it was."""


class _Run:
    def __init__(
        self, plan: TrainingPlan, dataset: Dataset, report: Report, control: RunControl, save: Save | None,
        film: FilmRecorder | None,
        *, test_every_epoch: bool,
    ) -> None:
        self._plan = plan
        self._dataset = dataset.learning_from(plan.pictures)
        self._report = report
        self._control = control
        self._save = save
        self._tests_every_epoch = test_every_epoch
        self._film = film
        self._progress = Progress(Phase.PREPARING, epochs=control.epochs)
        self._info = NetworkInfo(dataset.class_names, dataset.name, None, plan.to_json(), plan.pixels)
        self._last_snapshot = 0.0
        self._best: Network | None = None

    def run(
        self, start: Network | None, resume: Checkpoint | None, kept: float,
        when_stopped: Callable[[Outcome], None] | None,
    ) -> Outcome:
        self._report(self._progress)
        training, validation = split(self._dataset.train, self._plan.validation_share, self._plan.seed)
        if not len(training):
            raise DigitpadError(
                N_("{title} has too few pictures to train on; choose another dataset."), title=self._dataset.title
            )
        if len(self._dataset.non_digits) and self._plan.labels == "integer":
            raise DigitpadError(
                N_("{title} has pictures of no class, which needs one-hot labels."), title=self._dataset.title
            )
        history = self._prepare(training, validation, start, resume)
        stopped = False
        try:
            self._tell(Phase.COMPILING)
            # Traced here, where Stop need not wait for it, and not when the first epoch is over.
            with collector.at_rest():
                self._engine.evaluate(self._training.images[:1], self._training.labels[:1])
            if not history:
                self._take_frame(0)
            while len(history) < self._control.epochs and not self._is_enough(history):
                history = (*history, self._epoch(len(history) + 1))
                self._progress = replace(self._progress, history=history)
                # Before the checkpoint: a run that is killed in between takes the frame again when it goes on.
                if is_moment(len(history)):
                    self._take_frame(len(history) * self._progress.batches)
                self._after_epoch(history)
        except _StoppedError:
            stopped = True
        self._settle(start, kept)
        outcome = Outcome(
            self._snapshot(), history, None, stopped, self._control.changes, film=self._progress.film
        )
        if not stopped:
            try:
                self._tell(Phase.TESTING)
                return self._tested(outcome, self._control.is_stopped)
            except _StoppedError:
                outcome = replace(outcome, stopped=True)
        if when_stopped is not None:
            when_stopped(outcome)
            with contextlib.suppress(_StoppedError):
                return self._tested(outcome, self._control.is_left_untested)
        return outcome

    def _tested(self, outcome: Outcome, is_over: Callable[[], bool]) -> Outcome:
        """The outcome with what its network gets on the test pictures."""
        test = self._evaluate(self._test, is_over)
        if test is None:
            return outcome
        info = replace(self._info, test_accuracy=test.accuracy)
        return replace(outcome, network=outcome.network.with_info(info), test=test)

    def _prepare(
        self, training: Pictures, validation: Pictures, start: Network | None, resume: Checkpoint | None
    ) -> tuple[Epoch, ...]:
        """Build everything; the epochs that are already done."""
        with collector.at_rest():
            self._training = TensorPictures(training, self._dataset.non_digits)
            self._validation = TensorPictures(validation)
            self._test = TensorPictures(self._dataset.test)
            batches = batches_of(self._plan, len(self._training))
            self._engine = engine_for(self._plan, len(self._dataset.class_names), batches, start)
        self._moments = first_moments(batches) if self._film is not None else ()
        self._calls = BatchScheduler(self._plan, self._control, self._engine, self._training, self._moments)
        self._progress = replace(self._progress, batches=batches)
        if self._film is not None:
            self._film.begin(self._engine.spec, self._info, len(resume.history) if resume is not None else 0)
            self._progress = replace(self._progress, film=self._film.film)
        if resume is None:
            return ()
        arrays = dict(resume.arrays)
        best = [arrays.pop(name) for name in sorted(arrays) if name.startswith("best/")]
        self._engine.restore(arrays)
        if best:
            self._best = Network(self._engine.spec, best, self._info)
        self._control.changes = resume.changes
        self._tests_every_epoch |= bool(resume.history) and resume.history[-1].test is not None
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

    def _settle(self, start: Network | None, kept: float) -> None:
        """Put the weights in place that the run ends with."""
        if int(self._engine.optimizer.iterations):  # before the first step, Keras' averages are zeros
            self._engine.use_averages()
        if self._control.keep_best and self._best is not None:
            self._engine.set_weights(self._best)
        if start is not None and kept:
            self._engine.mix_with(start, kept)

    def _epoch(self, number: int) -> Epoch:
        began = time.monotonic()
        self._progress = replace(self._progress, epoch=number, batch=0, training=None)
        loss_sum, right, seen = 0.0, 0, 0
        for call in self._calls.epoch(number):
            loss_sum, right, seen = loss_sum + call.loss, right + call.right, seen + call.pictures
            batch = self._progress.batch + call.batches
            self._progress = replace(self._progress, batch=batch, training=score(loss_sum, right, seen))
            if number == 1 and batch in self._moments:
                self._take_frame(batch)
            self._tell(Phase.TRAINING)
            self._wait(call.batches)
        validation = test = None
        if len(self._validation):
            self._tell(Phase.VALIDATING)
            validation = self._evaluate(self._validation, self._control.is_stopped)
        seconds = time.monotonic() - began
        if self._tests_every_epoch:
            self._tell(Phase.TESTING)
            test = self._evaluate(self._test, self._control.is_stopped)
        return Epoch(number, score(loss_sum, right, seen), validation, seconds, test)

    def _take_frame(self, batch: int) -> None:
        """Let the film have the network as it is now, after so many batches."""
        if self._film is not None and self._film.film is not None:
            self._film.take(self._engine.half_weights(), self._progress.epoch if batch else 0, batch)
            self._progress = replace(self._progress, film=self._film.film)

    def _evaluate(self, pictures: TensorPictures, is_over: Callable[[], bool]) -> Score | None:
        """How well the network does; `is_over` is asked every few pictures, and raises a `_StoppedError` when it is."""
        if not len(pictures):
            return None
        loss_sum, right = 0.0, 0
        for start in range(0, len(pictures), _EVALUATION_ROWS):
            if is_over():
                raise _StoppedError
            stop = start + _EVALUATION_ROWS
            loss, correct = self._engine.evaluate(pictures.images[start:stop], pictures.labels[start:stop])
            loss_sum, right = loss_sum + loss, right + correct
        if is_over():
            raise _StoppedError
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
        self._progress = replace(self._progress, phase=phase, epochs=self._control.epochs)
        left = self._seconds_left() if phase in (Phase.TRAINING, Phase.VALIDATING) else None
        self._progress = replace(self._progress, seconds_left=left)
        self._report(replace(self._progress, network=network))
        self._stop_if_asked()

    def _snapshot(self) -> Network:
        try:
            return self._engine.snapshot(self._info)
        except DigitpadError as error:
            # The loss of a batch is from before its step, so the weights may be the first to show it.
            raise flew_off(self._plan, self._control) from error

    def _seconds_left(self) -> float | None:
        per_batch = self._calls.seconds_per_batch
        if per_batch is None:
            return None
        progress = self._progress
        batches = (progress.epochs - progress.epoch) * progress.batches + progress.batches - progress.batch
        return batches * max(per_batch, self._control.seconds_per_batch)

    def _stop_if_asked(self) -> None:
        if self._control.is_stopped():
            raise _StoppedError
