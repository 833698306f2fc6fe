"""A thin progress bar with its words beside it."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QProgressBar

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_THICK_EMS = 0.36
_WORDS_SHARE = 0.62
"""What the words may take of the width."""


@guarded
class ProgressLine(QProgressBar):
    """Painted as a line, so that nobody takes it for a button. Screen readers have a progress bar with all its words.

    A range from 0 to 0 means that nobody knows how long it takes: the middle of the line is full.
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts: tuple[str, ...] = ("",)
        self._column = 0  # the widest words so far, so that the line does not change its length

    def set_texts(self, *texts: str) -> None:
        """Show the first of these that fits, or the last: the same in ever fewer letters."""
        self._texts = texts
        self.setFormat(texts[0].replace("%", "%%"))
        self._column = self._advance(self.fitting()) if not texts[0] else max(
            self._column, self._advance(self.fitting())
        )
        self.update()

    def text(self) -> str:
        """All of its words."""
        return self._texts[0]

    def fitting(self) -> str:
        """What is painted in the present width."""
        room = self.width() * _WORDS_SHARE
        return next((text for text in self._texts if self._advance(text) <= room), self._texts[-1])

    def _advance(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The groove, what is done of it, and the words at the right."""
        colours, em, text = theme.colours(), self.fontMetrics().height(), self.fitting()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = min(round(self.width() * _WORDS_SHARE), self._column) if text else 0
        thick = max(4.0, em * _THICK_EMS)
        line = QRectF(0, (self.height() - thick) / 2, self.width() - (words + theme.GRID if words else 0), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(line, thick / 2, thick / 2)
        span = self.maximum() - self.minimum()
        done = QRectF(line)
        if span <= 0:
            done.adjust(line.width() / 3, 0, -line.width() / 3, 0)
        else:
            share = (self.value() - self.minimum()) / span
            done.setWidth(max(thick, line.width() * share) if share > 0 else 0)
        if done.width() > 0:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(done, thick / 2, thick / 2)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(
            QRectF(self.width() - words, 0, words, self.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text,
        )

    def sizeHint(self) -> QSize:
        """A line of text high."""
        em = self.fontMetrics().height()
        return QSize(em * 8, round(em * 1.2))

    def minimumSizeHint(self) -> QSize:
        """Room for a short word and something of the line."""
        em = self.fontMetrics().height()
        return QSize(em * 3, round(em * 1.2))
