"""Write a file so that a crash at any moment leaves the old content or the new one, never a half."""

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from digitpad.errors import DigitpadError, reason_of
from digitpad.system.file_names import why_refused
from digitpad.translation import N_, Message, _

_PREFIX, _SUFFIX = ".digitpad-", ".part"
_LEFT_SECONDS = 3600

_ON_WINDOWS = sys.platform == "win32"
_TRIES = 10 if _ON_WINDOWS else 1
_PAUSE_SECONDS = 0.1
"""Windows renames nothing that is open: a virus scanner or another window looks at it, and is done in a moment."""


def write_atomically(path: Path, content: bytes, *, make_folder: bool = True) -> None:
    """Replace the file at `path` by `content`, or leave it exactly as it was.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and then take the name. Where the
    name is a link, the file that it leads to is replaced.

    Args:
        path: the file.
        content: all of it.
        make_folder: whether a folder that is missing is made; without it, one that was moved away is missed.

    Raises:
        DigitpadError: the folder is missing or read-only, the disk is full, or the system refuses the name.
    """
    try:
        target = _target_of(path)
        if make_folder:
            target.parent.mkdir(parents=True, exist_ok=True)
        part = _part_in(target.parent)
        file = part.open("xb")
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A new file keeps the permissions that the system gave it; on Windows every file does, its folder has them.
        if not _ON_WINDOWS and target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        replace(part, target)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    sync_folder(target.parent)


def remove_parts(folder: Path) -> None:
    """Remove what crashes left of files and folders that were being written, in a folder and those below it.

    What was written to in the last hour stays: another program may be at it. What will have been written in more than
    an hour was left before the clock was set back.
    """
    with contextlib.suppress(OSError):  # a folder goes while it is looked through, or cannot be written to
        parts = list(folder.rglob(f"{_PREFIX}*{_SUFFIX}"))
        now = _time_in(folder) if parts else 0.0
        for part in parts:
            with contextlib.suppress(OSError):  # it is gone already, or Windows knows who has it open
                if abs(now - max(each.stat().st_mtime for each in (part, *part.rglob("*")))) > _LEFT_SECONDS:
                    _remove(part)


def require_writable(path: Path) -> None:
    """Find out before long work whether its result can be written to `path`; leaves nothing behind.

    Raises:
        DigitpadError: it cannot, as far as one can tell without writing it.
    """
    try:
        target = _target_of(path)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        folder = next((place for place in target.parents if place.exists()), None)  # those below are made later
        if folder is None:
            raise FileNotFoundError(errno.ENOENT, _("there is no such drive"))
        # Its own name where that is free: only the system knows which it takes, and how long a path may be.
        probe = target if folder == target.parent and not os.path.lexists(target) else _part_in(folder)
        probe.open("xb").close()
        _patiently(probe.unlink)
    except (OSError, ValueError) as error:
        raise _cannot_write(path, error) from error


def is_file(path: Path) -> bool:
    """Whether there is such a file; not where a disk or a share does not answer, of which `Path.is_file` complains."""
    return os.path.isfile(path)  # noqa: PTH113 - see above


@contextlib.contextmanager
def scratch_file(folder: Path) -> Iterator[BinaryIO]:
    """A new file in a folder, gone afterwards.

    `tempfile` would try millions of names on Windows where nobody may write to the folder.

    Raises:
        OSError: the system does not let it be made.
    """
    part = _part_in(folder)
    with part.open("xb") as file:
        try:
            yield file
        finally:
            file.close()
            with contextlib.suppress(OSError):  # one day it goes with what crashes left
                _patiently(part.unlink)


def replace(source: Path, target: Path) -> None:
    """Let a file or a new folder take a name, the file also that of another file; tried again where Windows is slow.

    Raises:
        OSError: it cannot; both are as they were.
    """
    _patiently(partial(source.replace, target))


def _patiently(action: Callable[[], object]) -> None:
    """Do what Windows refuses while a file is open, again and again for a second."""
    for left in reversed(range(_TRIES)):
        try:
            action()
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE_SECONDS)


def _target_of(path: Path) -> Path:
    """The file that is written for a path: where the name is a link, the one that it leads to.

    Raises:
        DigitpadError: Windows would not write it.
        OSError, ValueError: nor would another system.
    """
    if (reason := why_refused(path)) is not None:
        raise _not_saved(path, reason)
    target = Path(os.path.realpath(path))
    # Elsewhere the folder alone decides which files in it can be replaced.
    if _ON_WINDOWS and target.is_file() and not target.stat().st_mode & stat.S_IWRITE:
        raise PermissionError(errno.EACCES, _("the file is read-only"))
    return target


def _part_in(folder: Path) -> Path:
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"


def _time_in(folder: Path) -> float:
    """What a file would say that is written now: the clock of a network drive may be another one than ours."""
    with scratch_file(folder) as file:
        return os.fstat(file.fileno()).st_mtime


def _remove(part: Path) -> None:
    if part.is_dir():
        import shutil

        shutil.rmtree(part)
    else:
        part.unlink()


def sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can do that to a folder (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, error: OSError | ValueError) -> DigitpadError:
    # A ValueError is about the name: a zero, or a character that the system's encoding does not have.
    return _not_saved(path, reason_of(error))


def _not_saved(path: Path, reason: str | Message) -> DigitpadError:
    return DigitpadError(
        N_("“{name}” could not be saved in “{folder}” ({reason}). Nothing was changed; choose another place."),
        name=path.name,
        folder=path.parent,
        reason=reason,
    )
