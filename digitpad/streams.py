"""Standard output and standard error where the system gives none.

A program without a console on Windows begins with None for both, and so does one that `pythonw` or a careless service
starts; whatever prints would end it. What is asked for on a Windows command line is printed there nevertheless.
No Windows has run this yet: what is tried elsewhere is everything but the two calls of its API.
"""

import os
import sys
from pathlib import Path
from typing import TextIO

_CONSOLE = "CONOUT$"
_in_console: list[str] = []  # the streams that lead to the parent's console


def provide() -> None:
    """Put something into the place of each stream that is missing: the parent's console, or nowhere.

    The command line on Windows does not wait for such a program: its words come after the next prompt, and its exit
    code is known to `start /wait` only.
    """
    missing = [name for name in ("stdout", "stderr") if getattr(sys, name) is None]
    attached = bool(missing) and _attach_console()
    for name in missing:
        try:
            stream = _write_to(_CONSOLE if attached else os.devnull)
        except OSError:  # the console has gone in between
            stream = _write_to(os.devnull)
        setattr(sys, name, stream)
    if attached:
        _in_console.extend(missing)


def leave_console() -> None:
    """Give the parent's console back before a window opens, which would be closed with it without a question."""
    if _in_console:
        for name in _in_console:
            getattr(sys, name).close()
            setattr(sys, name, _write_to(os.devnull))
        _in_console.clear()
        _detach_console()


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
