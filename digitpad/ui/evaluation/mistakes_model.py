"""A Qt list model of pictures with what a network takes them for, and the delegate that paints them."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from digitpad.formatting import whole_percent
from digitpad.ink.raster import SIZE
from digitpad.model.answer import UNKNOWN
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.picture_grid import PictureDelegate
from digitpad.ui.widgets.picture_image import picture_image
from digitpad.ui.widgets.plain_text import tip

if TYPE_CHECKING:
    import numpy.typing as npt

    from digitpad.evaluation.evaluation import Evaluation
    from digitpad.evaluation.picture_sets import PictureSet

_SCALE = 2
"""Pixels of the screen for each pixel of a picture."""

_WIDE_EMS = 5.4
"""Room for the first line of a caption: “7, says 1”."""

_FLAG = 9
"""The side of the corner that says that a label is doubted, in pixels."""

_Index = QModelIndex | QPersistentModelIndex


@guarded
class MistakesModel(QAbstractListModel):
    """Pictures of a set in an order; an image is made of one only when it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: PictureSet | None = None
        self._evaluation: Evaluation | None = None
        self._answers: npt.NDArray[np.intp] = np.zeros(0, np.intp)
        self._numbers: npt.NDArray[np.intp] = np.zeros(0, np.intp)
        self._doubted: frozenset[int] = frozenset()

    @property
    def numbers(self) -> npt.NDArray[np.intp]:
        """The numbers of the pictures in the set, in the order shown."""
        return self._numbers

    def show(
        self,
        pictures: PictureSet | None,
        evaluation: Evaluation | None,
        margin: float,
        numbers: npt.NDArray[np.intp],
        doubted: frozenset[int],
    ) -> None:
        """Show other pictures.

        Args:
            pictures: the set; None for nothing.
            evaluation: what the network says about it.
            margin: how far the best class must be ahead of the second, 0..1.
            numbers: which pictures, in order.
            doubted: the numbers of those whose labels somebody thinks are wrong.
        """
        if pictures is None or evaluation is None:
            numbers = numbers[:0]
        stays = pictures is self._pictures and np.array_equal(numbers, self._numbers)
        if not stays:
            self.beginResetModel()
        self._pictures, self._evaluation, self._doubted, self._numbers = pictures, evaluation, doubted, numbers
        self._answers = np.zeros(0, np.intp) if evaluation is None else evaluation.answers(margin)
        if not stays:
            self.endResetModel()
        elif len(numbers):  # with other captions; nobody loses the place that was scrolled to
            self.dataChanged.emit(self.index(0), self.index(len(numbers) - 1))

    def is_doubted(self, row: int) -> bool:
        """Whether somebody thinks that the label is wrong."""
        return int(self._numbers[row]) in self._doubted

    def is_right(self, row: int) -> bool:
        """Whether the network finds the true class the most probable one."""
        assert self._evaluation is not None
        return bool(self._evaluation.right[self._numbers[row]])

    def caption(self, row: int) -> tuple[str, str]:
        """Two lines: what it is and what the network says, and how sure it is."""
        pictures, evaluation, number = self._pictures, self._evaluation, self._numbers[row]
        assert pictures is not None
        assert evaluation is not None
        answer = int(self._answers[number])
        says = UNKNOWN if answer == evaluation.classes else evaluation.class_names[answer]
        truth = pictures.class_names[int(evaluation.labels[number])]
        return _("{truth}, says {answer}").format(truth=truth, answer=says), whole_percent(
            float(evaluation.confidence[number])
        )

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many pictures are shown."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One; PySide's own method cannot be called without a parent."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The caption; the picture as an image; in a tip and for screen readers, the number as well."""
        if self._pictures is None or not index.isValid():
            return None
        row = index.row()
        if role == Qt.ItemDataRole.DecorationRole:
            return picture_image(self._pictures.pictures.images[self._numbers[row]])
        first, second = self.caption(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return _("{answer}, {share}").format(answer=first, share=second)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = (
                _("Picture {number:,}: {answer}, {share}; its label may be wrong") if self.is_doubted(row)
                else _("Picture {number:,}: {answer}, {share}")
            ).format(number=int(self._numbers[row]) + 1, answer=first, share=second)
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None


@guarded
class MistakeDelegate(PictureDelegate):
    """Paint a picture with its caption below it; all have the same size."""

    def size(self) -> QSize:
        """The room of one picture."""
        em, side = self.view.fontMetrics().height(), SIZE * _SCALE
        return QSize(max(side, round(_WIDE_EMS * em)) + theme.GRID // 2, side + theme.GRID + 2 * em)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Picture, caption, a corner where the label is doubted, and a frame around what is before the network."""
        model = index.model()
        assert isinstance(model, MistakesModel)
        colours, room, state = theme.colours(), option.rect, option.state
        assert isinstance(room, QRect)
        side, gap = SIZE * _SCALE, theme.GRID // 2
        place = QRect(room.x() + (room.width() - side) // 2, room.y() + gap, side, side)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, index.data(Qt.ItemDataRole.DecorationRole))
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if selected else colours.line), 3 if selected else 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if model.is_doubted(index.row()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.problem))
            corner = QPointF(place.right() + 1, place.top())
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(_FLAG, 0), corner + QPointF(0, _FLAG)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        metrics = painter.fontMetrics()
        below = QRect(room.x(), place.bottom() + 2, room.width(), metrics.height())
        for line, colour in zip(model.caption(index.row()), (colours.text, colours.faint), strict=True):
            painter.setPen(QColor(colour))
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
            below.translate(0, metrics.height())
