"""The paper under the pen: strokes, those under way, the rubber, and how all of it is painted and undone."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QUndoStack
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ink.stroke import Ink
from digitpad.translation import _
from digitpad.ui.drawing.canvas_painter import CanvasPainter
from digitpad.ui.drawing.drawing_step import DrawingStep
from digitpad.ui.drawing.growing_line import GrowingLine
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

UNITS = 1000.0
"""The paper is this many units wide whatever its size on the screen, so a drawing survives any resize."""

MOST_STEPS = 1_000
"""How many steps can be undone; a day of drawing would otherwise keep all it ever was."""

_PEN_UNITS = 45.0
_RUBBER_RADIUS = 45.0


@guarded
class Paper(QWidget):
    """A square with a drawing. Whoever knows what hands do moves the pens and the rubber; a pen is known by a number.

    Signals:
        ink_changed: the drawing as it is now (an `Ink`), at every point of the line.
        has_ink_changed: whether there is anything on the paper; told before `ink_changed`, and only when it is another.
    """

    ink_changed = Signal(object)
    has_ink_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(MOST_STEPS)
        self.pen_units = _PEN_UNITS
        self._ink = Ink()
        self._had_ink = False
        self._lines: dict[int, GrowingLine] = {}  # strokes under way, by pen
        self._erased_from: Ink | None = None  # the drawing before the rubber came down
        self._rubber: tuple[float, float] | None = None
        self._sheet = CanvasPainter(self, UNITS)
        self._frame: tuple[float, float, float, float] | None = None
        self._other = ""  # what the answer is about while it is not about the drawing
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def ink(self) -> Ink:
        """Everything on the canvas, the strokes under way included."""
        return Ink((*self._ink.strokes, *(line.points for line in self._lines.values())))

    def set_ink(self, ink: Ink, what: str | None = None) -> None:
        """Put another drawing on the canvas; can be undone. Strokes under way are dropped."""
        self._lines.clear()
        if ink is not self._ink:
            self.undo_stack.push(DrawingStep(self, what or _("Stroke"), self._ink, ink))

    def set_class_names(self, names: Sequence[str]) -> None:
        """Say on the empty paper what may be drawn."""
        self._sheet.set_class_names(names)

    @property
    def hint(self) -> str:
        """What the empty paper says."""
        return self._sheet.hint

    def set_frame(self, frame: tuple[float, float, float, float] | None) -> None:
        """Mark one of several digits: left, top, right and bottom of its lines in units; None marks none."""
        if frame != self._frame:
            self._frame = frame
            self.update()

    def set_aside(self, other: str) -> None:
        """Show that the answer is about something else, which is named; empty when it is about the drawing."""
        if other != self._other:
            self._other = other
            self.update()

    def clear(self) -> None:
        """Wipe the canvas; can be undone."""
        if self.ink:
            self.set_ink(Ink(), _("Clear"))

    def show_ink(self, ink: Ink) -> None:
        """Replace the drawing without a new step in the undo stack (this is what the steps themselves call)."""
        self._ink = ink
        self._sheet.forget()
        self._tell()

    # Pen, finger and rubber

    def _pen_down(self, finger: int, place: QPointF) -> None:
        self._pen_up(finger)  # in case its end got lost
        self._lines[finger] = GrowingLine(self._units(place))
        self._line_grew(finger)

    def _pen_moved(self, finger: int, place: QPointF) -> None:
        line = self._lines.get(finger)
        if line is not None and (there := self._units(place)) != line.last:
            line.append(there)
            self._line_grew(finger)

    def _pen_up(self, finger: int) -> DrawingStep | None:
        line = self._lines.pop(finger, None)
        if line is None:
            return None
        step = DrawingStep(self, _("Stroke"), self._ink, self._ink.with_stroke(line.points.copy()))
        self.undo_stack.push(step)
        return step

    def _line_grew(self, finger: int) -> None:
        # The last bend of the curve moves with the new point.
        scale = self._sheet.scale
        margin = self.pen_units * scale / 2 + 2
        xs, ys = zip(*self._lines[finger].tail, strict=True)
        left, top = math.floor(min(xs) * scale - margin), math.floor(min(ys) * scale - margin)
        right, bottom = math.ceil(max(xs) * scale + margin), math.ceil(max(ys) * scale + margin)
        self.update(left, top, right - left, bottom - top)
        self._tell()

    def _tell(self) -> None:
        ink = self.ink
        if self._had_ink is not bool(ink.strokes):
            self._had_ink = not self._had_ink
            self.has_ink_changed.emit(self._had_ink)
        self.ink_changed.emit(ink)

    def _take_back(self, *fingers: int) -> None:
        """Drop lines under way: they turned out to be a palm, or the pen's own told as a mouse's."""
        taken = [self._lines.pop(finger) for finger in fingers if finger in self._lines]
        if taken:
            self.update()
            self._tell()

    def _rubber_down(self, place: QPointF) -> None:
        if self._erased_from is None:
            self._erased_from = self._ink
        self._rubber = self._units(place)
        self._rub([self._rubber])

    def _rubber_moved(self, place: QPointF) -> None:
        if self._rubber is not None:
            before, self._rubber = self._rubber, self._units(place)
            self._rub([before, self._rubber])

    def _rubber_up(self) -> None:
        before, self._erased_from, self._rubber = self._erased_from, None, None
        if before is not None and before is not self._ink:
            self.undo_stack.push(DrawingStep(self, _("Erase"), before, self._ink))
        self.update()

    def _rub(self, path: list[tuple[float, float]]) -> None:
        left = self._ink.erased(Ink.of([path]).strokes[0], _RUBBER_RADIUS)
        if len(left.strokes) != len(self._ink.strokes) or any(
            new is not old for new, old in zip(left.strokes, self._ink.strokes, strict=True)
        ):
            self.show_ink(left)
        self.update()

    # Places: pixels of the widget, units of the canvas

    def _units(self, place: QPointF) -> tuple[float, float]:
        scale = self._sheet.scale
        return place.x() / scale, place.y() / scale

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the finished strokes, then paint those under way over them."""
        painter = QPainter(self)
        area = event.rect()
        self._sheet.paint_finished(painter, area, self._ink, self.pen_units, under_way=bool(self._lines))
        if self._lines:
            self._sheet.paint_lines(painter, self._lines.values(), self.pen_units)
        if self._frame is not None:
            self._sheet.paint_frame(painter, self._frame, self.pen_units)
        if self._other:
            self._sheet.paint_set_aside(painter, self._other)
        if self._rubber is not None:
            radius = _RUBBER_RADIUS * self._sheet.scale
            painter.setPen(QPen(QColor(theme.colours().accent), 1.5))
            painter.drawEllipse(self._sheet.pixels(self._rubber), radius, radius)
        if self.hasFocus() and not self.rect().adjusted(2, 2, -2, -2).contains(area):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawing is kept in units, so only the picture of it must be made again."""
        self._sheet.forget()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colours and font go into the picture."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._sheet.forget()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """A comfortable square."""
        return QSize(340, 340)

    def minimumSizeHint(self) -> QSize:
        """Small enough for the smallest window."""
        return QSize(170, 170)
