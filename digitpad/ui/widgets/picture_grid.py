"""A scrolling grid of equally large pictures of a model."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate

from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget


@guarded
class PictureDelegate(QStyledItemDelegate):
    """Whoever paints a picture says how large all of them are, by the text of the view."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.view = view

    def size(self) -> QSize:
        """The room of one picture."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for all."""
        return self.size()


@guarded
class PictureGrid(QListView):
    """Ten thousand pictures scroll and are laid out at once.

    Args:
        model: has the pictures.
        kind: the delegate that paints them.
        columns: how many pictures beside each other it asks for.
        rows: how many rows.
    """

    def __init__(self, model: QAbstractItemModel, kind: type[PictureDelegate], columns: int, rows: int) -> None:
        super().__init__()
        self._delegate, self._columns, self._rows = kind(self), columns, rows
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        # A list that is wrapped, not icons: those are laid out one by one.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._fit()

    def _fit(self) -> None:
        """One row is always seen."""
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
        return QSize(self._columns * size.width(), self._rows * size.height())
