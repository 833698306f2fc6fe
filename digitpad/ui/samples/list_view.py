"""A scrolling grid of sample pictures with keys to relabel, delete and undo."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from digitpad.ui.samples.list_model import SampleDelegate, SampleListModel
from digitpad.ui.samples.recorder import label_of
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.picture_grid import PictureGrid

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.Delete)
"""Shortcuts of the canvas elsewhere in the window; of the samples while these have the focus."""


@guarded
class SampleListView(PictureGrid):
    """The samples of a model as a grid; keys relabel, delete, undo and redo.

    Signals:
        label_chosen: the class of this number was chosen for the selected samples.
        delete_wanted, undo_wanted, redo_wanted: a key was pressed.
        sample_opened: the sample of this id was double-clicked, or Enter was pressed on it.
        selection_changed: other samples are selected.
    """

    label_chosen = Signal(int)
    delete_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    sample_opened = Signal(str)
    selection_changed = Signal()

    def __init__(self, model: SampleListModel) -> None:
        super().__init__(model, SampleDelegate, columns=5, rows=4)
        self._samples = model
        self.class_names: tuple[str, ...] = ()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The ids of the selected samples, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._samples.id_of(row) for row in rows)

    def keep_place(self) -> tuple[set[str], int]:
        """Save selection and scroll position, for `restore_place` after the samples have changed."""
        return set(self.selected_ids), self.verticalScrollBar().value()

    def restore_place(self, place: tuple[set[str], int]) -> None:
        """Restore selection and scroll position, as far as the samples are still shown."""
        ids, scrolled = place
        chosen = QItemSelection()
        rows = self._samples.rows_of(ids)
        start = 0
        for position, row in enumerate(rows):
            if position + 1 == len(rows) or rows[position + 1] != row + 1:
                chosen.select(self._samples.index(rows[start]), self._samples.index(row))
                start = position + 1
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self.selectionModel().setCurrentIndex(
                self._samples.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def _open(self, index: QModelIndex) -> None:
        self.sample_opened.emit(self._samples.id_of(index.row()))

    # Qt's own

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are actions of the window otherwise."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and any(
            event.matches(key) for key in _KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Relabel, delete, undo or redo."""
        label = label_of(event, self.class_names)
        if label is not None:
            self.label_chosen.emit(label)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.delete_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        else:
            super().keyPressEvent(event)
