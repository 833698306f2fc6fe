"""Backups of the collection of samples: their names, how many are kept, and when they are deleted.

Their names hold a day and a number, as in `samples-2026-11-21-0003.db`; no time of day is written anywhere. The number
goes on from day to day and tells which is newer, since a clock may have been wrong and be set back: the day only tells
how long one stays. Earlier Digitpads began with 1 every day, and wrote no zeros before it.
"""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from digitpad.errors import DigitpadError
from digitpad.samples import schema
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError, in_words, require_content
from digitpad.translation import N_

Answer = TypeVar("Answer")

_NAME = re.compile(r"samples-(\d{4}-\d\d-\d\d)-(\d{1,6})\.db", re.ASCII)
_DIGITS = 4  # of a number, at least
_RECENT = 24  # how many of today and yesterday stay: a lesson in which much is deleted makes many
_WEEK, _TWO_MONTHS = 7, 63  # days


@dataclass(frozen=True, order=True)
class Backup:
    """A copy of the collection as it was; an older one is less than a newer one.

    Attributes:
        number: which of all, from 1 on; 0 where an earlier Digitpad made it.
        day: when it was made, as the computer's clock said.
        path: its file.
        number_of_day: the number that an earlier Digitpad gave it, from 1 on; else 0.
    """

    number: int
    day: date
    path: Path = field(compare=False)
    number_of_day: int = 0


def folder(data_dir: Path) -> Path:
    """Where the backups of a data folder are."""
    return data_dir / "backups"


class Backups:
    """The backups of one data folder.

    Args:
        data_dir: the user's data folder; the folder `backups` in it need not exist.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = folder(data_dir)

    def list(self) -> tuple[Backup, ...]:
        """All backups, oldest first; nobody has looked whether they are sound."""
        try:
            files = [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)]
        except OSError:
            return ()
        return tuple(sorted(_backups(files)))

    def newest_good(self) -> tuple[Backup, int] | None:
        """The newest backup that is sound, and how many samples are in it."""
        for backup in reversed(self.list()):
            with (
                contextlib.suppress(DamagedDatabaseError, NewerSchemaError, DigitpadError),
                reading(backup.path) as connection,
            ):
                schema.check(connection)
                return backup, count(connection)
        return None

    def add(self, source: sqlite3.Connection, today: date) -> Backup:
        """Keep all that a connection sees, and let go of backups that are too old or too many.

        Raises:
            DigitpadError: there is no room or no right to write; nothing is left half done.
        """
        before = self.list()
        number = max((each.number for each in before), default=0) + 1
        name = f"samples-{today.isoformat()}-{number:0{_DIGITS}}.db"
        backup = Backup(number, today, self._folder / name)
        try:
            with (
                in_words(backup.path, N_("No backup was made, so nothing was changed")),
                schema.making(backup.path) as part,
            ):
                schema.copy(source, part)
        except (DamagedDatabaseError, NewerSchemaError) as error:
            raise DigitpadError(
                N_("No backup was made, so nothing was changed: the copy was not sound ({error}); restart Digitpad."),
                error=error,
            ) from error
        for old in set(before) - kept(before, today):
            with contextlib.suppress(OSError):  # tried again next time
                old.path.unlink()
        return backup

    def revision(self) -> str | None:
        """Which state of the collection the newest backup holds; None when there is no sound one."""
        newest = self.newest_good()
        return None if newest is None else _ask(newest[0].path, _revision)

    def paths(self) -> tuple[Path, ...]:
        """The files of all backups."""
        return tuple(backup.path for backup in self.list())


def kept(backups: Iterable[Backup], today: date) -> set[Backup]:
    """Which backups stay.

    Those of today and yesterday (the newest 24), the last of each day for a week, the last of each week for two
    months, and the newest of all. Where the day of one is still to come, the clock was wrong then or is now: it counts
    as today's, and the last of such a day stays until the day is over.
    """
    ordered = sorted(backups)
    recent = [backup for backup in ordered if (today - backup.day).days <= 1]
    days = {backup.day: backup for backup in ordered if (today - backup.day).days < _WEEK}
    weeks = {backup.day.isocalendar()[:2]: backup for backup in ordered if (today - backup.day).days < _TWO_MONTHS}
    return {*recent[-_RECENT:], *days.values(), *weeks.values(), *ordered[-1:]}


def holding(paths: Iterable[Path], ids: Collection[str]) -> tuple[Path, ...]:
    """Those of the databases that have one of the samples, or that cannot be read and so may have."""
    return tuple(path for path in paths if _ask(path, lambda connection: _has(connection, ids)) is not False)


def rewrite_without(path: Path, ids: Iterable[str]) -> None:
    """Take samples out of a database for good; one that cannot be read is removed.

    Raises:
        DigitpadError: the system does not let go of it; it is as it was.
    """
    what = N_("The samples are still in a backup")
    try:
        with in_words(path, what), schema.making(path) as part:
            with reading(path) as old:
                schema.copy(old, part)
            with contextlib.closing(schema.connect(part, "rw")) as connection:
                remove(connection, ids)
                connection.execute("VACUUM")
    except (DamagedDatabaseError, NewerSchemaError):
        with in_words(path, what):
            path.unlink(missing_ok=True)


def remove(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Delete samples in a transaction of its own."""
    with schema.transaction(connection):
        connection.executemany("DELETE FROM samples WHERE id = ?", ((each,) for each in ids))


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A backup to read from.

    Raises:
        Damaged, DigitpadError: it cannot be read.
    """
    with in_words(path, N_("The backup cannot be read")):
        require_content(path)
        with contextlib.closing(schema.connect(path, "immutable")) as connection:
            yield connection


def count(connection: sqlite3.Connection) -> int:
    """How many samples a database has."""
    return int(connection.execute("SELECT count(*) FROM samples").fetchone()[0])


def _backups(files: Iterable[Path]) -> Iterator[Backup]:
    for path in files:
        match = _NAME.fullmatch(path.name)
        with contextlib.suppress(ValueError):  # the 31st of February
            if match is not None:
                day, number = date.fromisoformat(match[1]), int(match[2])
                yield Backup(number, day, path) if len(match[2]) >= _DIGITS else Backup(0, day, path, number)


def _ask(path: Path, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
    """What a database answers; None when it cannot be read."""
    with contextlib.suppress(DamagedDatabaseError, DigitpadError), reading(path) as connection:
        return question(connection)
    return None


def _has(connection: sqlite3.Connection, ids: Collection[str]) -> bool:
    wanted = set(ids)
    return any(each in wanted for (each,) in connection.execute("SELECT id FROM samples"))


def _revision(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()
    return None if row is None else str(row[0])
