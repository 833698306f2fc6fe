"""Access to the sample collection from the window, in a background thread; opened at its first use."""

from __future__ import annotations  # SQLite is imported by the first job, not at the start

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from digitpad.errors import DigitpadError
from digitpad.ui.background.jobs import CLOSE_MILLISECONDS, Jobs

if TYPE_CHECKING:
    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.repair import DamagedSamplesError, VanishedSamplesError
    from digitpad.system.data_lock import DataLock

T = TypeVar("T")


class SampleStore(QObject):
    """Run queries and changes of the sample collection one after the other in a background thread.

    Where another window has the data folder, the collection can be looked at, and every call tries again whether that
    window has gone. Where the collection itself has gone, every call tries again whether it is back.

    Args:
        data_dir: the user's data folder.
        parent: whose object this is.

    Signals:
        changed: the samples of the collection have changed.
        note_changed: `note` has changed.
        damaged: the collection is damaged, missing, or gone while it was open, as this `DamagedSamplesError` says;
            `bring_back`, `begin_anew` and, where it is only gone, `try_again` end it.
    """

    changed = Signal()
    note_changed = Signal()
    damaged = Signal(object)
    _noted = Signal(str)
    _found = Signal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self._note = ""
        self._jobs = Jobs(self)
        self._noted.connect(self._take_note, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self.damaged, Qt.ConnectionType.QueuedConnection)
        # From here on only for the thread of the jobs.
        self._samples: SampleCollection | None = None
        self._lock: DataLock | None = None
        self._damage: DamagedSamplesError | None = None

    @property
    def note(self) -> str:
        """Why nothing can be added or changed, or what else is wrong, in one sentence; empty when all is well."""
        return self._note

    @property
    def busy(self) -> bool:
        """Whether something is not done or not answered yet."""
        return self._jobs.busy

    def look(
        self, question: Callable[[SampleCollection], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Ask the collection; `done` gets the answer or `failed` a sentence, later and in this thread."""
        self._jobs.start(lambda: self._do(question), done, failed)

    def change(
        self, work: Callable[[SampleCollection], T], done: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        """Change the collection; like `look`, and `changed` is emitted after `done`."""

        def finished(result: T) -> None:
            done(result)
            self.changed.emit()

        self._jobs.start(lambda: self._do(work), finished, failed)

    def bring_back(self, done: Callable[[None], None], failed: Callable[[str], None]) -> None:
        """Let the backup that was offered take the place of the damaged collection."""
        from digitpad.samples import repair

        def work(damage: DamagedSamplesError) -> None:
            if damage.backup is not None:
                repair.restore_backup(self.data_dir, damage.backup)

        self._mend(work, done, failed)

    def begin_anew(self, done: Callable[[None], None], failed: Callable[[str], None]) -> None:
        """Begin an empty collection; the damaged one stays aside and the backups where they are."""
        from digitpad.samples import repair
        from digitpad.system.data_lock import DataLock

        def work(damage: DamagedSamplesError) -> None:
            if self._is_blocked():  # else it is back while somebody was asked
                self._lock = self._lock or DataLock.take(self.data_dir)
                repair.start_anew(self.data_dir)

        self._mend(work, done, failed)

    def try_again(self, done: Callable[[None], None], failed: Callable[[str], None]) -> None:
        """Go on, if the collection that was gone is back."""

        def work(damage: DamagedSamplesError) -> None:
            if self._is_blocked():
                raise damage

        self._mend(work, done, failed)

    def close(self, milliseconds: int = CLOSE_MILLISECONDS) -> bool:
        """Finish what was begun, and let others have the data folder; whether that came about in time."""
        is_done = self._jobs.close(milliseconds)
        if is_done:
            self._let_go()
        return is_done

    def _mend(
        self, work: Callable[[DamagedSamplesError], None], done: Callable[[None], None], failed: Callable[[str], None]
    ) -> None:
        def mend() -> None:
            if self._damage is not None:
                work(self._damage)
                self._damage = None
            self._open()

        def finished(_: None) -> None:
            done(None)
            self.changed.emit()

        self._jobs.start(mend, finished, failed)

    # In the thread of the jobs

    def _do(self, work: Callable[[SampleCollection], T]) -> T:
        from digitpad.samples.repair import VanishedSamplesError

        samples = self._open()
        try:
            return work(samples)
        except VanishedSamplesError as gone:
            self._lose(gone)
            raise

    def _lose(self, gone: VanishedSamplesError) -> None:
        """Let go of what is gone, and say so unless another collection has its place."""
        self._let_go()
        self._damage = gone
        if self._is_blocked():
            self._noted.emit(str(gone))
            self._found.emit(gone)

    def _let_go(self) -> None:
        if self._samples is not None:
            self._samples.close()
        if self._lock is not None:
            self._lock.release()
        self._samples = self._lock = None

    def _is_blocked(self) -> bool:
        """Whether nothing is kept anywhere before somebody has decided, or has put back what is gone."""
        from digitpad.samples.repair import NAME, VanishedSamplesError

        if isinstance(self._damage, VanishedSamplesError):
            return not os.path.exists(self.data_dir / NAME)  # noqa: PTH110 - false as well where a disk does not answer
        return self._damage is not None and self._damage.backup is not None

    def _open(self) -> SampleCollection:
        """The open collection; raises `DigitpadError` while it cannot be opened."""
        from digitpad.samples.collection import SampleCollection
        from digitpad.samples.repair import DamagedSamplesError, VanishedSamplesError
        from digitpad.system.data_lock import DataLock

        if self._samples is not None:
            try:
                self._samples.require_there()
            except VanishedSamplesError as gone:
                self._lose(gone)
        if self._samples is not None and (self._lock is not None or not self._is_free()):
            return self._samples
        if self._damage is not None and self._is_blocked():
            raise self._damage
        self._damage = None
        try:
            self._lock = self._lock or DataLock.take(self.data_dir)
        except DigitpadError as error:
            self._samples = SampleCollection.open_read_only(self.data_dir, str(error))
        else:
            try:
                self._samples = SampleCollection.open(self.data_dir)
            except DamagedSamplesError as damage:
                self._damage = damage
                self._noted.emit(str(damage))
                self._found.emit(damage)
                if damage.backup is not None:
                    raise
                self._samples = SampleCollection.open(self.data_dir)  # an empty one begins, as the message says
                return self._samples
        self._noted.emit(self._samples.why_read_only or self._back_up())
        return self._samples

    def _is_free(self) -> bool:
        """Whether the window that had the data folder has gone; then it is ours, and is opened anew."""
        from digitpad.system.data_lock import DataLock

        with contextlib.suppress(DigitpadError):
            self._lock = DataLock.take(self.data_dir)
        if self._lock is None or self._samples is None:
            return False
        self._samples.close()
        self._samples = None
        return True

    def _back_up(self) -> str:
        """Make the backup of the day; what is wrong if it cannot be made."""
        assert self._samples is not None
        try:
            self._samples.back_up_daily()
        except DigitpadError as error:
            return str(error)
        return ""

    # In the window's thread

    def _take_note(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self.note_changed.emit()
