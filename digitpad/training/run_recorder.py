"""Record the run under way in its row: when it counts, its epochs, its end."""

from collections.abc import Callable
from dataclasses import replace

from digitpad.errors import DigitpadError
from digitpad.training.film import FilmRecorder, Frame
from digitpad.training.live_changes import Change
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome
from digitpad.training.run import Checkpoint, Run
from digitpad.training.runs import Runs


class RunRecorder:
    """Nothing is written before the run has begun; a disk that takes nothing costs the row, not the run.

    Args:
        runs: where it is kept.
        plan: what is trained.
        class_names: what the network will tell apart.
        title: what people call it; without one it gets a number.
        resume: a row to go on with, instead of a new one. It stays as it was until there is more to keep in it.
        warn: told what the disk did not take.
    """

    def __init__(
        self,
        runs: Runs,
        plan: TrainingPlan,
        class_names: tuple[str, ...],
        title: str,
        resume: Run | None,
        warn: Callable[[DigitpadError], None],
    ) -> None:
        self._runs = runs
        self._plan = plan
        self._class_names = class_names
        self._title = title
        self._row = resume
        self._resumes = resume is not None
        self._warn = warn
        self._has_begun = self._has_kept = False
        self._unwritten: dict[int, Frame] = {}  # frames of the film, by their places

    def checkpoint(self) -> Checkpoint | None:
        """Where an old run goes on; None for a new one.

        Raises:
            DigitpadError: the checkpoint is missing or damaged, or another program trains the run.
        """
        if self._row is None:
            return None
        self._runs.require_here(self._row)
        self._runs.hold(self._row)
        checkpoint = self._runs.read_checkpoint(self._row)
        # It may go on for longer than was planned, and what was changed after the checkpoint is gone.
        self._row = replace(self._row, plan=self._plan, changes=checkpoint.changes)
        return checkpoint

    def film(self) -> FilmRecorder:
        """What takes the film of the run; an old run's goes on. Ask after `checkpoint`."""
        kept = self._runs.read_frames(self._row) if self._row is not None else {}
        return FilmRecorder(self.keep_frame, kept)

    def begin(self) -> None:
        """Something was learnt; a second time does nothing."""
        if self._has_begun:
            return
        self._has_begun = True
        if self._row is not None:
            self._runs.hold(self._row)  # once more: the thread of an abandoned run may just have let go of it
            self._write_frames()
            return
        try:
            self._row = self._runs.begin(self._plan, self._class_names, self._title)
        except DigitpadError as error:
            self._warn(error)
        self._write_frames()

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep the state after an epoch."""
        if self._row is None:
            return
        try:
            self._row = self._runs.checkpoint(self._row, checkpoint)
            self._has_kept = True
        except DigitpadError as error:
            self._warn(error)

    def keep_frame(self, place: int, frame: Frame) -> None:
        """Keep a frame of the film at a place of its file, as soon as the run has begun."""
        self._unwritten[place] = frame
        if self._has_begun:
            self._write_frames()

    def _write_frames(self) -> None:
        """Write what waits; what the disk does not take now waits for the next frame."""
        try:
            while self._unwritten and self._row is not None:
                place = next(iter(self._unwritten))
                self._runs.keep_frame(self._row, place, self._unwritten[place])
                del self._unwritten[place]
        except DigitpadError as error:
            self._warn(error)

    def end(self, outcome: Outcome) -> Outcome:
        """Close it; the outcome, with the row that keeps its network if one does."""
        if self._row is None:
            return outcome
        try:
            self._row = self._runs.end(self._row, outcome)
        except DigitpadError as error:
            self._warn(error)
            return outcome
        # A row that was deleted in mid-run stays so, and keeps nothing.
        return replace(outcome, run=self._row) if self._runs.keeping((self._row.name,)) else outcome

    def test(self, outcome: Outcome) -> None:
        """Add the test of a stopped run's network, which comes after its end."""
        if self._row is None or outcome.test is None:
            return
        try:
            self._row = self._runs.add_test(self._row, outcome)
        except DigitpadError as error:
            self._warn(error)

    def abandon(self) -> None:
        """Leave an old run as it was; there is no new one yet."""
        if self._row is not None:
            self._runs.let_go(self._row)

    def fail(self, sentence: str, changes: tuple[Change, ...]) -> None:
        """Close it without a network. What an old run ended with is worth more than why it did not go on."""
        if self._resumes and not self._has_kept:
            self.abandon()
            return
        self.begin()
        if self._row is None:
            return
        try:
            self._runs.fail(replace(self._row, changes=changes), sentence)
        except DigitpadError as error:
            self._warn(error)
