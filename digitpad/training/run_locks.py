"""Tell other programs which runs this one trains: a lock in the run's folder, which the system frees at the end."""

import contextlib
import os
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.system.data_lock import DataFolderInUseError, DataLock

held: dict[Path, DataLock] = {}
"""The runs of this program that go on, by their folders."""


def hold(folder: Path) -> None:
    """Tell other programs that the run in this folder goes on, until it is let go."""
    if folder not in held and os.path.isdir(folder):  # noqa: PTH112 - false where a disk does not answer
        with contextlib.suppress(DigitpadError):
            held[folder] = DataLock.take(folder)


def let_go(folder: Path) -> None:
    """Tell other programs that nobody trains the run here any more."""
    if (lock := held.pop(folder, None)) is not None:
        lock.release()


def is_elsewhere(folder: Path) -> bool:
    """Whether another program trains the run at this moment."""
    if folder in held:
        return False
    try:
        DataLock.take(folder).release()
    except DataFolderInUseError:
        return True
    except DigitpadError:  # a folder that is only to be read
        return False
    return False
