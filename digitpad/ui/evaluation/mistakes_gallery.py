"""A scrolling grid of pictures with what the network takes them for."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from digitpad.ui.evaluation.mistakes_model import MistakeDelegate, MistakesModel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex


@guarded
class MistakesGallery(QListView):
    """The pictures of a model.

    Signals:
        picture_opened: the picture of this number was clicked, or Enter was pressed on it.
    """

    picture_opened = Signal(int)

    def __init__(self, model: MistakesModel) -> None:
        super().__init__()
        self._model = model
        self._delegate = MistakeDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        # A list that is wrapped, not icons: those are laid out one by one.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fit()
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

    def _fit(self) -> None:
        self.setMinimumHeight(self._delegate.size().height() + 2 * self.frameWidth())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
            self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """Some rows of some pictures."""
        size = self._delegate.size()
        return QSize(4 * size.width(), 2 * size.height())
