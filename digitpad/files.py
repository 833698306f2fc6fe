"""Writing what users made so that a crash at any moment leaves the old file or the new one, never a half."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from digitpad.errors import DigitpadError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, or leave it exactly as it was.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and then take the name. Where the
    name is a link, the file that it leads to is replaced.

    Raises:
        DigitpadError: the folder is missing or read-only, the disk is full, or the system refuses the name.
    """
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.parent / f".digitpad-{secrets.token_hex(8)}.part"
        file = part.open("xb")
    except (OSError, ValueError) as error:
        raise DigitpadError(_cannot_write(path, error)) from error
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A new file keeps the permissions that the system gave it.
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except OSError as error:
        raise DigitpadError(_cannot_write(path, error)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    sync_folder(target.parent)


def require_writable(path: Path) -> None:
    """Find out before long work whether its result can be written to `path`; leaves nothing behind.

    Raises:
        DigitpadError: it cannot, as far as one can tell without writing it.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        folder = next(place for place in target.parents if place.exists())  # those below are made later
        part = folder / f".digitpad-{secrets.token_hex(8)}.part"
        part.open("xb").close()
        part.unlink()
    except (OSError, ValueError) as error:
        raise DigitpadError(_cannot_write(path, error)) from error


def sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can do that to a folder (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_write(path: Path, error: OSError | ValueError) -> str:
    # A ValueError is about the name: a zero, or a character that the system's encoding does not have.
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"“{path.name}” could not be saved in “{path.parent}” ({reason}). Nothing was changed; choose another place."
