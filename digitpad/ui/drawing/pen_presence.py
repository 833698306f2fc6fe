"""What a pen's events say: whether it touches, and which other events are only the hand that holds it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPointingDevice

if TYPE_CHECKING:
    from PySide6.QtGui import QInputEvent, QTabletEvent

_TOUCH_AFTER = 500
"""Milliseconds for which a finger is a palm after a pen's last event: the hand is lifted after the pen."""

_TOUCH_BEFORE = 500
"""Milliseconds before a pen's event in which the system may have called off a touch because of the pen."""

_TOUCH_NEAR = 60_000
"""The same while a pen is near, which sends events all the time: fingers draw again where its leaving is not told."""

_MOUSE_AFTER = 200
"""Milliseconds around a line of the pen in which a mouse event is the pen's own, told once more by the system."""


class PenPresence:
    """Follows one pen. Time is that of the events, in milliseconds of the system's clock; there is no other.

    Attributes:
        is_down: whether the pen touches the canvas.
        erases: whether this contact began with the pen's other end, or with its side switch held.
    """

    def __init__(self) -> None:
        self.is_down = False
        self.erases = False
        self._is_near = False
        self._seen: int | None = None  # when the last event came, of those in the air too
        self._touched: int | None = None  # when the pen touched last
        self._called_off: int | None = None  # when the system last ended a touch

    def move(self, event: QTabletEvent) -> bool:
        """Take an event of the pen; whether it came down or was lifted."""
        was_down = self.is_down
        self.is_down = _touches(event, was_down)
        self._seen = event.timestamp()
        if self.is_down or was_down:
            self._touched = self._seen
        if self.is_down and not was_down:
            self.erases = (
                event.pointerType() is QPointingDevice.PointerType.Eraser
                or bool(event.buttons() & (Qt.MouseButton.RightButton | Qt.MouseButton.MiddleButton))
            )
        return self.is_down != was_down

    def set_near(self, near: bool, timestamp: int) -> None:
        """The pen came near the screen or tablet, or went away."""
        self._is_near = near
        self._seen = None if near else timestamp  # some platforms have another clock for its coming
        self.is_down = self.is_down and near

    def touch_ended(self, event: QInputEvent) -> None:
        """The system called off a touch."""
        self._called_off = event.timestamp()

    def is_soon_after_touch(self, timestamp: int) -> bool:
        """Whether a pen's event at this time is why the system called off a touch."""
        return self._called_off is not None and abs(timestamp - self._called_off) < _TOUCH_BEFORE

    def is_palm(self, event: QInputEvent) -> bool:
        """Whether a touch is that of the hand which holds the pen."""
        if self.is_down or (self._is_near and self._seen is None):
            return True
        return _within(event, self._seen, _TOUCH_NEAR if self._is_near else _TOUCH_AFTER)

    def is_echo(self, event: QInputEvent) -> bool:
        """Whether a mouse event repeats what the pen itself told."""
        return self.is_down or _within(event, self._touched, _MOUSE_AFTER)


def _within(event: QInputEvent, when: int | None, milliseconds: int) -> bool:
    return when is not None and abs(event.timestamp() - when) < milliseconds


def _touches(event: QTabletEvent, was_down: bool) -> bool:
    """Whether the pen is on the canvas after this event.

    In the air its buttons may be pressed, and on the canvas the side switch may be the only button that is told. A pen
    that knows no pressure has its tip's button.
    """
    if event.type() is QEvent.Type.TabletRelease and event.buttons() == Qt.MouseButton.NoButton:
        return False
    held = event.buttons()
    has_tip = bool(held & Qt.MouseButton.LeftButton)
    comes_down = event.type() is QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton
    return (has_tip and (was_down or comes_down)) or (held != Qt.MouseButton.NoButton and event.pressure() > 0)
