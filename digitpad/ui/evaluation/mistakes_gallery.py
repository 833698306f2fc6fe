"""A scrolling grid of pictures with what the network takes them for."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView

from digitpad.ui.evaluation.mistakes_model import MistakeDelegate, MistakesModel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.picture_grid import PictureGrid
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex


@guarded
class MistakesGallery(PictureGrid):
    """The pictures of a model.

    Signals:
        picture_opened: the picture of this number was clicked, or Enter was pressed on it.
    """

    picture_opened = Signal(int)

    def __init__(self, model: MistakesModel) -> None:
        super().__init__(model, MistakeDelegate, columns=4, rows=2)
        self._model = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def _count(self) -> int:
        return self.model().rowCount()

    count = qt_property("int", "_count")
    """How many pictures are shown."""

    def mark(self, number: int | None) -> None:
        """Frame the picture of this number, if it is shown: it is before the network."""
        rows = np.flatnonzero(self._model.numbers == (-1 if number is None else number))
        flag = QItemSelectionModel.SelectionFlag
        if len(rows):
            self.selectionModel().setCurrentIndex(self._model.index(int(rows[0])), flag.ClearAndSelect)
        else:
            self.selectionModel().clearSelection()

    def _open(self, index: QModelIndex) -> None:
        self.picture_opened.emit(int(self._model.numbers[index.row()]))

