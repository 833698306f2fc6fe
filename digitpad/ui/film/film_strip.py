"""A strip with a row for each class and a column for each moment: how probable the class was for the drawing then."""

from __future__ import annotations  # the types of events are for the reader, not for the start

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.colour_scale import signed_image
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.qt_property import qt_property

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from digitpad.ui.film.film_readings import Readings

_MOST_ROWS = 10
_ROW_EMS = 0.8
_LABEL_EMS = 4.5
"""A longer name is cut."""


@guarded
class FilmStrip(QWidget):
    """Its columns stand where the handle of a slider below it stands.

    Attributes:
        margin: half of the handle's width, in pixels, which the slider keeps free at both ends.
        names: of all classes.
        rows: the places of the classes that are shown, after the first readings.

    Signals:
        place_chosen: a click on the column of that moment, from 0.
    """

    place_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self._readings: Readings | None = None
        self.rows: list[int] = []
        self._moments, self._place = 1, 0
        self.margin = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(False)

    probabilities = qt_property("QVariantList", "_probabilities")

    def _probabilities(self) -> list[list[float]]:
        return [] if self._readings is None else self._readings.probabilities.tolist()

    @property
    def left(self) -> int:
        """Where the columns begin, in pixels; the names stand before."""
        bold = QFont(self.font())
        bold.setBold(True)
        metrics = QFontMetricsF(bold)
        widest = max(map(metrics.horizontalAdvance, self.names), default=0.0)
        return math.ceil(min(widest, _LABEL_EMS * metrics.height())) + theme.GRID

    def set_names(self, names: tuple[str, ...]) -> None:
        """Other classes."""
        if names != self.names:
            self.names = names
            self._readings = None
            self.updateGeometry()
            self.update()

    def set_moments(self, moments: int, place: int) -> None:
        """How many there are, and which is in use."""
        if (moments, place) != (self._moments, self._place):
            self._moments, self._place = moments, place
            self.update()

    def show_readings(self, readings: Readings | None) -> None:
        """Show what another drawing was along the way; None where nothing is drawn."""
        self._readings = readings
        if readings is not None:
            highest = readings.probabilities.max(axis=0)
            self.rows = sorted((-highest).argsort(kind="stable")[:_MOST_ROWS].tolist())
        self.update()

    def x_of(self, place: float) -> float:
        """The middle of a column."""
        room = self.width() - self.left - 2 * self.margin
        return self.left + self.margin + room * place / max(1, self._moments - 1)

    @property
    def _row_height(self) -> float:
        return self.height() / max(1, self._row_count)

    @property
    def _row_count(self) -> int:
        return min(_MOST_ROWS, len(self.names))

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, cells, the moment in use, and where it was learnt."""
        painter = QPainter(self)
        colours = theme.colours()
        ground = QColor(colours.line)
        ground.setAlphaF(0.35)
        room = QRectF(self.left, 0, self.width() - self.left, self.height())
        painter.fillRect(room, ground)
        readings = self._readings
        if readings is not None and len(readings.frames) == self._moments:
            painter.save()
            painter.setClipRect(room)
            half = (self.x_of(1) - self.x_of(0)) / 2
            cells = QRectF(self.x_of(0) - half, 0, 2 * half * self._moments, self._row_height * len(self.rows))
            painter.drawImage(cells, signed_image(readings.probabilities[:, self.rows].T, 1.0))
            painter.restore()
            self._paint_learnt(painter, readings, half)
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QPointF(self.x_of(self._place), 0), QPointF(self.x_of(self._place), self.height()))
        self._paint_names(painter)

    def _paint_learnt(self, painter: QPainter, readings: Readings, half: float) -> None:
        """A frame from where the answer was learnt to the end."""
        answer = readings.answers[-1]
        if answer not in self.rows:  # the newest network is not sure
            return
        row = self.rows.index(answer)
        start = max(float(self.left), self.x_of(readings.learnt) - half)
        painter.setPen(QPen(QColor(theme.colours().text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(
            QPointF(start, row * self._row_height + 0.75),
            QPointF(self.width() - 1, (row + 1) * self._row_height - 0.75),
        ))

    def _paint_names(self, painter: QPainter) -> None:
        colours, readings = theme.colours(), self._readings
        rows = self.rows if readings is not None else list(range(self._row_count))
        for row, of in enumerate(rows):
            is_answer = readings is not None and of == readings.answers[-1]
            font = QFont(self.font())
            font.setBold(is_answer)
            painter.setFont(font)
            painter.setPen(QColor(colours.text if is_answer else colours.faint))
            width = self.left - theme.GRID // 2
            name = QFontMetricsF(font).elidedText(self.names[of], Qt.TextElideMode.ElideRight, width)
            middle, em = (row + 0.5) * self._row_height, QFontMetricsF(font).height()
            painter.drawText(
                QRectF(0, middle - em / 2, width, em), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a column."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """So does dragging."""
        self._choose(event)

    def _choose(self, event: QMouseEvent) -> None:
        width = (self.x_of(self._moments - 1) - self.x_of(0)) / max(1, self._moments - 1)
        place = round((event.position().x() - self.x_of(0)) / width) if width else 0
        self.place_chosen.emit(min(max(place, 0), self._moments - 1))

    def sizeHint(self) -> QSize:
        """A row for each class."""
        em = self.fontMetrics().height()
        return QSize(8 * em + self.left, round(self._row_count * _ROW_EMS * em))

    def minimumSizeHint(self) -> QSize:
        """As high as that, and half as wide."""
        return QSize(self.left + 4 * self.fontMetrics().height(), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
