"""A hand: mouse, fingers and a pen, as real events on a canvas that is shown."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QPointingDevice, QTabletEvent, QWindow
from PySide6.QtTest import QTest

from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.canvas import UNITS, Canvas
from digitpad.ui.widgets import theme

Place = tuple[float, float]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ZIGZAG: list[Place] = [(100.0, 100.0), (900.0, 200.0), (100.0, 500.0), (900.0, 600.0), (120.0, 900.0)]
_NO_KEYS = Qt.KeyboardModifier.NoModifier


def pixel(canvas: Canvas, place: Place) -> QPoint:
    """Where a place in canvas units is, in pixels of the canvas."""
    scale = min(canvas.width(), canvas.height()) / UNITS
    return QPoint(round(place[0] * scale), round(place[1] * scale))


def inked(canvas: Canvas) -> npt.NDArray[np.bool_]:
    """Which pixels are nearer to the colour of ink than to that of paper, (height, width)."""
    image = canvas.grab().toImage()
    grey = np.array([[image.pixelColor(x, y).lightness() for x in range(image.width())] for y in range(image.height())])
    ink, paper = (QColor(colour).lightness() for colour in (theme.colours().text, theme.colours().surface))
    mask: npt.NDArray[np.bool_] = np.abs(grey - ink) < np.abs(grey - paper)
    return mask


class Mouse:
    """The mouse over a canvas. Its events enter at the window, so Qt itself decides which widget gets them."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def _at(self, place: Place) -> tuple[QWindow, QPoint]:
        top = self._canvas.window()
        return top.windowHandle(), self._canvas.mapTo(top, pixel(self._canvas, place))

    def press(self, place: Place, button: Qt.MouseButton = LEFT) -> None:
        window, point = self._at(place)
        QTest.mousePress(window, button, _NO_KEYS, point)

    def move(self, *places: Place) -> None:
        for place in places:
            QTest.mouseMove(*self._at(place))

    def release(self, place: Place, button: Qt.MouseButton = LEFT) -> None:
        window, point = self._at(place)
        QTest.mouseRelease(window, button, _NO_KEYS, point)

    def double_click(self, place: Place) -> None:
        window, point = self._at(place)
        QTest.mouseDClick(window, LEFT, _NO_KEYS, point)

    def stroke(self, places: Iterable[Place], button: Qt.MouseButton = LEFT) -> None:
        first, *others = places
        self.press(first, button)
        self.move(*others)
        self.release(others[-1] if others else first, button)

    def draw(self, ink: Ink) -> None:
        """A whole drawing in canvas units."""
        for points in ink.strokes:
            self.stroke((float(x), float(y)) for x, y in points)


def burst(canvas: Canvas, strokes: Iterable[Sequence[Place]]) -> None:
    """Strokes of the mouse faster than the event loop turns: nothing is painted or answered between them."""
    for first, *others in strokes:
        QTest.mousePress(canvas, LEFT, _NO_KEYS, pixel(canvas, first))
        for place in others:
            QTest.mouseMove(canvas, pixel(canvas, place))
        QTest.mouseRelease(canvas, LEFT, _NO_KEYS, pixel(canvas, others[-1] if others else first))


class Stylus:
    """A pen of a graphics tablet."""

    def __init__(self, canvas: Canvas, *, eraser: bool = False) -> None:
        self._canvas = canvas
        kind = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
        self._device = QPointingDevice(
            "test stylus", 1, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 1
        )

    def stroke(self, places: list[Place]) -> None:
        self._send(QEvent.Type.TabletPress, places[0])
        for place in places[1:]:
            self._send(QEvent.Type.TabletMove, place)
        self._send(QEvent.Type.TabletRelease, places[-1])

    def _send(self, kind: QEvent.Type, place: Place) -> None:
        local = QPointF(pixel(self._canvas, place))
        held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else LEFT
        event = QTabletEvent(
            kind, self._device, local, self._canvas.mapToGlobal(local), 0.5, 0, 0, 0, 0, 0, _NO_KEYS, LEFT, held
        )
        QCoreApplication.sendEvent(self._canvas, event)
