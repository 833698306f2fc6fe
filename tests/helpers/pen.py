"""A hand: mouse, fingers and a pen, as real events on a canvas that is shown."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEventPoint, QInputDevice, QPointingDevice, QTabletEvent, QTouchEvent, QWindow
from PySide6.QtTest import QTest

from digitpad.ink.stroke import Ink
from digitpad.ui.drawing.canvas import Canvas
from digitpad.ui.drawing.paper import UNITS
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
    """A pen of a graphics tablet. Each of its events comes ten milliseconds after the one before."""

    def __init__(self, canvas: Canvas, *, eraser: bool = False, time: int = 0) -> None:
        self._canvas = canvas
        kind = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
        self._device = QPointingDevice(
            "test stylus", 1, QInputDevice.DeviceType.Stylus, kind, QInputDevice.Capability.Pressure, 1, 1
        )
        self._held = Qt.MouseButton.NoButton
        self.time = time

    def stroke(self, places: list[Place], button: Qt.MouseButton = LEFT) -> None:
        self.press(places[0], button)
        self.move(*places[1:])
        self.release(places[-1], button)

    def press(self, place: Place, button: Qt.MouseButton = LEFT, pressure: float = 0.5) -> None:
        self._held |= button
        self._send(QEvent.Type.TabletPress, place, button, pressure)

    def move(self, *places: Place, pressure: float = 0.5) -> None:
        for place in places:
            self._send(QEvent.Type.TabletMove, place, Qt.MouseButton.NoButton, pressure)

    def release(self, place: Place, button: Qt.MouseButton = LEFT, pressure: float = 0.0) -> None:
        self._held &= ~button
        self._send(QEvent.Type.TabletRelease, place, button, pressure)

    def come_near(self) -> None:
        self._tell_application(QEvent.Type.TabletEnterProximity)

    def go_away(self) -> None:
        self._tell_application(QEvent.Type.TabletLeaveProximity)

    def _send(self, kind: QEvent.Type, place: Place, button: Qt.MouseButton, pressure: float) -> None:
        local = QPointF(pixel(self._canvas, place))
        event = self._event(kind, local, self._canvas.mapToGlobal(local), button, pressure)
        QCoreApplication.sendEvent(self._canvas, event)
        # A window that is closing takes nothing any more, neither this nor the mouse event.
        assert event.isAccepted() or not self._canvas.isEnabled(), "Qt would make a mouse event of it"

    def _tell_application(self, kind: QEvent.Type) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        QCoreApplication.sendEvent(app, self._event(kind, QPointF(), QPointF(), Qt.MouseButton.NoButton, 0))

    def _event(
        self, kind: QEvent.Type, local: QPointF, on_screen: QPointF, button: Qt.MouseButton, pressure: float
    ) -> QTabletEvent:
        event = QTabletEvent(
            kind, self._device, local, on_screen, pressure, 0, 0, 0, 0, 0, _NO_KEYS, button, self._held
        )
        self.time += 10
        event.setTimestamp(self.time)
        return event


class Hand:
    """A finger or the heel of a hand, at a time that is said: QTest's touches have that of the computer.

    Only the window system can say where on the widget a touch is, so all of these are in its corner.
    """

    def __init__(self, canvas: Canvas, finger: int = 0) -> None:
        self._canvas = canvas
        self._finger = finger
        self._device = QTest.createTouchDevice()

    def press(self, time: int) -> None:
        self._send(QEvent.Type.TouchBegin, QEventPoint.State.Pressed, time)

    def move(self, time: int) -> None:
        self._send(QEvent.Type.TouchUpdate, QEventPoint.State.Updated, time)

    def release(self, time: int) -> None:
        self._send(QEvent.Type.TouchEnd, QEventPoint.State.Released, time)

    def be_called_off(self, time: int) -> None:
        event = QTouchEvent(QEvent.Type.TouchCancel, self._device)
        event.setTimestamp(time)
        QCoreApplication.sendEvent(self._canvas, event)

    def tap(self, time: int) -> None:
        self.press(time)
        self.release(time)

    def _send(self, kind: QEvent.Type, state: QEventPoint.State, time: int) -> None:
        point = QEventPoint(self._finger, state, QPointF(), self._canvas.mapToGlobal(QPointF()))
        event = QTouchEvent(kind, self._device, _NO_KEYS, [point])
        event.setTimestamp(time)
        QCoreApplication.sendEvent(self._canvas, event)
