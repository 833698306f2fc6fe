"""Store training runs on disk, one folder each; list, rename, continue and delete them.

A run whose state is `running` although nobody trains it was cut off by a crash; it can be continued. Whoever trains it
holds a lock in its folder, which the system frees when the program ends, however it ends.

The folders are named by the clock, for people to find their way; which run is newer is told by the number in its row,
since a clock may be set back and the hour after summer time comes twice.

The thread that trains and the one that serves the window share one `Runs`: a title that was changed or a run that was
deleted in mid-run stays so.
"""

import dataclasses
import os
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digitpad.errors import DigitpadError, reason_of
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.system.files import is_file
from digitpad.training import run_folder, run_locks
from digitpad.training.checkpoint_file import DAMAGED_CHECKPOINT_ERRORS, checkpoint_to_bytes, read_checkpoint_file
from digitpad.training.film import Film, Frame
from digitpad.training.plan import TrainingPlan
from digitpad.training.progress import Outcome
from digitpad.training.run import (
    FAILED,
    FINISHED,
    MAX_NUMBER,
    RUNNING,
    STOPPED,
    Checkpoint,
    Run,
    age,
    next_title,
    tidy_title,
)
from digitpad.training.run_folder import CHECKPOINT, FILM, NETWORK, ROW
from digitpad.translation import N_


class Runs:
    """The runs of one data folder.

    Args:
        folder: the folder `runs` of the data folder; it need not exist yet.
        clock: says when a run began.
    """

    def __init__(self, folder: Path, clock: Clock = SYSTEM_CLOCK) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.RLock()  # between reading a row and replacing it
        self._deleted: set[str] = set()  # the names of runs that somebody wanted gone

    def begin(self, plan: TrainingPlan, class_names: tuple[str, ...], title: str = "") -> Run:
        """Open a new row for a run that starts now; without a title it gets a number.

        Raises:
            DigitpadError: there is no room or no right to write.
        """
        with self._lock:
            stamp = self._clock.now().strftime("%Y-%m-%d-%H%M%S")  # several may begin in one second
            name, before = run_folder.make(self._folder, stamp), self.list()
            self._deleted.discard(name)  # of the same second
            number = min(max((run.number for run in before), default=0) + 1, MAX_NUMBER)
            title = tidy_title(title) or next_title(each.title for each in before)
            run = Run(name, title, plan, class_names=class_names, number=number)
            self.hold(run)
            run_folder.write_row(self._folder / name, run)
            return run

    def checkpoint(self, run: Run, checkpoint: Checkpoint) -> Run:
        """Keep a run's state after an epoch; the row as it is now.

        Raises:
            DigitpadError: as from every change, the run is no longer there, or the disk takes nothing.
        """
        return self._change(
            run,
            {CHECKPOINT: checkpoint_to_bytes(checkpoint)},
            history=checkpoint.history,
            changes=checkpoint.changes,
            state=RUNNING,
        )

    def end(self, run: Run, outcome: Outcome) -> Run:
        """Close a row with what came of the run, its network included."""
        from digitpad.model.keras_file import to_bytes

        try:
            return self._change(
                run,
                {NETWORK: to_bytes(outcome.network)},
                state=STOPPED if outcome.stopped else FINISHED,
                history=outcome.history,
                test=outcome.test,
                changes=outcome.changes,
                sentence=str(outcome.message()),
            )
        finally:  # not before: another window would find a run that was cut off
            self.let_go(run)

    def add_test(self, run: Run, outcome: Outcome) -> Run:
        """Write what the network of a stopped run got in its test, which comes after its end.

        A row that is gone or has gone on meanwhile stays as it is.

        Raises:
            DigitpadError: the disk takes nothing, or another program trains the run.
        """
        from digitpad.model.keras_file import to_bytes

        with self._lock:
            now = self._read_row(self._folder / run.name)
            if now is None or now.state != STOPPED or len(now.history) != len(run.history):
                return run
            self.require_here(now)
            return self._change(
                now, {NETWORK: to_bytes(outcome.network)}, test=outcome.test, sentence=str(outcome.message())
            )

    def fail(self, run: Run, sentence: str) -> Run:
        """Close the row of a run that ended without a network."""
        try:
            return self._change(run, {}, state=FAILED, sentence=sentence)
        finally:
            self.let_go(run)

    def rename(self, run: Run, title: str) -> Run:
        """Give a run another title: one line, not too long, and never none.

        Raises:
            DigitpadError: nothing is left of the title, or the row cannot be written.
        """
        title = tidy_title(title)
        if not title:
            raise DigitpadError(N_("A run needs a title of at least one character."))
        with self._lock:
            # The caller may have read it some epochs ago.
            return self._change(self._read_row(self._folder / run.name) or run, {}, title=title)

    def list(self) -> tuple[Run, ...]:
        """All rows that can be read, oldest first.

        Raises:
            DigitpadError: the folder is there but cannot be read.
        """
        try:
            folders = list(self._folder.iterdir())
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise DigitpadError(
                N_("The runs in “{folder}” cannot be read ({reason})."), folder=self._folder, reason=reason_of(error)
            ) from error
        rows = (self._read_row(folder) for folder in folders)
        return tuple(sorted((row for row in rows if row is not None), key=age))

    def unfinished(self) -> Run | None:
        """The newest run that was cut off and has a checkpoint to go on from. Ask before starting any run."""
        for run in reversed(self.list()):
            is_cut_off = run.state == RUNNING and is_file(self.checkpoint_path(run))
            if is_cut_off and not run_locks.is_elsewhere(self._folder / run.name):
                return run
        return None

    def require_here(self, run: Run) -> None:
        """Find out whether a run is free to be changed.

        Raises:
            DigitpadError: another program trains it at this moment.
        """
        if run_locks.is_elsewhere(self._folder / run.name):
            raise DigitpadError(
                N_("“{title}” is being trained in another window of Digitpad; stop it there first."), title=run.title
            )

    def hold(self, run: Run) -> None:
        """Tell other windows that this run goes on, until it is closed or let go."""
        run_locks.hold(self._folder / run.name)

    def let_go(self, run: Run) -> None:
        """Tell other windows that nobody trains this run here any more."""
        run_locks.let_go(self._folder / run.name)

    def read_checkpoint(self, run: Run) -> Checkpoint:
        """The state of a run after its last finished epoch.

        Raises:
            DigitpadError: there is none, or it is damaged.
        """
        try:
            return read_checkpoint_file(self.checkpoint_path(run))
        except DAMAGED_CHECKPOINT_ERRORS as error:
            raise DigitpadError(
                N_("The checkpoint of “{title}” is missing or damaged; train it again."), title=run.title
            ) from error

    def checkpoint_path(self, run: Run) -> Path:
        """The file that a run can go on from; it exists after the first epoch."""
        return self._folder / run.name / CHECKPOINT

    def network_path(self, run: Run) -> Path:
        """The file of the run's network; it exists when the run ended with one."""
        return self._folder / run.name / NETWORK

    def film_path(self, run: Run) -> Path:
        """The file of the run's film; it exists when one was taken."""
        return self._folder / run.name / FILM

    def keep_frame(self, run: Run, place: int, frame: Frame) -> None:
        """Write one frame of a run's film at a place, over what was there.

        Raises:
            DigitpadError: the run is no longer there, or the disk takes nothing.
        """
        with self._lock:
            if run.name in self._deleted:
                return
            run_folder.require_file(self._folder / run.name, run, ROW)
            run_folder.keep_frame(self._folder / run.name, run, place, frame)

    def read_frames(self, run: Run) -> dict[int, Frame]:
        """What can be read of a run's film, by its places; nothing where there is none."""
        with self._lock:
            return run_folder.read_frames(self._folder / run.name, run)

    def read_film(self, run: Run) -> Film | None:
        """What can be read of a run's film; None where there is none."""
        return run_folder.film(run, self.read_frames(run))

    def keeping(self, names: Iterable[str]) -> frozenset[str]:
        """Those of these runs, by their names, whose row and network are there."""
        return frozenset(
            name for name in names
            if all(map(os.path.isfile, (self._folder / name / each for each in (ROW, NETWORK))))
        )

    def delete(self, run: Run) -> None:
        """Remove a run and everything of it.

        Raises:
            DigitpadError: another program trains it, or the system does not let go of it.
        """
        import shutil

        self.require_here(run)
        self.let_go(run)
        with self._lock:
            try:
                # First, so that a crash in the middle leaves no row that promises more than there is.
                (self._folder / run.name / ROW).unlink(missing_ok=True)
            except OSError as error:
                raise DigitpadError(
                    N_("“{title}” could not be deleted ({reason})."), title=run.title, reason=reason_of(error)
                ) from error
            self._deleted.add(run.name)
            shutil.rmtree(self._folder / run.name, ignore_errors=True)

    def _change(self, run: Run, files: Mapping[str, bytes], **changes: Any) -> Run:
        """Write files of a run and then its row, unless it was deleted; the title on disk is the newer one."""
        folder = self._folder / run.name
        with self._lock:
            changed = dataclasses.replace(run, **changes)
            if run.name in self._deleted:
                return changed
            run_folder.require_file(folder, run, ROW)  # a folder that was moved away is not made again
            now = self._read_row(folder)
            if now is not None and "title" not in changes:
                changed = dataclasses.replace(changed, title=now.title)
            try:
                for name, content in files.items():
                    run_folder.write(folder, name, content)
                run_folder.write_row(folder, changed)
            except DigitpadError:
                # Moved away while this was written, which is another sentence.
                run_folder.require_file(folder, run, ROW)
                raise
            for name, content in files.items():
                run_folder.require_file(folder, run, name, len(content))
            return changed

    def _read_row(self, folder: Path) -> Run | None:
        with self._lock:  # Windows does not replace a file that is being read
            return run_folder.read_row(folder)
