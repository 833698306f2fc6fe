"""Files as Windows serves them, on Linux: what is open or read-only cannot be renamed, replaced or removed."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="who has a file open is read from Linux' /proc")

ACCESS_DENIED, SHARING_VIOLATION, ALREADY_EXISTS = 5, 32, 183
"""Windows' own numbers."""


def refusal(kind: type[OSError], number: int, path: object) -> OSError:
    """An error of Windows as Python gives it there."""
    error = kind(errno.EEXIST if kind is FileExistsError else errno.EACCES, f"[WinError {number}]", str(path))
    error.winerror = number  # type: ignore[attr-defined] # Windows has it
    return error


def opened() -> set[Path]:
    """The files that this process has open."""
    found: set[Path] = set()
    for descriptor in list(Path("/proc/self/fd").iterdir()):
        try:
            found.add(descriptor.readlink())
        except FileNotFoundError:  # the one that listed them
            continue
    return found


def _require_free(path: Any) -> None:
    real = Path(os.path.realpath(path))
    if any(each == real or real in each.parents for each in opened()):
        raise refusal(PermissionError, SHARING_VIOLATION, path)


def _require_writable(path: Any) -> None:
    if Path(path).is_file() and not Path(path).stat().st_mode & 0o200:
        raise refusal(PermissionError, ACCESS_DENIED, path)


@contextmanager
def as_on_windows() -> Iterator[None]:
    """While this lasts, `os` renames, replaces and removes files of this process by Windows' rules."""
    rename, replace, unlink = os.rename, os.replace, os.unlink

    def careful_rename(source: Any, target: Any, **options: Any) -> None:
        _require_free(source)
        if os.path.lexists(target):
            raise refusal(FileExistsError, ALREADY_EXISTS, target)
        rename(source, target, **options)

    def careful_replace(source: Any, target: Any, **options: Any) -> None:
        _require_free(source)
        _require_free(target)
        _require_writable(target)
        replace(source, target, **options)

    def careful_unlink(path: Any, **options: Any) -> None:
        if "dir_fd" not in options or options["dir_fd"] is None:
            _require_free(path)
            _require_writable(path)
        unlink(path, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "rename", careful_rename)
        patched.setattr(os, "replace", careful_replace)
        patched.setattr(os, "unlink", careful_unlink)
        patched.setattr(os, "remove", careful_unlink)
        yield
