"""Invented runs, with networks that nobody had to train."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from digitpad.model.network import Network
from digitpad.training.epoch import Epoch, Score
from digitpad.training.plan import Augmentation, TrainingPlan
from digitpad.training.progress import Outcome
from digitpad.training.run import Checkpoint, Run
from digitpad.training.runs import Runs
from helpers.networks import always

NAMES = tuple("0123456789")
PLAN = TrainingPlan(hidden=(5, 4), augmentation=Augmentation(rotation=3.0))


def row_file(folder: Path, run: Run) -> Path:
    return folder / run.name / "run.json"


def history(epochs: int, best: float = 0.9, *, validated: bool = True) -> tuple[Epoch, ...]:
    """Accuracy rises evenly to `best`."""
    return tuple(
        Epoch(
            number,
            Score(2.0 / number, best * number / epochs),
            Score(2.5 / number, best * number / epochs / 2) if validated else None,
            1.5,
        )
        for number in range(1, epochs + 1)
    )


def checkpoint(epochs: int) -> Checkpoint:
    random = np.random.default_rng(epochs)
    return Checkpoint(history(epochs), {"weight/0": random.normal(size=(3, 4)), "state": np.array([1, 2], np.uint32)})


def outcome(
    epochs: int = 3, accuracy: float = 0.9, *, stopped: bool = False, network: Network | None = None
) -> Outcome:
    return Outcome(network or always([0.1] * 10), history(epochs), Score(0.3, accuracy), stopped)


def add_run(runs: Runs, title: str, network: Network | None = None, **settings: object) -> Run:
    """A finished run with a network and a checkpoint."""
    plan = TrainingPlan(**{"epochs": 3, **settings})  # type: ignore[arg-type] # of several types
    names = network.info.class_names if network is not None else NAMES
    run = runs.begin(plan, names)
    run = runs.checkpoint(run, checkpoint(3))
    run = runs.end(run, outcome(3, network=network))
    return runs.rename(run, title)


@contextmanager
def trained_elsewhere(folder: Path) -> Iterator[None]:
    """While this lasts, another program trains the run of that folder, as far as anybody can tell."""
    script = "import sys; from pathlib import Path; from digitpad.system.data_lock import DataLock\n"
    script += "lock = DataLock.take(Path(sys.argv[1])); print('taken', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "taken\n"
        try:
            yield
        finally:
            other.kill()
            other.wait()


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file, but for the locks, byte for byte."""
    return {name: (folder / name).read_bytes() for name in files(folder) if not name.endswith(".lock")}
