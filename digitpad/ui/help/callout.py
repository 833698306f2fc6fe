"""A callout: a few words in a bubble that points at a part of the window, and never covers the canvas."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPainterPath, QPen, QPolygonF, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import Note, faint_label, mark, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_ARROW = 12
"""Length of the arrow and half of its width, in pixels."""
_WIDTH_EMS = 17


class Side(Enum):
    """Of the target, where the callout stands."""

    RIGHT = "right"
    BELOW = "below"
    ABOVE = "above"
    LEFT = "left"


class CalloutPlace(NamedTuple):
    """Where a callout stands, in pixels of the window."""

    corner: QPoint
    side: Side


def callout_place(size: QSize, target: QRect, room: QRect, clear: Sequence[QRect]) -> CalloutPlace:
    """The first side of the target with room for the callout, where it covers least of what is to be kept clear.

    Args:
        size: of the callout.
        target: what it points at.
        room: the window.
        clear: what it should not cover, the most important first.
    """
    width, height, middle = size.width(), size.height(), target.center()
    top = max(room.top(), min(middle.y() - height // 2, room.bottom() + 1 - height))
    left = max(room.left(), min(middle.x() - width // 2, room.right() + 1 - width))
    places = (
        CalloutPlace(QPoint(target.right() + 1, top), Side.RIGHT),
        CalloutPlace(QPoint(left, target.bottom() + 1), Side.BELOW),
        CalloutPlace(QPoint(left, target.top() - height), Side.ABOVE),
        CalloutPlace(QPoint(target.left() - width, top), Side.LEFT),
    )
    inside = [place for place in places if room.contains(QRect(place.corner, size))]

    def covered(place: CalloutPlace) -> list[int]:
        both = [QRect(place.corner, size).intersected(each) for each in clear]
        return [0 if each.isEmpty() else each.width() * each.height() for each in both]

    return min(inside, key=covered, default=CalloutPlace(QPoint(left, top), Side.RIGHT))


@guarded
class Callout(QWidget):
    """A part of the window above the others; it takes no clicks but those on itself.

    Signals:
        next_wanted: Next was pressed.
        skipped: Skip or Escape was pressed.
    """

    next_wanted = Signal()
    skipped = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("callout")
        self.setAccessibleName(_("Tour"))
        self._side, self._tip = Side.RIGHT, QPoint()
        self._words = named(Note(), "calloutText", _("Tour"), "")
        self._count = faint_label("")
        self.next = named(QPushButton(_("Next")), "calloutNext", _("Next"), _("Goes on with the tour."))
        self.skip = named(QPushButton(_("Skip")), "calloutSkip", _("Skip"), _("Ends the tour (Esc)."))
        mark(self.next, primary=True)
        self.next.clicked.connect(self.next_wanted)
        self.skip.clicked.connect(self.skipped)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A button is pressed by the space bar alone.
            QShortcut(QKeySequence(key), self, self.next.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.skipped.emit)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self._count, 1)
        row.addWidget(self.skip)
        row.addWidget(self.next)
        self._column = layout = theme.spaced(QVBoxLayout(self), _ARROW + 3 * theme.GRID // 2)
        layout.addWidget(self._words)
        layout.addLayout(row)

    def say(self, text: str, number: int, count: int) -> None:
        """Say something, which is one of several."""
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self._count.setText(_("{number} of {count}").format(number=number, count=count))
        last = number == count
        self.next.setText(_("Done") if last else _("Next"))
        self.skip.setVisible(not last)

    def point_at(self, target: QRect, clear: Sequence[QRect]) -> None:
        """Stand beside the target and cover as little as can be of the others, all in pixels of the window."""
        window = self.window()
        self.setFixedWidth(min(window.width(), _WIDTH_EMS * self.fontMetrics().height()))
        self._column.activate()
        self.resize(self.width(), self.sizeHint().height())
        # It covers nothing by the room for an arrow on its other sides.
        place = callout_place(self.size(), target, window.rect().adjusted(-_ARROW, -_ARROW, _ARROW, _ARROW), clear)
        self.move(place.corner)
        self._side = place.side
        self._tip = target.center() - place.corner
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubble and its arrow."""
        box = QRectF(self.rect()).adjusted(_ARROW, _ARROW, -_ARROW, -_ARROW)
        shape = QPainterPath()
        shape.addRoundedRect(box, theme.GRID, theme.GRID)
        arrow = QPainterPath()
        arrow.addPolygon(self._arrow(box))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours()
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawPath(shape.united(arrow))

    def _arrow(self, box: QRectF) -> QPolygonF:
        """A triangle from the edge that is next to the target, at the target's height or place."""
        x = max(box.left() + 2 * _ARROW, min(float(self._tip.x()), box.right() - 2 * _ARROW))
        y = max(box.top() + 2 * _ARROW, min(float(self._tip.y()), box.bottom() - 2 * _ARROW))
        foot, step, out = {
            Side.RIGHT: (QPointF(box.left() + 1, y), QPointF(0, _ARROW), QPointF(-_ARROW, 0)),
            Side.LEFT: (QPointF(box.right() - 1, y), QPointF(0, _ARROW), QPointF(_ARROW, 0)),
            Side.BELOW: (QPointF(x, box.top() + 1), QPointF(_ARROW, 0), QPointF(0, -_ARROW)),
            Side.ABOVE: (QPointF(x, box.bottom() - 1), QPointF(_ARROW, 0), QPointF(0, _ARROW)),
        }[self._side]
        return QPolygonF([foot - step, foot + out, foot + step, foot - step])
