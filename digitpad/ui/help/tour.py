"""The tour of one minute: callouts that point at the parts of the window, one after the other."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer

from digitpad.translation import N_, _
from digitpad.ui.help.callout import Callout
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WORDS = {
    "canvas": N_("Draw a digit here, with the mouse, a finger or a pen."),
    "bars": N_("The network answers while you draw: the longer a bar, the more probable it finds that digit."),
    "network": N_("This network answers. Choose another one here, once you have trained or opened one."),
    "pages": N_("There is more on the pages: your own digits, photos, lessons, and what the network gets wrong."),
    "train": N_("Train makes a new network learn while you watch. F1 opens the help at any time."),
}
"""What is said at each stop, in this order."""


class Stop(NamedTuple):
    """What a callout points at.

    Attributes:
        name: a key of `WORDS`.
        target: the part of the window.
        prepare: brings it to the front.
    """

    name: str
    target: QWidget
    prepare: Callable[[], None] = lambda: None


@guarded
class Tour(QObject):
    """Goes from stop to stop while the window works as always; it ends where a target is not there.

    Args:
        window: the main window.
        stops: what is shown.
        canvas: where one can draw meanwhile.
        answer: what is seen meanwhile.
    """

    def __init__(self, window: QWidget, stops: Sequence[Stop], canvas: QWidget, answer: QWidget) -> None:
        super().__init__(window)
        self._window, self._stops, self._canvas, self._answer = window, stops, canvas, answer
        self._place = -1
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._point)
        self._callout = Callout(window)
        self._callout.next_wanted.connect(self._go_on)
        self._callout.skipped.connect(self.end)
        window.installEventFilter(self)
        self._go_on()

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self._place >= len(self._stops)

    def end(self) -> None:
        """Take the callout away."""
        if self._place <= len(self._stops):
            self._place = len(self._stops) + 1
            had_focus = self._callout.isAncestorOf(self._window.focusWidget() or self._window)
            self._window.removeEventFilter(self)
            self._due.stop()
            self._callout.hide()
            self._callout.deleteLater()
            if had_focus:
                self._canvas.setFocus()
            self.deleteLater()

    def _go_on(self) -> None:
        self._place += 1
        if self.is_over:
            self.end()
            return
        stop = self._stops[self._place]
        stop.prepare()
        self._callout.say(_(WORDS[stop.name]), self._place + 1, len(self._stops))
        self._callout.show()
        self._callout.next.setFocus()
        self._point()
        self._due.start()  # again, when what was brought to the front has its place

    def _point(self) -> None:
        target = self._stops[self._place].target
        if target.isVisible():
            self._callout.point_at(self._rect(target), [self._rect(self._canvas), self._rect(self._answer)])
        else:
            self.end()

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window of another size has its parts elsewhere, after its layouts."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._due.start()
        return super().eventFilter(watched, event)
