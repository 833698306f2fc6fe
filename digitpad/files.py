"""Writing what users made so that a crash at any moment leaves the old file or the new one, never a half."""

import contextlib
import os
import tempfile
from pathlib import Path

from digitpad.errors import DigitpadError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, or leave it exactly as it was.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and then take the name.

    Raises:
        DigitpadError: the folder is missing or read-only, the disk is full, or the system refuses the name.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".digitpad-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise DigitpadError(_cannot_write(path, error)) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode_for(path))
        part.replace(path)
    except OSError as error:
        raise DigitpadError(_cannot_write(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    _sync_folder(path.parent)


def _mode_for(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a newly created one."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    return 0o644


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can do that to a folder (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"“{path.name}” could not be saved in “{path.parent}” ({reason}). Nothing was changed; choose another place."
