"""The canvas: what mouse, touch and pen do on the paper; turns their events into ink."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEventPoint, QKeyEvent, QTouchEvent

from digitpad.ui.drawing.paper import Paper
from digitpad.ui.drawing.pen_presence import PenPresence
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QTabletEvent

    from digitpad.ui.drawing.drawing_step import DrawingStep

_MOUSE, _STYLUS = -1, -2
"""They count as fingers; real fingers count from 0."""


@guarded
class Canvas(Paper):
    """A square to draw on. The left button, a finger or a pen draws.

    The right button, a pen's other end and its side switch erase.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cancelled: list[DrawingStep] = []  # strokes of a touch that the system took away last
        self._pen = PenPresence()
        self._key_takers: list[Callable[[QKeyEvent], bool]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setTabletTracking(True)  # a pen in the air tells that a touch is a palm
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def take_keys(self, taker: Callable[[QKeyEvent], bool]) -> None:
        """Ask somebody about every key that the canvas gets, the last one who came first; True where it was his.

        An event filter would be asked about every move of the pen too.
        """
        self._key_takers.insert(0, taker)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left draws, right erases."""
        if self._pen.is_echo(event):
            return
        if event.buttons() == event.button():
            # No other button is down. If a stroke is under way all the same, its end went to a dialog that came up.
            self._pen_up(_MOUSE)
            self._rubber_up()
        if event.button() is Qt.MouseButton.LeftButton and self._rubber is None:
            self._pen_down(_MOUSE, event.position())
        elif event.button() is Qt.MouseButton.RightButton and not self._lines:
            self._rubber_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line or the rubber follows."""
        if self._pen.is_echo(event):
            return
        held, place = event.buttons(), event.position()
        if Qt.MouseButton.LeftButton in held:
            self._pen_moved(_MOUSE, place)
        if Qt.MouseButton.RightButton in held:
            self._rubber_moved(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One stroke, or one sweep of the rubber, is one step to undo."""
        if self._pen.is_echo(event):
            return
        if event.button() is Qt.MouseButton.LeftButton:
            self._pen_moved(_MOUSE, event.position())
            self._pen_up(_MOUSE)
        elif event.button() is Qt.MouseButton.RightButton:
            self._rubber_up()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: its point draws, its other end and its side switch erase; in the air it does nothing."""
        changed = self._pen.move(event)
        self._take_back_palm(event.timestamp())
        place = event.position()
        if not changed:
            if self._pen.is_down:
                self._rubber_moved(place) if self._pen.erases else self._pen_moved(_STYLUS, place)
        elif not self._pen.is_down:
            self._stylus_up()
        else:
            self._take_back(_MOUSE)
            if self._pen.erases:
                self._rubber_down(place)
            else:
                self._rubber_up()
                self._pen_down(_STYLUS, place)
        event.accept()

    def set_pen_near(self, near: bool, timestamp: int) -> None:
        """A pen came near or went away, at the time of that event; while it is near, touches are those of a palm.

        Qt tells the application only, for a pen is near all windows at once.
        """
        self._pen.set_near(near, timestamp)
        if near:
            self._take_back_palm(timestamp)
        else:
            self._stylus_up()

    def _take_back_palm(self, timestamp: int) -> None:
        """A pen is near: what fingers are drawing is none, nor is what the system has just called off because of it."""
        self._take_back(*self._fingers())
        if self._cancelled and self._pen.is_soon_after_touch(timestamp):
            while self._cancelled and self._cancelled[-1].is_newest_of(self.undo_stack):
                self._cancelled.pop().forget(self.undo_stack)
            self._cancelled.clear()

    def _stylus_up(self) -> None:
        self._pen_up(_STYLUS)
        if self._pen.erases:
            self._pen.erases = False
            self._rubber_up()

    def _fingers(self) -> list[int]:
        return [finger for finger in self._lines if finger >= 0]

    def event(self, event: QEvent) -> bool:
        """Each finger draws its own stroke, but for the palm of a hand with a pen; keys go to those who take them."""
        if isinstance(event, QTouchEvent):
            if event.type() is QEvent.Type.TouchCancel:
                self._cancelled = [step for finger in self._fingers() if (step := self._pen_up(finger)) is not None]
                self._pen.touch_ended(event)
            for point in event.points():
                match point.state():
                    case QEventPoint.State.Pressed:
                        if not self._pen.is_palm(event):
                            self._pen_down(point.id(), point.position())
                    case QEventPoint.State.Updated:
                        self._pen_moved(point.id(), point.position())
                    case QEventPoint.State.Released:
                        self._pen_up(point.id())
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and any(take(event) for take in self._key_takers):
            return True
        return super().event(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Show where the keys go."""
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """The keys go elsewhere."""
        self.update()
