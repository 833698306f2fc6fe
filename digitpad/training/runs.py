"""Store training runs on disk, one folder each: plan, curves, figures, checkpoint, network.

    runs/2026-11-21-093015/run.json         what a row shows; replaced as a whole after every epoch
    runs/2026-11-21-093015/checkpoint.npz   everything needed to go on after that epoch
    runs/2026-11-21-093015/network.keras    the network that the run ended with
    runs/2026-11-21-093015/film.bin         what it was on the way

A run whose state is `running` although nobody trains it was cut off by a crash; it can be continued. Whoever trains it
holds a lock in its folder, which the system frees when the program ends, however it ends.

The folders are named by the clock, for people to find their way; which run is newer is told by the number in its row,
since a clock may be set back and the hour after summer time comes twice.

The thread that trains and the one that serves the window share one `Runs`: a title that was changed or a run that was
deleted in mid-run stays so.
"""

import dataclasses
import json
import os
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from digitpad.errors import DigitpadError, reason_of
from digitpad.model.spec import NetworkInfo, NetworkSpec
from digitpad.system.clock import SYSTEM_CLOCK, Clock
from digitpad.system.files import is_file, write_atomically
from digitpad.training import run_locks
from digitpad.training.checkpoint_file import (
    DAMAGED_CHECKPOINT_ERRORS,
    checkpoint_to_bytes,
    read_checkpoint_file,
)
from digitpad.training.film import Film, Frame
from digitpad.training.film_file import read_frames, write_frame
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
    run_from_json,
    tidy_title,
)
from digitpad.translation import N_

__all__ = ["FAILED", "FINISHED", "RUNNING", "STOPPED", "Checkpoint", "Run", "Runs"]  # untranslated: names of Python

_ROW, _CHECKPOINT, _NETWORK, _FILM = "run.json", "checkpoint.npz", "network.keras", "film.bin"
_MAX_ROW_BYTES = 4 * 2**20


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
            name, before = self._new_folder(), self.list()
            self._deleted.discard(name)  # of the same second
            number = min(max((run.number for run in before), default=0) + 1, MAX_NUMBER)
            title = tidy_title(title) or next_title(each.title for each in before)
            run = Run(name, title, plan, class_names=class_names, number=number)
            self.hold(run)
            self._write_row(run)
            return run

    def checkpoint(self, run: Run, checkpoint: Checkpoint) -> Run:
        """Keep a run's state after an epoch; the row as it is now.

        Raises:
            DigitpadError: as from every change, the run is no longer there, or the disk takes nothing.
        """
        return self._change(
            run,
            {_CHECKPOINT: checkpoint_to_bytes(checkpoint)},
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
                {_NETWORK: to_bytes(outcome.network)},
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
                now, {_NETWORK: to_bytes(outcome.network)}, test=outcome.test, sentence=str(outcome.message())
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
        return self._folder / run.name / _CHECKPOINT

    def network_path(self, run: Run) -> Path:
        """The file of the run's network; it exists when the run ended with one."""
        return self._folder / run.name / _NETWORK

    def film_path(self, run: Run) -> Path:
        """The file of the run's film; it exists when one was taken."""
        return self._folder / run.name / _FILM

    def keep_frame(self, run: Run, place: int, frame: Frame) -> None:
        """Write one frame of a run's film at a place, over what was there.

        Raises:
            DigitpadError: the run is no longer there, or the disk takes nothing.
        """
        with self._lock:
            if run.name in self._deleted:
                return
            self._require_file(run, _ROW)
            try:
                write_frame(self.film_path(run), place, frame)
            except OSError as error:
                raise DigitpadError(
                    N_("The film of “{title}” cannot be kept ({reason})."), title=run.title, reason=reason_of(error)
                ) from error

    def read_frames(self, run: Run) -> dict[int, Frame]:
        """What can be read of a run's film, by its places; nothing where there is none."""
        spec = self._spec(run)
        if spec is None:
            return {}
        try:
            with self._lock:
                return read_frames(self.film_path(run), spec.parameter_count)
        except OSError:
            return {}

    def read_film(self, run: Run) -> Film | None:
        """What can be read of a run's film; None where there is none."""
        spec, frames = self._spec(run), self.read_frames(run)
        if spec is None or not frames:
            return None
        plan = run.plan
        info = NetworkInfo(run.class_names, plan.dataset, None, plan.to_json(), plan.pixels)
        return Film(spec, info, tuple(sorted(frames.values(), key=lambda frame: frame.number)))

    def _spec(self, run: Run) -> NetworkSpec | None:
        """The structure of a run's network; None where a row was changed into one of no network."""
        try:
            return run.plan.spec(len(run.class_names))
        except DigitpadError:
            return None

    def keeping(self, names: Iterable[str]) -> frozenset[str]:
        """Those of these runs, by their names, whose row and network are there."""
        return frozenset(
            name for name in names
            if all(map(os.path.isfile, (self._folder / name / each for each in (_ROW, _NETWORK))))
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
                (self._folder / run.name / _ROW).unlink(missing_ok=True)
            except OSError as error:
                raise DigitpadError(
                    N_("“{title}” could not be deleted ({reason})."), title=run.title, reason=reason_of(error)
                ) from error
            self._deleted.add(run.name)
            shutil.rmtree(self._folder / run.name, ignore_errors=True)

    def _new_folder(self) -> str:
        """Take a name that nobody has; several runs may begin in one second."""
        stamp = self._clock.now().strftime("%Y-%m-%d-%H%M%S")
        name, number = stamp, 1
        while True:
            try:
                (self._folder / name).mkdir(parents=True)
            except FileExistsError as error:
                if not self._folder.is_dir():  # a file stands where the folder should be
                    raise DigitpadError(
                        N_("“{folder}” is not a folder, so this run cannot be kept."), folder=self._folder
                    ) from error
                number += 1
                name = f"{stamp}-{number}"
            except OSError as error:
                raise DigitpadError(
                    N_("No run can be kept in “{folder}” ({reason})."), folder=self._folder, reason=reason_of(error)
                ) from error
            else:
                return name

    def _change(self, run: Run, files: Mapping[str, bytes], **changes: Any) -> Run:
        """Write files of a run and then its row, unless it was deleted; the title on disk is the newer one."""
        folder = self._folder / run.name
        with self._lock:
            changed = dataclasses.replace(run, **changes)
            if run.name in self._deleted:
                return changed
            self._require_file(run, _ROW)  # a folder that was moved away is not made again
            now = self._read_row(folder)
            if now is not None and "title" not in changes:
                changed = dataclasses.replace(changed, title=now.title)
            try:
                for name, content in files.items():
                    write_atomically(folder / name, content, make_folder=False)
                self._write_row(changed)
            except DigitpadError:
                self._require_file(run, _ROW)  # moved away while this was written, which is another sentence
                raise
            for name, content in files.items():
                self._require_file(run, name, len(content))
            return changed

    def _require_file(self, run: Run, name: str, size: int | None = None) -> None:
        """Find out whether a file of a run is there under its name, and has this size.

        Raises:
            DigitpadError: it does not; a stick was pulled, or somebody moved or deleted the folder.
        """
        path = self._folder / run.name / name
        try:
            if path.is_file() and size in (None, path.stat().st_size):
                return
        except OSError:
            pass
        raise DigitpadError(
            N_("“{title}” is no longer in “{folder}”; plug the stick in again or put the folder back."),
            title=run.title, folder=self._folder,
        )

    def _write_row(self, run: Run) -> None:
        content = json.dumps(run.to_json(), indent=1).encode()
        write_atomically(self._folder / run.name / _ROW, content, make_folder=False)

    def _read_row(self, folder: Path) -> Run | None:
        """A row, or None when its file is missing or is not one; other rows are not harmed by it."""
        try:
            path = folder / _ROW
            with self._lock:  # Windows does not replace a file that is being read
                if path.stat().st_size > _MAX_ROW_BYTES:
                    return None
                content = path.read_bytes()
            return run_from_json(folder.name, json.loads(content))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
                DigitpadError):
            return None
