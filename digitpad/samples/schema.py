"""The database of samples: tables, migrations, connection settings, checks; making a new file of it.

A new database is made under another name, checked, and then takes its name, so that whoever opens a file of that
name finds a whole one or a damaged one, never one that is just being made.
"""

import contextlib
import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from digitpad.errors import DigitpadError
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError
from digitpad.samples.sample import check_class_names
from digitpad.system.files import replace, sync_folder
from digitpad.translation import _

APPLICATION_ID = 0x44494749  # "DIGI"
PART_PREFIX = ".samples-"
"""How the names of files begin that are just being made; what a crash left of them can go."""

BUSY_SECONDS = 2.0

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE class_sets (number INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE)",
        # Numbers are never given twice, so that what is put back finds its place free.
        """CREATE TABLE samples (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
            class_set INTEGER NOT NULL REFERENCES class_sets (number),
            label INTEGER NOT NULL CHECK (typeof(label) = 'integer' AND label BETWEEN 0 AND 61),
            seat INTEGER CHECK (seat IS NULL OR typeof(seat) = 'integer' AND seat BETWEEN 1 AND 9999),
            day TEXT NOT NULL CHECK (length(day) = 10),
            ink BLOB NOT NULL CHECK (typeof(ink) = 'blob'),
            picture BLOB CHECK (picture IS NULL OR typeof(picture) = 'blob')
        )""",
        "CREATE INDEX samples_by_class ON samples (class_set, label)",
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
)
"""The statements that lead from each version of the tables to the next; `user_version` counts them.

`ink` is JSON; `picture` is what `ink.raster` makes of it, kept since making it takes a millisecond, and NULL where it
has yet to be made. Both are zlib-compressed, which saves room and sees damage.
"""

_COLUMNS = {
    "class_sets": {"number", "names"},
    "samples": {"number", "id", "class_set", "label", "seat", "day", "ink", "picture"},
    "facts": {"name", "value"},
}
def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that begins and ends transactions only when told to, for any thread.

    Args:
        path: the database.
        mode: `rw`, `rwc` to make it, `ro`, or `immutable` for a file that nobody writes to: beside it, no other
            file is looked at or made.
    """
    place = os.fsencode(path.absolute().as_posix())
    # Also right for a drive (/C:/...) and for a computer in the network (//server/share/...).
    uri = "file://" + ("" if place.startswith(b"/") else "/") + quote(place, safe="/:")
    uri += "?immutable=1" if mode == "immutable" else f"?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory() -> sqlite3.Connection:
    """An empty collection that is nowhere."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _set_up(connection)
    migrate(connection)
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    for statement in (
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA synchronous = FULL",
        "PRAGMA temp_store = MEMORY",  # no drawing in the system's folder for temporary files
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
    ):
        connection.execute(statement)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that happens meanwhile, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back by itself
                connection.execute("ROLLBACK")
        raise


def version(connection: sqlite3.Connection) -> int:
    """How many migrations a database has behind it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to the present version, all the way or not at all."""
    with transaction(connection):
        for statements in MIGRATIONS[version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def check(connection: sqlite3.Connection) -> None:
    """Read all of a database and see whether it is sound.

    Raises:
        Damaged: it is not, or another program made it.
        Newer: it may be sound, but what its tables mean is not known here.
        sqlite3.Error: as well, for some kinds of damage; `in_words` tells them apart.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        # Asked first: what is wrong with another program's file is its own affair.
        raise DamagedDatabaseError(_("it is empty, or another program's"))
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise DamagedDatabaseError(_("its pages do not fit together"))
    if version(connection) > len(MIGRATIONS):
        raise NewerSchemaError
    if version(connection) < 1:
        raise DamagedDatabaseError(_("it has no version"))
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedDatabaseError(_("samples without a class set"))
    if version(connection) == len(MIGRATIONS):
        check_tables(connection)


def check_tables(connection: sqlite3.Connection) -> None:
    """See whether the tables have what this version reads.

    Raises:
        Damaged: they have not.
    """
    for table, columns in _COLUMNS.items():
        if not columns <= {str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")}:
            raise DamagedDatabaseError(_("the table “{table}” is missing or another").format(table=table))
    for names, highest in connection.execute(
        "SELECT names, max(label) FROM class_sets LEFT JOIN samples ON class_set = class_sets.number "
        "GROUP BY class_sets.number"
    ):
        if highest is not None and highest >= len(class_names(names)):
            raise DamagedDatabaseError(_("a label without a class"))


def class_names(text: object) -> tuple[str, ...]:
    """The names of a class set from how they are kept.

    Raises:
        Damaged: they are not.
    """
    try:
        values = json.loads(str(text))
        names = tuple(values)
        if not isinstance(values, list) or not all(isinstance(name, str) for name in names):
            _no_names()
        check_class_names(names)
        return names
    except (ValueError, TypeError, RecursionError, DigitpadError) as error:
        raise DamagedDatabaseError(_("a class set is damaged")) from error


def _no_names() -> NoReturn:
    raise ValueError("not a list of names")


@contextmanager
def making(path: Path, make_room: Callable[[], object] | None = None) -> Iterator[Path]:
    """A name for a new database in the folder of `path`; when the block ends well, the file takes that path.

    The file must be closed by then. It is checked first; whatever happens, nothing is left of it.

    Args:
        path: where it comes.
        make_room: puts away what is there, called when all of the new file is on the disk and known to be sound.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f"{PART_PREFIX}{secrets.token_hex(8)}.part"
    try:
        yield part
        with contextlib.closing(connect(part, "immutable")) as connection:
            check(connection)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if make_room is not None:
            make_room()
        replace(part, path)
        sync_folder(path.parent)
    finally:
        remove_parts(path.parent, part.name)


def remove_parts(folder: Path, name: str = PART_PREFIX) -> None:
    """Remove what is left of databases that were just being made."""
    with contextlib.suppress(OSError):
        for left in [each for each in folder.iterdir() if each.name.startswith(name)]:
            with contextlib.suppress(OSError):
                left.unlink()


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write all that a connection sees into a new file of its own, without files beside it."""
    with contextlib.closing(connect(target, "rwc")) as connection:
        source.backup(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
