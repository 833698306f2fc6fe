"""Open the database of samples: check it, migrate it, or open it read-only."""

import sqlite3
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.samples import repair, schema
from digitpad.samples.backups import Backups
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError, require_content
from digitpad.samples.sample import raster_mark
from digitpad.samples.schema import transaction
from digitpad.system.clock import SYSTEM_CLOCK
from digitpad.translation import N_


def open_to_write(data_dir: Path) -> sqlite3.Connection:
    """A connection to the collection of a data folder, sound and of the present version.

    Raises:
        Damaged, Newer: it is not.
        sqlite3.Error, DigitpadError: the system does not let it be written to.
    """
    path = data_dir / repair.NAME
    require_content(path)
    connection = schema.connect(path, "rw")
    try:
        schema.check(connection)
        connection.execute("PRAGMA journal_mode = WAL")  # where a network drive has none, the old journal does
        if schema.version(connection) < len(schema.MIGRATIONS):
            Backups(data_dir).add(connection, SYSTEM_CLOCK.today())
            schema.migrate(connection)
            schema.check_tables(connection)
        with transaction(connection):  # also shows whether it can be written to
            mark = raster_mark()
            row = connection.execute("SELECT value FROM facts WHERE name = 'raster'").fetchone()
            if row is None or row[0] != mark:
                # Pictures are derived from ink; when the way to draw them has changed, they are made again.
                connection.execute("UPDATE samples SET picture = NULL")
                connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES ('raster', ?)", (mark,))
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, beside others that do; raises like `open_to_write`."""
    require_content(path)
    try:
        return _checked(schema.connect(path, "ro"))
    except sqlite3.OperationalError:
        # In a folder that cannot be written to, SQLite cannot make the files that it puts beside the database.
        journal = path.with_name(path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            raise
        return _checked(schema.connect(path, "immutable"))


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        try:
            schema.check(connection)
        except NewerSchemaError as newer:
            try:
                schema.check_tables(connection)
            except DamagedDatabaseError:
                raise DigitpadError(
                    N_("A newer Digitpad made this collection, in a way that this one cannot read; install that one.")
                ) from newer
    except BaseException:
        connection.close()
        raise
    return connection
