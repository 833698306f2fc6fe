"""Every run that was ever started, kept as a folder: plan, curves, figures, checkpoint, network.

    runs/2026-11-21-093015/run.json         what a row shows; replaced as a whole after every epoch
    runs/2026-11-21-093015/checkpoint.npz   everything needed to go on after that epoch
    runs/2026-11-21-093015/network.keras    the network that the run ended with

A run whose state is `running` although nobody trains it was cut off by a crash; it can be continued.
"""

import dataclasses
import io
import json
import shutil
import time
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.errors import DigitpadError
from digitpad.files import write_atomically
from digitpad.training.plan import Epoch, Outcome, Score, TrainingPlan

RUNNING, FINISHED, STOPPED, FAILED = "running", "finished", "stopped", "failed"
_ROW, _CHECKPOINT, _NETWORK = "run.json", "checkpoint.npz", "network.keras"
_MAX_ROW_BYTES = 4 * 2**20


@dataclass(frozen=True)
class Checkpoint:
    """Where a run is after an epoch.

    Attributes:
        history: the finished epochs.
        arrays: every number that the run needs to go on, by name: weights, optimizer, random states.
    """

    history: tuple[Epoch, ...]
    arrays: Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Run:
    """One row.

    Attributes:
        name: the folder's name; sorts by time.
        title: what people call it.
        plan: what was asked for.
        state: `running`, `finished`, `stopped` or `failed`.
        history: the finished epochs.
        test: the score on the test part, when there was time for it.
        sentence: what was said at the end.
    """

    name: str
    title: str
    plan: TrainingPlan
    state: str = RUNNING
    history: tuple[Epoch, ...] = ()
    test: Score | None = None
    sentence: str = ""
    class_names: tuple[str, ...] = field(default=())

    def differences(self, other: "Run") -> dict[str, tuple[Any, Any]]:
        """The settings in which two runs differ: name -> (here, there). Exactly one makes a fair test."""
        mine, theirs = self.plan.to_json(), other.plan.to_json()
        return {name: (mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]}


class Runs:
    """The runs of one data folder.

    Args:
        folder: the folder `runs` of the data folder; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, plan: TrainingPlan, class_names: tuple[str, ...]) -> Run:
        """Open a new row for a run that starts now."""
        stamp = time.strftime("%Y-%m-%d-%H%M%S")
        name, number = stamp, 1
        while (self._folder / name).exists():
            number += 1
            name = f"{stamp}-{number}"
        run = Run(name, f"Run {len(self.list()) + 1}", plan, class_names=class_names)
        self._write_row(run)
        return run

    def checkpoint(self, run: Run, checkpoint: Checkpoint) -> Run:
        """Keep a run's state after an epoch; the row as it is now."""
        buffer = io.BytesIO()
        arrays: dict[str, Any] = {f"array:{name}": array for name, array in checkpoint.arrays.items()}
        np.savez(buffer, **arrays)
        write_atomically(self._folder / run.name / _CHECKPOINT, buffer.getvalue())
        run = dataclasses.replace(run, history=checkpoint.history, state=RUNNING)
        self._write_row(run)
        return run

    def end(self, run: Run, outcome: Outcome) -> Run:
        """Close a row with what came of the run, its network included."""
        from digitpad.model.keras_file import write_network

        write_network(self._folder / run.name / _NETWORK, outcome.network)
        run = dataclasses.replace(
            run,
            state=STOPPED if outcome.stopped else FINISHED,
            history=outcome.history,
            test=outcome.test,
            sentence=outcome.sentence(),
        )
        self._write_row(run)
        return run

    def fail(self, run: Run, sentence: str) -> Run:
        """Close the row of a run that ended without a network."""
        run = dataclasses.replace(run, state=FAILED, sentence=sentence)
        self._write_row(run)
        return run

    def list(self) -> tuple[Run, ...]:
        """All rows that can be read, oldest first."""
        if not self._folder.is_dir():
            return ()
        rows = (self._read_row(folder) for folder in sorted(self._folder.iterdir()) if folder.is_dir())
        return tuple(row for row in rows if row is not None)

    def unfinished(self) -> Run | None:
        """The newest run that was cut off and has a checkpoint to go on from. Ask before starting any run."""
        for run in reversed(self.list()):
            if run.state == RUNNING and (self._folder / run.name / _CHECKPOINT).is_file():
                return run
        return None

    def read_checkpoint(self, run: Run) -> Checkpoint:
        """The state of a run after its last finished epoch.

        Raises:
            DigitpadError: there is none, or it is damaged.
        """
        try:
            with np.load(self._folder / run.name / _CHECKPOINT, allow_pickle=False) as archive:
                arrays = {name.removeprefix("array:"): archive[name] for name in archive.files}
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error) as error:
            raise DigitpadError(f"The checkpoint of “{run.title}” is missing or damaged; train it again.") from error
        return Checkpoint(run.history, arrays)

    def network_path(self, run: Run) -> Path:
        """The file of the run's network; it exists when the run ended with one."""
        return self._folder / run.name / _NETWORK

    def delete(self, run: Run) -> None:
        """Remove a run and everything of it."""
        shutil.rmtree(self._folder / run.name, ignore_errors=True)

    def _write_row(self, run: Run) -> None:
        values = dataclasses.asdict(run) | {"plan": run.plan.to_json()}
        write_atomically(self._folder / run.name / _ROW, json.dumps(values, indent=1).encode())

    def _read_row(self, folder: Path) -> Run | None:
        """A row, or None when its file is missing or is not one; other rows are not harmed by it."""
        try:
            path = folder / _ROW
            if path.stat().st_size > _MAX_ROW_BYTES:
                return None
            values = json.loads(path.read_bytes())
            return Run(
                name=folder.name,
                title=str(values["title"]),
                plan=TrainingPlan.from_json(values["plan"]),
                state=str(values["state"]),
                history=tuple(_epoch(epoch) for epoch in values["history"]),
                test=_score(values["test"]),
                sentence=str(values["sentence"]),
                class_names=tuple(str(name) for name in values["class_names"]),
            )
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError,
                DigitpadError):
            return None


def _score(values: Mapping[str, Any] | None) -> Score | None:
    return None if values is None else Score(float(values["loss"]), float(values["accuracy"]))


def _epoch(values: Mapping[str, Any]) -> Epoch:
    training = _score(values["training"])
    if training is None:
        raise ValueError("an epoch without a training score")
    return Epoch(int(values["number"]), training, _score(values["validation"]), float(values["seconds"]))
