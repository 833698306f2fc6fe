"""Repair a damaged or missing collection: put the rest aside, restore a backup.

Call these only while the data folder's lock is held and no `Samples` of the folder is open.
"""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from digitpad.errors import DigitpadError, reason_of
from digitpad.samples import schema
from digitpad.samples.backups import Backup, Backups, reading
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError, in_words
from digitpad.system.clock import SYSTEM_CLOCK
from digitpad.system.files import replace, sync_folder
from digitpad.translation import N_, Message, N_plural

NAME = "samples.db"
_JOURNALS = ("-wal", "-shm")


class DamagedSamplesError(DigitpadError):
    """The collection cannot be opened; the message says what became of it and what can be done.

    Attributes:
        backup: the newest sound backup for `restore_backup`, or None.
    """

    def __init__(self, key: str, /, backup: Backup | None = None, **facts: object) -> None:
        super().__init__(key, **facts)
        self.backup = backup


class VanishedSamplesError(DamagedSamplesError):
    """The collection is no longer where it was opened: a stick was pulled, or somebody moved or deleted its folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            N_(
                "Your collection “{name}” is no longer in “{folder}”, so nothing is saved; plug the stick in again or "
                "put the folder back, and try again."
            ),
            name=path.name, folder=path.parent,
        )


def lost(data_dir: Path, reason: str) -> DamagedSamplesError:
    """Put a damaged collection aside and say so.

    Raises:
        DigitpadError: the system does not let it be moved; it stays as it is.
    """
    aside = set_aside(data_dir)
    backup, then = _newest(data_dir)
    if aside is None:
        return DamagedSamplesError(N_("Your collection is gone. {then}"), backup=backup, then=then)
    return DamagedSamplesError(
        N_("Your collection is damaged ({reason}) and was put aside as “{name}”. {then}"),
        backup=backup, reason=reason, name=aside.name, then=then,
    )


def missing(data_dir: Path) -> DamagedSamplesError | None:
    """What to say when there is no collection: None when there never was one."""
    if any(_beside(data_dir / NAME, ending).exists() for ending in _JOURNALS):
        set_aside(data_dir)
    backup, then = _newest(data_dir)
    if backup is None:
        return None
    return DamagedSamplesError(
        N_("Your collection “{name}” is not in “{folder}”. {then}"),
        backup=backup, name=NAME, folder=data_dir, then=then,
    )


def restore_backup(data_dir: Path, backup: Backup) -> None:
    """Make a backup the collection; a collection that is there is put aside first.

    Raises:
        DigitpadError: the backup is damaged, or the disk is full or read-only; everything is as it was.
    """
    try:
        with (
            in_words(backup.path, N_("The backup was not brought back")),
            schema.making(data_dir / NAME, partial(set_aside, data_dir)) as part,
            reading(backup.path) as source,
        ):
            schema.copy(source, part)
    except (DamagedDatabaseError, NewerSchemaError) as error:
        raise DigitpadError(
            N_("The backup was not brought back: “{name}” is damaged; choose another one."), name=backup.path.name
        ) from error


def start_anew(data_dir: Path) -> None:
    """Begin an empty collection although there are backups; a collection that is there is put aside first.

    Raises:
        DigitpadError: the disk is full or read-only; everything is as it was.
    """
    with in_words(data_dir / NAME, N_("No collection was begun")):
        create(data_dir, partial(set_aside, data_dir))


def create(data_dir: Path, make_room: Callable[[], object] | None = None) -> None:
    """Make the empty collection; call it inside of `in_words`.

    Args:
        data_dir: where.
        make_room: puts away a collection that is there.
    """
    with schema.making(data_dir / NAME, make_room) as part, contextlib.closing(
        schema.connect(part, "rwc")
    ) as connection:
        schema.migrate(connection)


def set_aside(data_dir: Path) -> Path | None:
    """Rename what there is of the collection to `samples-damaged-DATE.db`; its new path, None if there was nothing.

    Raises:
        DigitpadError: the system does not allow it.
    """
    path = data_dir / NAME
    parts = [("", path), *((ending, _beside(path, ending)) for ending in _JOURNALS)]
    if not any(part.exists() for _, part in parts):
        return None
    stem = f"samples-damaged-{SYSTEM_CLOCK.today().isoformat()}"
    aside, number = data_dir / f"{stem}.db", 1
    while any(_beside(aside, ending).exists() for ending in ("", *_JOURNALS)):
        number += 1
        aside = data_dir / f"{stem}-{number}.db"
    try:
        # The file before its journal: a journal must never lie beside a file that it does not belong to.
        for ending, part in parts:
            if part.exists():
                replace(part, _beside(aside, ending))
    except OSError as error:
        raise DigitpadError(
            N_(
                "Your collection “{name}” in “{data_dir}” is damaged and cannot be put aside ({reason}); "
                "close other programs that use it."
            ),
            name=NAME,
            data_dir=data_dir,
            reason=reason_of(error),
        ) from error
    sync_folder(data_dir)
    return aside


def asides(data_dir: Path) -> tuple[Path, ...]:
    """All files that were ever put aside, with their journals."""
    with contextlib.suppress(OSError):
        return tuple(sorted(path for path in data_dir.iterdir() if path.name.startswith("samples-damaged-")))
    return ()


def _newest(data_dir: Path) -> tuple[Backup | None, Message]:
    """The newest sound backup, if there is one, and what is said of it."""
    found = Backups(data_dir).newest_good()
    if found is None:
        return None, Message(N_("There is no backup of it, so an empty one begins."))
    backup, count = found
    sentence = N_plural(
        "The backup of {day} with {count:,} sample can be brought back.",
        "The backup of {day} with {count:,} samples can be brought back.",
    )
    return backup, Message(sentence, day=backup.day.isoformat(), count=count)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
