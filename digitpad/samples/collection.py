"""The pupils' collection of samples in the database `samples.db`: add, change and delete.

What a method has come back from is on the disk and survives a crash and a power cut. Any thread may call any method;
one at a time is served. Whoever opens a collection for writing holds the lock of the data folder (`data_lock`).
"""

import contextlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from digitpad.errors import DigitpadError
from digitpad.samples import backups, repair, schema
from digitpad.samples.backups import Backup, Backups
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError, in_words
from digitpad.samples.opening import open_to_read, open_to_write
from digitpad.samples.reader import SampleReader, names_json
from digitpad.samples.repair import DamagedSamplesError
from digitpad.samples.sample import Deleted, Sample, packed, packed_picture
from digitpad.samples.schema import transaction
from digitpad.system.clock import SYSTEM_CLOCK
from digitpad.translation import N_, _

_ROW = "number, id, class_set, label, seat, day, ink, picture"  # untranslated: columns
_INSERT = f"INSERT INTO samples ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"


class SampleCollection(SampleReader):
    """An open collection to which drawings are added."""

    @classmethod
    def open(cls, data_dir: Path) -> "SampleCollection":
        """Open the collection of a data folder for writing, or make it.

        Where it cannot be written to, or a later Digitpad made it, it can be read all the same: see `why_read_only`.

        Raises:
            DamagedSamples: it is damaged, and now put aside, or it is gone. Call `repair.restore_backup` or
                `repair.start_anew`, and open it again; without a backup, just open it again.
            DigitpadError: it is there, but the system does not let it be read.
        """
        try:
            return cls._open(data_dir)
        except DamagedDatabaseError as error:
            # Said only below: as long as the error is there, so is what was read last, and with it the open file,
            # which Windows does not let be put aside.
            damage = str(error)
        except NewerSchemaError:
            return cls.open_read_only(
                data_dir, _("A newer Digitpad made this collection; it can only be looked at here.")
            )
        except DamagedSamplesError:
            raise
        except DigitpadError as error:
            with contextlib.suppress(DigitpadError):
                return cls.open_read_only(data_dir, str(error))
            raise
        raise repair.lost(data_dir, damage)

    @classmethod
    def _open(cls, data_dir: Path) -> "SampleCollection":
        path = data_dir / repair.NAME
        with in_words(path, N_("Your collection cannot be opened for writing")):
            for folder in (data_dir, backups.folder(data_dir)):
                schema.remove_parts(folder)  # drawings may be in them
            if not path.exists():
                if (gone := repair.missing(data_dir)) is not None:
                    raise gone
                repair.create(data_dir)
            return cls(data_dir, open_to_write(data_dir))

    @classmethod
    def open_read_only(cls, data_dir: Path, why: str) -> "SampleCollection":
        """Open a collection that somebody else may be writing to; one that does not exist is empty.

        Args:
            data_dir: the data folder; nothing in it is changed.
            why: one sentence for those who want to write.

        Raises:
            DamagedSamples: it is damaged; it stays where it is.
            DigitpadError: the system does not let it be read, or a later Digitpad made it in a way not known here.
        """
        path = data_dir / repair.NAME
        try:
            with in_words(path, N_("Your collection cannot be read")):
                return cls(data_dir, open_to_read(path) if path.exists() else schema.in_memory(), why)
        except DamagedDatabaseError as error:
            raise DamagedSamplesError(
                N_("Your collection “{path}” is damaged ({error}); open Digitpad's window to bring back a backup."),
                path=path, error=error,
            ) from error

    def add(self, sample: Sample) -> None:
        """Keep a sample. When this has come back, it is on the disk.

        Raises:
            VanishedSamples: as from every change, when the data folder is gone.
            DigitpadError: the disk is full or read-only, or the like; nothing was kept.
        """
        self.add_many((sample,))

    def add_many(self, samples: Iterable[Sample]) -> int:
        """Keep all of these samples or none; those whose id is here already are left as they are.

        Returns:
            How many were new.

        Raises:
            DigitpadError: the disk is full or read-only, or the like; nothing was kept.
        """
        rows = [(None, sample, packed(sample.ink_json), packed_picture(sample.ink)) for sample in samples]
        with self._changing(N_("The samples were not saved") if len(rows) != 1 else N_("The drawing was not saved")):
            return sum(
                self._connection.execute(_INSERT, (number, sample.id, self._number_of(sample.class_names),
                                                   sample.label, sample.seat, sample.day, ink, picture)).rowcount
                for number, sample, ink, picture in rows
            )

    def relabel(self, labels: Mapping[str, int]) -> dict[str, int]:
        """Say what samples show, by id; ids that are not here are left out.

        Returns:
            What they were said to show before: given back to this method, it undoes the change.

        Raises:
            DigitpadError: a label is none of the sample's class set, or nothing can be written; nothing was changed.
        """
        before: dict[str, int] = {}
        with self._changing(N_("The labels were not changed")):
            for each, label in labels.items():
                row = self._connection.execute(
                    "SELECT label, names FROM samples JOIN class_sets ON class_sets.number = class_set WHERE id = ?",
                    (each,),
                ).fetchone()
                if row is None:
                    continue
                classes = len(schema.class_names(row[1]))
                if not 0 <= label < classes:
                    raise DigitpadError(
                        N_("There is no class {label}; choose one from 0 to {classes}."),
                        label=label,
                        classes=classes - 1,
                    )
                before[each] = row[0]
                self._connection.execute("UPDATE samples SET label = ? WHERE id = ?", (label, each))
        return before

    def delete(self, ids: Iterable[str]) -> Deleted:
        """Take samples out of the collection; a backup still has them (see `erase`).

        Returns:
            What `restore` puts back.

        Raises:
            DigitpadError: no backup can be made, or nothing can be written; nothing was changed.
        """
        wanted = list(dict.fromkeys(ids))
        self.back_up()
        with self._changing(N_("The samples were not deleted"), revised=False):
            found = (
                self._connection.execute(f"SELECT {_ROW} FROM samples WHERE id = ?", (each,)).fetchone()
                for each in wanted
            )
            rows = tuple(sorted(row for row in found if row is not None))
            self._connection.executemany("DELETE FROM samples WHERE id = ?", [(row[1],) for row in rows])
            numbers = {row[2] for row in rows}
            sets = self._connection.execute("SELECT number, names FROM class_sets").fetchall()
        return Deleted(rows, {number: schema.class_names(names) for number, names in sets if number in numbers})

    def restore(self, deleted: Deleted) -> None:
        """Put back what `delete` took out, where it was.

        Raises:
            DigitpadError: nothing can be written; nothing was changed.
        """
        with self._changing(N_("The samples were not put back")):
            for number, identity, class_set, *rest in deleted.rows:
                taken = self._connection.execute("SELECT 1 FROM samples WHERE number = ?", (number,)).fetchone()
                names = deleted.class_sets[int(str(class_set))]
                self._connection.execute(
                    _INSERT, (None if taken else number, identity, self._number_of(names), *rest)
                )

    # Backups, and deleting for good

    def back_up(self, today: date | None = None) -> Backup | None:
        """Make a backup, unless the newest one has every sample as it is; backups that are too old go.

        Returns:
            The new backup, or None.

        Raises:
            DigitpadError: there is no room or no right to write.
        """
        with self._writing(N_("No backup was made")):
            revision = self._fact("revision")
            if revision is None or revision == self._backups.revision():
                return None
            return self._backups.add(self._connection, today or SYSTEM_CLOCK.today())

    def back_up_daily(self, today: date | None = None) -> Backup | None:
        """Make a backup like `back_up`, unless the newest one is of today. Call it after opening."""
        day = today or SYSTEM_CLOCK.today()
        # The newest one alone: to a clock that was set back, today may have one from before.
        return None if any(backup.day == day for backup in self._backups.list()[-1:]) else self.back_up(day)

    def holding(self, ids: Iterable[str]) -> tuple[Path, ...]:
        """The backups, and the files once put aside, that have one of the samples or may have."""
        return backups.holding(self._other_files(), frozenset(ids))

    def erase(self, ids: Iterable[str], *, from_backups: bool) -> None:
        """Delete samples for good: nothing of them is left in the database or its journal. No undo.

        Args:
            ids: the samples; those that are only in backups as well.
            from_backups: also take them out of every backup, and remove files that were put aside or cannot be
                read if they may have them. Ask the user first.

        Raises:
            DigitpadError: something could not be written; call it again for the rest.
        """
        wanted = frozenset(ids)
        with self._writing(N_("The samples were not deleted permanently")):
            if from_backups:
                # First the copies: as long as a sample is seen, it can be erased again.
                aside = set(repair.asides(self._data_dir))
                for path in self.holding(wanted):
                    if path in aside:
                        path.unlink()
                    else:
                        backups.rewrite_without(path, wanted)
            backups.remove(self._connection, wanted)
            self._compact()

    def erase_all(self) -> None:
        """Delete every sample, every backup and every file that was put aside, for good. Ask the user first.

        Raises:
            DigitpadError: something could not be removed; call it again for the rest.
        """
        with self._writing(N_("Not everything was deleted")):
            for path in self._other_files():
                path.unlink()
            with transaction(self._connection):
                self._connection.execute("DELETE FROM samples")
                self._connection.execute("DELETE FROM class_sets")
            self._compact()

    def _compact(self) -> None:
        """Leave no free pages, and no journal, in which a sample could still be read."""
        self._connection.execute("VACUUM")
        busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise DigitpadError(
                N_(
                    "The samples are deleted, but another program is reading the collection; close it and "
                    "delete them permanently again."
                )
            )

    def _other_files(self) -> tuple[Path, ...]:
        return (*self._backups.paths(), *repair.asides(self._data_dir))

    @property
    def _backups(self) -> Backups:
        return Backups(self._data_dir)

    @contextmanager
    def _changing(self, what: str, *, revised: bool = True) -> Iterator[None]:
        """One transaction. After it the newest backup is out of date, unless it only deletes: the backup has more."""
        with self._writing(what), transaction(self._connection):
            yield
            if revised:
                self._set_fact("revision", secrets.token_hex(8))

    @contextmanager
    def _writing(self, what: str) -> Iterator[None]:
        """Like `_talking`, to a file that can be written to and has its name: before, and still afterwards."""
        with self._talking(what):
            if self.why_read_only:
                raise DigitpadError(self.why_read_only)
            self.require_there()
            yield
            self.require_there()

    def _number_of(self, names: tuple[str, ...]) -> int:
        """The number of a class set, which is added if it is new."""
        self._connection.execute(
            "INSERT INTO class_sets (names) VALUES (?) ON CONFLICT DO NOTHING", (names_json(names),)
        )
        number = self._class_set(names)
        assert number is not None
        return number

    def _set_fact(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))
