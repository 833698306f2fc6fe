"""The photo, enlarged and moved by hand, with the answers written at their digits."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

MOST_ZOOM = 16.0
"""Times that the photo is enlarged at most, beside what fits."""

STEP = 1.25
"""One step of the wheel, or of the keys + and -."""

_WHEEL_STEP = 120
"""What a wheel with notches says of one of them."""

_LEAST_EM, _MOST_EM, _EM_OF_BOX = 0.7, 1.3, 0.45
"""How large an answer is written, in text sizes, and as a share of the height of its digit's box."""


@guarded
class PhotoView(QWidget):
    """The wheel zooms where the mouse is, dragging moves, a double click fits; +, -, 0 and the arrow keys do the same.

    Signals:
        digit_chosen: the digit of this number was clicked, or chosen by Page Up or Page Down.
        zoomed: it is enlarged so many times now.
    """

    digit_chosen = Signal(int)
    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._outlines: list[QPolygonF] = []
        self._answers: tuple[str, ...] = ()
        self._selected: int | None = None
        self._zoom = 1.0  # 1 fits
        self._middle = QPointF()  # the place of the photo in the middle of the view, in pixels of the photo
        self._pressed: QPointF | None = None  # where the button went down
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    @property
    def zoom(self) -> float:
        """How many times larger the photo is than where it just fits, 1 to 16."""
        return self._zoom

    @property
    def answers(self) -> tuple[str, ...]:
        """What is written at the digits, in their order."""
        return self._answers

    @property
    def selected(self) -> int | None:
        """Which digit is marked, counted from 0; None where there is none."""
        return self._selected

    def set_photo(self, image: QImage, outlines: npt.NDArray[np.float64]) -> None:
        """Show another photo.

        Args:
            image: the photo.
            outlines: the corners of each digit's box in its pixels, (n, 4, 2).
        """
        self._image = image
        self._outlines = [QPolygonF([QPointF(*corner) for corner in box]) for box in outlines.tolist()]
        self._answers, self._selected = (), None
        self.fit()

    def set_answers(self, answers: Sequence[str], selected: int) -> None:
        """Write what the network says at the digits, and mark one of them."""
        self._answers = tuple(answers)
        self._selected = selected if answers else None
        self.update()

    def fit(self) -> None:
        """Show all of the photo."""
        self._zoom = 1.0
        self._middle = QPointF(self._image.width() / 2, self._image.height() / 2)
        self._changed()

    def enlarge(self, factor: float, place: QPointF | None = None) -> None:
        """Enlarge so many times more, where `place` of the view stays where it is; None for its middle."""
        if self._image.isNull():
            return
        place = self._centre if place is None else place
        there = self._on_photo(place)
        self._zoom = min(MOST_ZOOM, max(1.0, self._zoom * factor))
        self._middle = there + (self._centre - place) / self._scale
        self._changed()

    # Places

    @property
    def _centre(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    @property
    def _scale(self) -> float:
        """Pixels of the view a pixel of the photo."""
        if self._image.isNull():
            return 1.0
        return self._zoom * min(self.width() / self._image.width(), self.height() / self._image.height())

    def _on_photo(self, place: QPointF) -> QPointF:
        return self._middle + (place - self._centre) / self._scale

    def _in_view(self, place: QPointF) -> QPointF:
        return self._centre + (place - self._middle) * self._scale

    def _changed(self) -> None:
        """Keep the view full of photo where that is larger, and the photo in the middle where it is not."""
        size, view = self._image.size(), self.size() / self._scale
        x, y = self._middle.x(), self._middle.y()
        half_width, half_height = view.width() / 2, view.height() / 2
        x = size.width() / 2 if 2 * half_width >= size.width() else min(max(x, half_width), size.width() - half_width)
        y = size.height() / 2 if 2 * half_height >= size.height() else (
            min(max(y, half_height), size.height() - half_height)
        )
        self._middle = QPointF(x, y)
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._zoom > 1 else Qt.CursorShape.ArrowCursor)
        self.zoomed.emit(self._zoom)
        self.update()

    def digit_at(self, place: QPointF) -> int | None:
        """The digit whose box is at this place of the view."""
        there = self._on_photo(place)
        for number, outline in enumerate(self._outlines[: len(self._answers)]):
            if outline.containsPoint(there, Qt.FillRule.OddEvenFill):
                return number
        return None

    def place_of(self, number: int) -> QPointF:
        """The middle of a digit's box in the view."""
        return self._in_view(self._outlines[number].boundingRect().center())

    # Qt's own

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; at the smallest, what rolls further away is left to the page."""
        steps = event.angleDelta().y() / _WHEEL_STEP
        if self._image.isNull() or not steps or (steps < 0 and self._zoom <= 1):
            event.ignore()
            return
        self.enlarge(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, perhaps."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the photo; without a button, show where a click would do something."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            over = self.digit_at(event.position()) is not None
            rest = Qt.CursorShape.OpenHandCursor if self._zoom > 1 else Qt.CursorShape.ArrowCursor
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else rest)
            return
        way = event.position() - self._pressed
        if not self._dragged and math.hypot(way.x(), way.y()) < QApplication.startDragDistance():
            return
        self._dragged = True
        self._pressed = event.position()
        self._middle -= way / self._scale
        self._changed()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a digit, unless the photo was moved."""
        was_click = self._pressed is not None and not self._dragged
        self._pressed = None
        if event.button() is Qt.MouseButton.LeftButton and was_click:
            number = self.digit_at(event.position())
            if number is not None:
                self.digit_chosen.emit(number)
        self._changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show all of it again."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The same by keys."""
        key, keys = event.key(), Qt.Key
        far = QPointF(self.width() / 8, self.height() / 8) / self._scale
        ways = {keys.Key_Left: (-1, 0), keys.Key_Right: (1, 0), keys.Key_Up: (0, -1), keys.Key_Down: (0, 1)}
        if key in (keys.Key_Plus, keys.Key_Equal):
            self.enlarge(STEP)
        elif key == keys.Key_Minus:
            self.enlarge(1 / STEP)
        elif key == keys.Key_0:
            self.fit()
        elif key in (keys.Key_PageUp, keys.Key_PageDown) and self._selected is not None:
            step = 1 if key == keys.Key_PageDown else -1
            self.digit_chosen.emit((self._selected + step) % len(self._answers))
        elif key in ways and self._zoom > 1:
            x, y = ways[keys(key)]
            self._middle += QPointF(x * far.x(), y * far.y())
            self._changed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same place stays in the middle."""
        super().resizeEvent(event)
        self._changed()

    def height_for(self, width: int) -> int:
        """How high the whole photo is at this width."""
        return round(width * self._image.height() / max(1, self._image.width()))

    def sizeHint(self) -> QSize:
        """The page says how high it is."""
        return QSize(self.fontMetrics().height() * 16, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, boxes, answers, and a thin edge."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        colours = theme.colours()
        painter.fillRect(self.rect(), QColor(colours.window))
        place = QRectF(self._in_view(QPointF(0, 0)), self._in_view(QPointF(self._image.width(), self._image.height())))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale < 3)
        painter.drawImage(place, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(min(len(self._answers), len(self._outlines))):
            if number != self._selected:
                self._paint_answer(painter, number)
        if self._selected is not None:
            self._paint_answer(painter, self._selected)  # last, so that nothing covers it
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else QColor(colours.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_answer(self, painter: QPainter, number: int) -> None:
        """A frame, and the answer on a small ground above it, or inside where there is no room above."""
        chosen = number == self._selected
        ground = QColor(theme.VERMILION if chosen else theme.BLUE)  # seen on any paper, also in dark
        frame = QPolygonF([self._in_view(corner) for corner in self._outlines[number].toList()])
        box = frame.boundingRect()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ground, 3 if chosen else 1.5))
        painter.drawPolygon(frame)
        font = QFont(self.font())
        size = self.font().pointSizeF()
        em = QFontMetricsF(font).height()
        font.setPointSizeF(size * min(_MOST_EM, max(_LEAST_EM, _EM_OF_BOX * box.height() / em)))
        font.setBold(True)
        metrics = QFontMetricsF(font)
        text = self._answers[number]
        room = QRectF(0, 0, metrics.horizontalAdvance(text) + metrics.height() / 2, metrics.height())
        room.moveBottomLeft(box.topLeft())
        if room.top() < 0:
            room.moveTopLeft(box.topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(room, 3, 3)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
