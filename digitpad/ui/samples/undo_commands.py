"""Undo commands of the gallery: relabel and delete samples."""

from __future__ import annotations  # the types are for the reader, not for the start

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from digitpad.translation import _
from digitpad.ui.samples.store import SampleStore
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from digitpad.samples.collection import SampleCollection
    from digitpad.samples.sample import Deleted

Failed = Callable[[str], None]


@guarded
class SampleCommand(QUndoCommand):
    """A change of the collection that can be undone; it is done and undone in the store's thread, in order."""

    def __init__(self, text: str, store: SampleStore, failed: Failed) -> None:
        super().__init__(text)
        self._store = store
        self._failed = failed

    def redo(self) -> None:
        """Do it; Qt also calls this when the step is made."""
        self._store.change(self.do, lambda __: None, self._failed)

    def undo(self) -> None:
        """Take it back."""
        self._store.change(self.take_back, lambda __: None, self._failed)

    def do(self, samples: SampleCollection) -> None:
        """Change the collection; in the store's thread."""
        raise NotImplementedError

    def take_back(self, samples: SampleCollection) -> None:
        """Change it back; in the store's thread."""
        raise NotImplementedError


class RelabelCommand(SampleCommand):
    """Give samples another class."""

    def __init__(self, ids: tuple[str, ...], label: int, name: str, store: SampleStore, failed: Failed) -> None:
        super().__init__(_("This is a {name}").format(name=name), store, failed)
        self._labels = dict.fromkeys(ids, label)
        self._before: Mapping[str, int] = {}

    def do(self, samples: SampleCollection) -> None:
        """Change the labels."""
        self._before = samples.relabel(self._labels)

    def take_back(self, samples: SampleCollection) -> None:
        """As they were before."""
        samples.relabel(self._before)


class DeleteCommand(SampleCommand):
    """Delete samples."""

    def __init__(self, ids: tuple[str, ...], store: SampleStore, failed: Failed) -> None:
        super().__init__(_("Delete"), store, failed)
        self._ids = ids
        self._deleted: Deleted | None = None

    def do(self, samples: SampleCollection) -> None:
        """Delete them."""
        self._deleted = samples.delete(self._ids)

    def take_back(self, samples: SampleCollection) -> None:
        """Put them back where they were."""
        if self._deleted is not None:
            samples.restore(self._deleted)
            self._deleted = None
