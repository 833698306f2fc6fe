"""Lock a data folder for one writing window; the system frees the lock of a program that crashed."""

import contextlib
import json
import os
import platform
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from digitpad.errors import DigitpadError, reason_of
from digitpad.translation import N_

NAME = "in-use.lock"
_PLACE = 1 << 30  # a byte far behind the text: on Windows a locked byte cannot be read by others
_MOST = 1_000


class DataFolderInUseError(DigitpadError):
    """Somebody else has the data folder: said as a pupil at the second window understands it.

    Attributes:
        process: their process id, or None when they did not say.
        computer: the name of their computer, or an empty text.
        for_terminal: the same error for whoever starts programs by their names.
    """

    def __init__(self, data_dir: Path, process: int | None, computer: str) -> None:
        if not computer:
            key = N_("Digitpad is already open in another window; save samples in that window.")
        elif computer == platform.node():
            key = N_("Digitpad is already open on this computer; save samples in that window.")
        else:
            key = N_("Digitpad is already open on the computer “{computer}”; save samples in that window.")
        super().__init__(key, computer=computer)
        key = (
            N_(
                "Process {process} on the computer “{computer}” is using the data folder “{data_dir}”; close that "
                "Digitpad, or start this one with another folder (--data-dir)."
            )
            if process and computer
            else N_(
                "Another Digitpad is using the data folder “{data_dir}”; close that Digitpad, or start this one with "
                "another folder (--data-dir)."
            )
        )
        self.for_terminal = DigitpadError(key, process=process, computer=computer, data_dir=data_dir)
        self.process = process
        self.computer = computer


class DataLock:
    """The right to write to a data folder, from `take` until `release` or the end of the process."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @classmethod
    def take(cls, data_dir: Path) -> "DataLock":
        """Take the lock of a data folder, which is made if it is missing; never waits.

        Raises:
            DataFolderInUse: somebody has it; the message says where.
            DigitpadError: the folder cannot be written to.
        """
        path = data_dir / NAME
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            # Neither emptied nor deleted, ever: whoever has it locked must be found in it.
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b")
        except OSError as error:
            raise DigitpadError(
                N_("The data folder “{data_dir}” cannot be written to ({reason})."),
                data_dir=data_dir,
                reason=reason_of(error),
            ) from error
        try:
            if not _lock(file):
                raise DataFolderInUseError(data_dir, *_read(file))
            # That somebody has it is certain from here on; who, is told as well as possible.
            with contextlib.suppress(OSError):
                _write(file, {"process": os.getpid(), "computer": platform.node()})
        except BaseException:
            file.close()
            raise
        return cls(file)

    def release(self) -> None:
        """Let others have it; a second time does nothing."""
        if not self._file.closed:
            with contextlib.suppress(OSError):
                _write(self._file, None)
            with contextlib.suppress(OSError):  # its disk is gone; closed it is all the same
                self._file.close()

    def __enter__(self) -> "DataLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.release()


def _write(file: IO[bytes], holder: dict[str, object] | None) -> None:
    file.seek(0)
    file.truncate()
    if holder is not None:
        file.write(json.dumps(holder).encode())
    file.flush()


def _read(file: IO[bytes]) -> tuple[int | None, str]:
    """Process and computer of who has the lock, as far as they can be believed."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        holder = json.loads(file.read(_MOST))
        if isinstance(holder, dict):
            process, computer = holder.get("process"), holder.get("computer")
            if type(process) is int and isinstance(computer, str) and computer.isprintable():
                return process, computer
    return None, ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        file.seek(_PLACE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True
else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A network drive without locks: better two windows that know nothing of each other than none.
            return True
        return True
