"""A strip of several digits: small pictures with their answers, one of them selected."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.raster import SIZE
from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from digitpad.ui.answer.recognizer import Digit, Recognition

_SIDE_EMS = 2.2
_LEAST_EMS = 1.1
"""Side of a picture in text heights, and what it may shrink to where there are many."""

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}


@guarded
class DigitStrip(QWidget):
    """Shows the digits of a drawing or photo; a click or the arrow keys select one. Hidden while there is only one.

    Signals:
        selected: the number of the digit that somebody chose, from 0.
    """

    selected = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._digits: tuple[Digit, ...] = ()
        self._selected = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_recognition(self, recognition: Recognition) -> None:
        """Show the digits of a recognition, if there are several."""
        self._digits, self._selected = recognition.digits, recognition.selected
        self.setVisible(bool(self._digits))
        if self._digits:
            answers = ", ".join(digit.answer.text for digit in self._digits)
            self.setAccessibleDescription(
                _("{answers}; number {number} is selected").format(answers=answers, number=self._selected + 1)
            )
            self.update()

    def cell(self, number: int) -> QRectF:
        """Where a digit is, in pixels of this widget."""
        em = QFontMetricsF(self.font()).height()
        count = max(1, len(self._digits))
        gap = theme.GRID / 2
        side = min(em * _SIDE_EMS, max(em * _LEAST_EMS, (self.width() - 2) / count - gap))
        return QRectF(1 + number * (side + gap), 1, side, self.height() - 2)

    def _choose(self, number: int) -> None:
        number = min(max(number, 0), len(self._digits) - 1)
        if number != self._selected:
            self.selected.emit(number)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture above, the answer below; the selected one has a frame and bold text."""
        painter = QPainter(self)
        colours = theme.colours()
        for number, digit in enumerate(self._digits):
            cell = self.cell(number)
            chosen = number == self._selected
            picture = QRectF(cell.left(), cell.top(), cell.width(), cell.width()).adjusted(3, 3, -3, -3)
            pixels = np.ascontiguousarray(digit.picture)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(picture, QImage(pixels.data, SIZE, SIZE, SIZE, QImage.Format.Format_Grayscale8))
            font = QFont(self.font())
            font.setBold(chosen)
            painter.setFont(font)
            painter.setPen(QColor(colours.text if chosen else colours.faint))
            below = QRectF(cell.left(), picture.bottom(), cell.width(), cell.bottom() - picture.bottom())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, digit.answer.text)
            if chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.accent), 3 if self.hasFocus() else 1.5))
                painter.drawRoundedRect(cell, 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects."""
        for number in range(len(self._digits)):
            if self.cell(number).contains(event.position()):
                self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from one to the next."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._selected + step)

    def sizeHint(self) -> QSize:
        """A picture and a line of text high."""
        em = self.fontMetrics().height()
        return QSize(round(em * 4 * _SIDE_EMS), round(em * (_SIDE_EMS + 1.2)) + 2)
