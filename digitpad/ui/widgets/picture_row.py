"""A row of small pictures with their labels below them, any of which can be chosen."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from digitpad.formatting import visible
from digitpad.ink.raster import SIZE, Picture
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.plain_text import tip
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_MOST_SCALE = 2
"""A pixel is at most so many pixels of the screen, so that the pictures stay small."""


class LabelledPicture(NamedTuple):
    """A picture of a row.

    Attributes:
        picture: (28, 28) uint8.
        label: what stands below it.
        number: which of all that were searched it is.
        about: what is said where it is pointed at.
    """

    picture: Picture
    label: str
    number: int
    about: str = ""


@guarded
class PictureRow(QWidget):
    """As many side by side as are wanted, each with its label.

    Args:
        count: how many there is room for.
        longest_label: every label has this room at least, and none is cut: there are fewer pictures where they have no
            room. None if long labels are to be cut.

    Signals:
        chosen: this `LabelledPicture` was clicked, or Enter or the space bar was pressed on it.
    """

    chosen = Signal(object)

    def __init__(self, count: int, longest_label: str | None = None) -> None:
        super().__init__()
        self._count, self._longest_label = count, longest_label
        self._pictures: tuple[LabelledPicture, ...] = ()
        self._here = 0  # the one that keys are about
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pictures(self, pictures: Sequence[LabelledPicture]) -> None:
        """Show these, the first at the left."""
        self._pictures = tuple(pictures)
        self._here = max(0, min(self._here, len(self._pictures) - 1))
        self.setAccessibleDescription(
            ", ".join(visible(each.label) for each in pictures) if pictures else _("Nothing to show")
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor if pictures else Qt.CursorShape.ArrowCursor)
        self.update()

    def _get_numbers(self) -> list[int]:
        return [each.number for each in self._pictures]

    def _get_labels(self) -> list[str]:
        return [each.label for each in self._pictures]

    numbers = qt_property("QVariantList", "_get_numbers")
    labels = qt_property("QVariantList", "_get_labels")

    def place_of(self, place: int) -> QRectF:
        """Where a picture is, counted from 0."""
        return QRectF(place * self._step + (self._step - theme.GRID - self._side) // 2, 0, self._side, self._side)

    @property
    def _side(self) -> int:
        return min(_MOST_SCALE * SIZE, max(SIZE, self._label_room, self.width() // self._count - theme.GRID))

    @property
    def _step(self) -> int:
        """From one picture to the next."""
        return max(self._side, self._label_room) + theme.GRID

    @property
    def _label_room(self) -> int:
        """The width of the widest label; 0 where labels are cut."""
        if self._longest_label is None:
            return 0
        labels = (self._longest_label, *(each.label for each in self._pictures))
        return max(map(self.fontMetrics().horizontalAdvance, labels))

    @property
    def _shown(self) -> tuple[LabelledPicture, ...]:
        """Those that there is room for."""
        if self._longest_label is None:
            return self._pictures
        return self._pictures[: max(1, (self.width() + theme.GRID) // self._step)]

    def _at(self, point: QPointF) -> int | None:
        """The place of the picture there, its label included."""
        for place in range(len(self._shown)):
            field = self.place_of(place)
            if field.left() <= point.x() <= field.right() and 0 <= point.y() <= self.height():
                return place
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pictures as the network gets them, light ink on black; the label below, cut where it is long."""
        colours, line = theme.colours(), self.fontMetrics().height()
        painter = QPainter(self)
        room, side = self._step, self._side
        for place, each in enumerate(self._shown):
            field = self.place_of(place)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side % SIZE != 0)
            data = np.ascontiguousarray(each.picture)
            painter.drawImage(field, QImage(data.data, SIZE, SIZE, SIZE, QImage.Format.Format_Grayscale8))
            if self.hasFocus() and place == self._here:
                painter.setPen(QPen(QColor(colours.accent), 2))
                painter.drawRect(field.adjusted(1, 1, -1, -1))
            painter.setPen(QColor(colours.text))
            text = self.fontMetrics().elidedText(visible(each.label), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(place * room - theme.GRID / 2, side, room, line),
                             Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    # Choosing

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._here = place
            self.chosen.emit(self._pictures[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the row, Enter and the space bar choose."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._pictures:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self._here = min(max(self._here + step, 0), len(self._shown) - 1)
                self.update()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._pictures:
                self.chosen.emit(self._pictures[self._here])
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What there is to say about the picture that is pointed at."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            if place is not None and (about := self._pictures[place].about):
                QToolTip.showText(event.globalPos(), tip(visible(about)), self)
                return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """A row of pictures and a line of labels; the height does not change with the width, so nothing jumps."""
        return QSize(self._count * (SIZE + theme.GRID), _MOST_SCALE * SIZE + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The pictures pixel by pixel."""
        return self.sizeHint()
