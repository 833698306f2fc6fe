"""Tell a damaged database of samples from everything else that SQLite may report, and say that in one sentence."""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.formatting import printable
from digitpad.translation import N_, Message, _

_MOST_WORDS = 100  # characters of a reason
# SQLite's primary codes that say something about the file; only then may it be put aside.
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT,
           sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_FORMAT}
# Those that say something about the computer.
_BUSY = N_("{what}: “{name}” in “{parent}”, another program is writing to it; wait or close that one.")
_SENTENCES = {
    sqlite3.SQLITE_FULL: N_("{what}: “{name}” in “{parent}”, the disk is full; make room and try again."),
    sqlite3.SQLITE_READONLY: N_(
        "{what}: “{name}” in “{parent}”, it is read-only; ask for the right to write there."
    ),
    sqlite3.SQLITE_PERM: N_(
        "{what}: “{name}” in “{parent}”, the system does not allow it; ask for the right to write there."
    ),
    sqlite3.SQLITE_CANTOPEN: N_(
        "{what}: “{name}” in “{parent}”, the system does not open it; look at the folder's rights and the room on the "
        "disk."
    ),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: N_(
        "{what}: “{name}” in “{parent}”, the disk does not do what it is asked; look at the room on it."
    ),
    sqlite3.SQLITE_NOMEM: N_("{what}: “{name}” in “{parent}”, the memory is full; close other programs."),
}
_OTHER = N_("{what}: “{name}” in “{parent}”, SQLite says “{error}”; restart Digitpad.")


class DamagedDatabaseError(Exception):
    """The file is no sound database of samples; the text says in a few words why."""

    def __init__(self, reason: str) -> None:
        # SQLite repeats what stands in the file, and says some things in several lines.
        super().__init__(printable(reason, _MOST_WORDS, instead=" "))


class NewerSchemaError(Exception):
    """A later Digitpad made the database."""


@contextmanager
def in_words(path: Path, what: str) -> Iterator[None]:
    """Whatever SQLite complains about meanwhile becomes one sentence, or `Damaged`.

    Args:
        path: the database.
        what: what is not done then, such as `N_("The drawing was not saved")`.
    """
    facts = {"what": Message(what), "name": path.name, "parent": path.parent}
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        # A text that is not UTF-8 is found by Python, which gives no code.
        if (code is None and isinstance(error, sqlite3.OperationalError)) or (code or 0) & 0xFF in _DAMAGE:
            raise DamagedDatabaseError(str(error)) from error
        raise DigitpadError(_SENTENCES.get((code or 0) & 0xFF, _OTHER), **facts, error=error) from error
    except UnicodeDecodeError as error:
        # SQLite repeats what stands in the file, even in what it complains about.
        raise DamagedDatabaseError(_("a text in it is broken")) from error
    except OSError as error:
        sentence = N_("{what}: “{name}” in “{parent}” ({reason}).")
        raise DigitpadError(sentence, **facts, reason=reason_of(error)) from error


def require_content(path: Path) -> None:
    """See that there is a file with something in it: Windows says of folders too that they are empty.

    Raises:
        Damaged: it is empty.
        OSError: it is a folder, or is not there.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not status.st_size:
        raise DamagedDatabaseError(_("it is empty"))
