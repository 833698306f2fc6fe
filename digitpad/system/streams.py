"""Provide standard output and error where the system gives none.

A program without a console on Windows begins with None for both, and so does one that `pythonw` or a careless service
starts; whatever prints would end it. What is asked for on a Windows command line is printed there nevertheless.
Wine has run this, no Windows yet: what is tested elsewhere is everything but the two calls of its API.
"""

import atexit
import contextlib
import errno
import faulthandler
import io
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

_CONSOLE = "CONOUT$"
_in_console: list[str] = []  # the streams that lead to the parent's console
_nowhere: list[str] = []  # those that lead nowhere
_silence = threading.Lock()


def provide() -> None:
    """Put something into the place of each stream that is missing: the parent's console, or nowhere.

    The command line on Windows does not wait for such a program: its words come after the next prompt, and its exit
    code is known to `start /wait` only.
    """
    _open_numbers()
    missing = [name for name in ("stdout", "stderr") if getattr(sys, name) is None]
    attached = bool(missing) and _attach_console()
    for name in missing:
        if attached:
            with contextlib.suppress(OSError):  # the console may have gone in between
                setattr(sys, name, _write_to(_CONSOLE))
                _in_console.append(name)
                continue
        _lead_nowhere(name)


def _open_numbers() -> None:
    """Have 0, 1 and 2 lead nowhere where they are closed.

    The next file that is opened would get such a number, and with it the messages that libraries write to it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            spare = os.open(os.devnull, os.O_RDWR)
            if spare != number:  # Windows does not give out these numbers by itself
                os.dup2(spare, number)
                os.close(spare)


@contextlib.contextmanager
def silent_libraries() -> Iterator[None]:
    """While this lasts, nothing reaches standard error, which libraries such as libtiff write to by themselves."""
    with _silence:  # a second one would take the silence for what to go back to
        kept = os.dup(2)
        try:
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device and no path
                os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _lead_nowhere(name: str) -> None:
    setattr(sys, name, _write_to(os.devnull))
    _nowhere.append(name)


def lead_to_log() -> bool:
    """Send to the log what would lead nowhere; called when a window opens.

    The parent's console is given back, or the window would be closed with it without a question.

    Returns:
        Whether standard error leads there.
    """
    if _in_console:
        for name in _in_console:
            getattr(sys, name).close()
            _lead_nowhere(name)
        _in_console.clear()
        _detach_console()
    for name in _nowhere:
        getattr(sys, name).close()
        setattr(sys, name, LogStream(name))
    kept = "stderr" in _nowhere
    _nowhere.clear()
    return kept


def reader_has_gone(error: OSError) -> bool:
    """Whether nobody reads any more what is printed, as in `digitpad ... | head`.

    For Windows that is an invalid argument, as a name may be; but then the error has the name.
    """
    if isinstance(error, BrokenPipeError):
        return True
    return sys.platform == "win32" and error.errno == errno.EINVAL and error.filename is None


def keep_crashes_in(log: Path) -> None:
    """Have a crash of a library say in a file where it was.

    It cannot make a file first: this one is there from the beginning and goes at a good end, if it is empty.
    """
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        file = log.open("ab")
        faulthandler.enable(file)
        atexit.register(_forget, file, log)


def _forget(file: BinaryIO, log: Path) -> None:
    faulthandler.disable()
    file.close()
    with contextlib.suppress(OSError):  # another window may have it open
        if not log.stat().st_size:
            log.unlink()


class LogStream(io.TextIOBase):
    """A text stream whose lines become log records; never fails."""

    def __init__(self, name: str) -> None:
        self._log = logging.getLogger(f"digitpad.{name}")
        self._begun = ""

    def writable(self) -> bool:
        """As every stream that is printed to."""
        return True

    def write(self, text: str) -> int:
        """Log the lines that end in this text; the rest waits for its end."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in filter(None, lines):
            self._log.info("%s", line)
        return len(text)


def _write_to(name: str) -> TextIO:
    return Path(name).open("w", encoding="utf-8", errors="backslashreplace", buffering=1)


if sys.platform == "win32":
    import ctypes

    def _attach_console() -> bool:
        """Share the console of the program that started this one; whether there is one."""
        return bool(ctypes.windll.kernel32.AttachConsole(ctypes.c_uint32(-1)))

    def _detach_console() -> None:
        ctypes.windll.kernel32.FreeConsole()
else:

    def _attach_console() -> bool:
        """Other systems give every program its streams or none."""
        return False

    def _detach_console() -> None:
        """There is none."""
