"""A Qt list model of the samples of a collection, and the delegate that paints them."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.picture_grid import PictureDelegate
from digitpad.ui.widgets.picture_image import picture_image
from digitpad.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    from digitpad.samples.sample import Collection

_SCALE = 2
"""Pixels of the screen for each pixel of a picture."""

Index = QModelIndex | QPersistentModelIndex


@guarded
class SampleListModel(QAbstractListModel):
    """Samples sorted by class, the oldest first, optionally filtered by class and seat.

    The pictures stay in the array of the collection; an image is made of one only when it is painted.
    """

    def __init__(self) -> None:
        super().__init__()
        self._collection: Collection | None = None
        self._rows: npt.NDArray[np.intp] = np.zeros(0, np.intp)
        self._label: int | None = None
        self._seat: int | None = None

    def set_collection(self, collection: Collection) -> None:
        """Show other samples."""
        self._collection = collection
        self._filter()

    def set_filter(self, label: int | None, seat: int | None) -> None:
        """Show only the samples of a class and of a seat (0: those without one); None shows all."""
        if (label, seat) != (self._label, self._seat):
            self._label, self._seat = label, seat
            self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        if self._collection is not None:
            labels = self._collection.pictures.labels
            shown = np.ones(len(labels), np.bool_)
            if self._label is not None:
                shown &= labels == self._label
            if self._seat is not None:
                shown &= self._collection.seats == self._seat
            rows = np.flatnonzero(shown)
            self._rows = rows[np.argsort(labels[rows], kind="stable")]
        self.endResetModel()

    def id_of(self, row: int) -> str:
        """The sample's id."""
        assert self._collection is not None
        return self._collection.ids[int(self._rows[row])]

    def rows_of(self, ids: set[str]) -> list[int]:
        """The rows of these samples, in order."""
        if self._collection is None or not ids:
            return []
        return [place for place, row in enumerate(self._rows.tolist()) if self._collection.ids[row] in ids]

    def image(self, row: int) -> QImage:
        """The picture with ink in the colour of text on paper in the colour of surfaces."""
        assert self._collection is not None
        return picture_image(self._collection.pictures.images[self._rows[row]])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many samples are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One; PySide's own method cannot be called without a parent."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The class; in a tip and for screen readers, the seat as well."""
        if self._collection is None or not index.isValid():
            return None
        row = self._rows[index.row()]
        name = self._collection.class_names[self._collection.pictures.labels[row]]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            seat = int(self._collection.seats[row])
            text = (_("{name}, seat {seat}") if seat else _("{name}, no seat")).format(name=name, seat=seat)
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None


@guarded
class SampleDelegate(PictureDelegate):
    """Paint a picture with its class below it; all have the same size."""

    def size(self) -> QSize:
        """The room of one sample."""
        return QSize(SIZE * _SCALE + theme.GRID, SIZE * _SCALE + theme.GRID + self.view.fontMetrics().height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Picture, class, and a frame around what is selected."""
        model = index.model()
        assert isinstance(model, SampleListModel)
        colours = theme.colours()
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        side, gap = SIZE * _SCALE, theme.GRID // 2
        place = QRect(room.x() + (room.width() - side) // 2, room.y() + gap, side, side)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, model.image(index.row()))
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if selected else colours.line), 3 if selected else 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.setPen(QColor(colours.text if selected else colours.faint))
        below = QRect(room.x(), place.bottom() + 2, room.width(), room.bottom() - place.bottom() - 2)
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
