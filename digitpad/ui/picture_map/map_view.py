"""Pictures as marks in a plane, and the drawing among them."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from digitpad.insight.projection import Places

_MARGIN_EMS = 0.8
_NEAR_EMS = 0.8
"""A mark is pointed at within so many text heights."""

_DRAWING_EMS = 0.75


@guarded
class MapView(QWidget):
    """Each picture is the first letter of its class, in the colour of its class; our own are framed.

    The drawing is a ring.

    Signals:
        pointed_at: the number of the picture under the mouse, or -1.
        chosen: the number of a picture that was clicked.
    """

    pointed_at = Signal(int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._places: Places = np.zeros((0, 2))
        self._labels: npt.NDArray[np.integer] = np.zeros(0, np.int64)
        self._own = 0
        self._marks: tuple[str, ...] = ()
        self._drawing: tuple[float, float] | None = None
        self._pointed = -1
        self._picture: QPixmap | None = None  # of all marks
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_places(
        self, places: Places, labels: npt.NDArray[np.integer], class_names: Sequence[str], own: int = 0
    ) -> None:
        """Show pictures.

        Args:
            places: (n, 2).
            labels: (n,) their classes.
            class_names: of all classes.
            own: how many of them, the last ones, are our own digits and have a frame.
        """
        self._places, self._labels, self._own = places, labels, own
        self._marks = tuple(name[:1] or "•" for name in class_names)
        self._pointed = -1
        self._forget()

    def show_drawing(self, place: npt.NDArray[np.float64] | None) -> None:
        """Show where the drawing belongs, in the coordinates of the places; None for nowhere."""
        self._drawing = None if place is None else (float(place[0]), float(place[1]))
        self.update()

    @property
    def places(self) -> Places:
        """(n, 2) where the pictures are."""
        return self._places

    @property
    def count(self) -> int:
        """How many pictures are shown."""
        return len(self._places)

    def pixel(self, place: Sequence[float] | npt.NDArray[np.float64]) -> QPointF:
        """Where a place is on the widget."""
        low, scale, left, top = self._frame()
        return QPointF(left + (float(place[0]) - low[0]) * scale, top + (float(place[1]) - low[1]) * scale)

    def _frame(self) -> tuple[npt.NDArray[np.float64], float, float, float]:
        """The least place, pixels a unit, and the corner of the room; one scale for both directions."""
        margin = _MARGIN_EMS * self.fontMetrics().height()
        if not len(self._places):
            return np.zeros(2), 1.0, margin, margin
        low, high = self._places.min(axis=0), self._places.max(axis=0)
        span = np.maximum(high - low, 1e-9)
        width, height = max(1.0, self.width() - 2 * margin), max(1.0, self.height() - 2 * margin)
        scale = float(min(width / span[0], height / span[1]))
        middle = (low + high) / 2
        left = self.width() / 2 - scale * (middle[0] - low[0])
        top = self.height() / 2 - scale * (middle[1] - low[1])
        return low, scale, float(left), float(top)

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marks as they were painted before, the ring of the drawing, and a frame around what is pointed at."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        em = self.fontMetrics().height()
        if self._pointed >= 0:
            painter.setPen(QPen(QColor(theme.colours().text), 1.5))
            painter.drawEllipse(self.pixel(self._places[self._pointed]), em * 0.6, em * 0.6)
        if self._drawing is not None:
            painter.setPen(QPen(QColor(theme.colours().surface), 6))
            painter.drawEllipse(self.pixel(self._drawing), em * _DRAWING_EMS, em * _DRAWING_EMS)
            painter.setPen(QPen(QColor(theme.colours().accent), 3))
            painter.drawEllipse(self.pixel(self._drawing), em * _DRAWING_EMS, em * _DRAWING_EMS)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(QColor(theme.colours().surface))
            painter = QPainter(picture)
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * 0.8)
            painter.setFont(font)
            side = self.fontMetrics().height()
            pens = [_colour(label, len(self._marks)) for label in range(len(self._marks))]
            ground = QColor(theme.colours().surface)
            for number, (place, label) in enumerate(zip(self._places, self._labels.tolist(), strict=True)):
                middle = self.pixel(place)
                painter.setPen(pens[label])
                room = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
                if number >= len(self._places) - self._own:
                    frame = room.adjusted(side * 0.05, side * 0.05, -side * 0.05, -side * 0.05)
                    painter.fillRect(frame, ground)
                    painter.drawRect(frame)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._marks[label])
            painter.end()
            self._picture = picture
        return self._picture

    def _nearest(self, point: QPointF) -> int:
        if not len(self._places):
            return -1
        low, scale, left, top = self._frame()
        pixels = (self._places - low) * scale + (left, top)
        off = np.hypot(pixels[:, 0] - point.x(), pixels[:, 1] - point.y())
        best = int(off.argmin())
        return best if off[best] <= _NEAR_EMS * self.fontMetrics().height() else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which picture is pointed at."""
        self._point_at(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """None is pointed at any more."""
        super().leaveEvent(event)
        self._point_at(-1)

    def _point_at(self, number: int) -> None:
        if number != self._pointed:
            self._pointed = number
            self.pointed_at.emit(number)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the picture that is pointed at."""
        number = self._nearest(event.position())
        if number >= 0:
            self.chosen.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The marks are elsewhere."""
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or another text size."""
        super().changeEvent(event)
        self._forget()

    def sizeHint(self) -> QSize:
        """A square that shows groups."""
        em = self.fontMetrics().height()
        return QSize(em * 22, em * 22)

    def minimumSizeHint(self) -> QSize:
        """Small, and still a map."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em * 8)


def _colour(label: int, count: int) -> QColor:
    """Hues around the circle, darker on a light ground; the letter says the class without colour, too."""
    is_dark = theme.colours() is theme.DARK
    return QColor.fromHsvF(label / max(1, count), 0.55 if is_dark else 0.85, 0.95 if is_dark else 0.62)
