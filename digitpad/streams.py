"""Standard output and standard error where the system gives none.

A program without a console on Windows begins with None for both, and so does one that `pythonw` or a careless service
starts; whatever prints would end it. What is asked for on a Windows command line is printed there nevertheless.
"""

import os
import sys
from pathlib import Path
from typing import TextIO


def provide() -> None:
    """Put something into the place of each stream that is missing: the parent's console, or nowhere."""
    missing = [name for name in ("stdout", "stderr") if getattr(sys, name) is None]
    if missing:
        attached = _attach_console()
        for name in missing:
            setattr(sys, name, _opened(attached))


def _opened(attached: bool) -> TextIO:
    if attached:
        try:
            return _write_to("CONOUT$")
        except OSError:  # it has gone in between
            pass
    return _write_to(os.devnull)


def _write_to(name: str) -> TextIO:
    return Path(name).open("w", encoding="utf-8", errors="backslashreplace", buffering=1)


def _attach_console() -> bool:
    """Whether the program that started this one has a console, which is this one's too from now on.

    Windows only, and no Windows has run this yet. The command line there does not wait for such a program: its words
    come after the next prompt, and its exit code is known to `start /wait` only.
    """
    if sys.platform != "win32":
        return False
    import ctypes

    parent = ctypes.c_uint32(-1)
    return bool(ctypes.windll.kernel32.AttachConsole(parent))
