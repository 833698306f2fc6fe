"""Read the pupils' collection; `collection` adds to it and changes it."""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from digitpad.data.digits import Pictures
from digitpad.errors import DigitpadError
from digitpad.ink.raster import SIZE
from digitpad.ink.stroke import Ink, parse_ink
from digitpad.samples import schema
from digitpad.samples.backups import count
from digitpad.samples.database_errors import DamagedDatabaseError, NewerSchemaError, in_words
from digitpad.samples.repair import NAME, VanishedSamplesError
from digitpad.samples.sample import Collection, Sample, packed_picture, raster_mark, unpacked, unpacked_picture
from digitpad.samples.schema import transaction
from digitpad.translation import N_, Message

_NOT_READ = N_("The collection cannot be read")


class SampleReader:
    """An open collection to look at. Any thread may call any method; one at a time is served.

    Args:
        data_dir: the user's data folder.
        connection: to the database in it; closed by `close`.
        why_read_only: one sentence when nothing can be added or changed, else an empty text.
    """

    def __init__(self, data_dir: Path, connection: sqlite3.Connection, why_read_only: str = "") -> None:
        self.why_read_only = why_read_only
        self._data_dir = data_dir
        self._path = data_dir / NAME
        self._connection = connection
        self._file = _file_at(self._path)
        self._lock = threading.RLock()
        try:
            with self._talking(_NOT_READ):
                self._pictures_are_old = self._fact("raster") != raster_mark()
        except BaseException:
            connection.close()
            raise

    def require_there(self) -> None:
        """Find out whether the open file still has its name: what is written to one without a name is nowhere.

        Raises:
            VanishedSamples: it has not; the folder was moved or deleted, or another one is in its place.
        """
        if _file_at(self._path) != self._file:
            raise VanishedSamplesError(self._path)

    def close(self) -> None:
        """Let go of the files; a second time does nothing."""
        with self._lock, contextlib.suppress(sqlite3.Error):  # everything is on the disk already
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        with self._talking(_NOT_READ):
            return count(self._connection)

    def class_sets(self) -> tuple[tuple[str, ...], ...]:
        """The class sets that have samples, oldest first."""
        with self._talking(_NOT_READ):
            return tuple(
                schema.class_names(names)
                for (names,) in self._connection.execute(
                    "SELECT names FROM class_sets WHERE number IN (SELECT class_set FROM samples) ORDER BY number"
                )
            )

    def counts(self, class_names: tuple[str, ...]) -> tuple[int, ...]:
        """How many samples each class of a set has."""
        with self._talking(_NOT_READ):
            found = dict(
                self._connection.execute(
                    "SELECT label, count(*) FROM samples WHERE class_set = ? GROUP BY label",
                    (self._class_set(class_names),),
                )
            )
            return tuple(int(found.get(label, 0)) for label in range(len(class_names)))

    def seats(self) -> tuple[int, ...]:
        """The seats that have samples, in order."""
        with self._talking(_NOT_READ):
            return tuple(
                int(seat)
                for (seat,) in self._connection.execute(
                    "SELECT DISTINCT seat FROM samples WHERE seat IS NOT NULL ORDER BY seat"
                )
            )

    def days(self) -> tuple[str, ...]:
        """The days on which samples were drawn, in order."""
        with self._talking(_NOT_READ):
            return tuple(str(day) for (day,) in self._connection.execute(
                "SELECT DISTINCT day FROM samples ORDER BY day"))

    def ids(self) -> tuple[str, ...]:
        """The ids of all samples, oldest first."""
        with self._talking(_NOT_READ):
            return tuple(str(each) for (each,) in self._connection.execute("SELECT id FROM samples ORDER BY number"))

    def collection(self, class_names: tuple[str, ...]) -> Collection:
        """The pictures of a class set, oldest first."""
        with self._talking(_NOT_READ):
            rows = self._connection.execute(
                # Without the plus, SQLite would take the index here too, and sort all pictures.
                "SELECT number, id, label, seat, picture FROM samples WHERE +class_set = ? ORDER BY number",
                (self._class_set(class_names),),
            ).fetchall()
            numbers, ids, labels, seats, kept = zip(*rows, strict=True) if rows else ((),) * 5
            found = [None if self._pictures_are_old else unpacked_picture(picture) for picture in kept]
            drawn = self._drawn([number for number, picture in zip(numbers, found, strict=True) if picture is None])
            pictures = b"".join(picture or drawn[number] for number, picture in zip(numbers, found, strict=True))
            images = np.frombuffer(pictures, np.uint8).reshape(-1, SIZE, SIZE)
            return Collection(
                class_names,
                tuple(map(str, ids)),
                Pictures(images, np.array(labels, np.uint8)),
                np.array([seat or 0 for seat in seats], np.int32),
            )

    def samples(self, ids: Iterable[str]) -> Iterator[Sample]:
        """The samples of these ids, in that order, one at a time; an id that is not here is left out.

        Raises:
            DigitpadError: what is kept of one is damaged; the message names its number.
        """
        for each in ids:
            with self._talking(_NOT_READ):
                row = self._connection.execute(
                    "SELECT samples.number, id, ink, label, names, seat, day FROM samples "
                    "JOIN class_sets ON class_sets.number = class_set WHERE id = ?", (each,)
                ).fetchone()
                if row is None:
                    continue
                number, identity, ink, label, names, seat, day = row
                sample = Sample(identity, unpacked(number, ink), label, schema.class_names(names), seat, day)
            yield sample

    @contextmanager
    def _talking(self, what: str) -> Iterator[None]:
        """Nobody else speaks with the database meanwhile, and its errors become sentences."""
        try:
            with self._lock, in_words(self._path, what):
                yield
        except (DamagedDatabaseError, NewerSchemaError) as error:
            raise DigitpadError(
                N_("{what}: “{name}” is damaged ({error}); restart Digitpad to bring back a backup."),
                what=Message(what), name=self._path.name, error=error,
            ) from error

    def _class_set(self, names: tuple[str, ...]) -> int | None:
        """The number of a class set; None when it is not known."""
        row = self._connection.execute("SELECT number FROM class_sets WHERE names = ?", (names_json(names),)).fetchone()
        return None if row is None else int(row[0])

    def _fact(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def _drawn(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """Pictures made from the ink, and kept for the next time; a sample that is damaged gives an empty one."""
        inks: dict[int, Ink] = {}
        for number in numbers:
            row = self._connection.execute("SELECT ink FROM samples WHERE number = ?", (number,)).fetchone()
            with contextlib.suppress(DigitpadError):
                inks[number] = parse_ink(unpacked(number, row[0]))
        packed = {number: packed_picture(ink) for number, ink in inks.items()}
        if packed and not self.why_read_only:
            with contextlib.suppress(sqlite3.Error), transaction(self._connection):  # they can be made again
                self._connection.executemany(
                    "UPDATE samples SET picture = ? WHERE number = ?",
                    [(picture, number) for number, picture in packed.items()],
                )
        nothing = bytes(SIZE * SIZE)
        return {number: unpacked_picture(packed.get(number)) or nothing for number in numbers}


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file has that name, on any disk; None when none has."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def names_json(names: tuple[str, ...]) -> str:
    """A class set as it is kept."""
    return json.dumps(names, ensure_ascii=False)
