"""What a page shows while it has nothing to show: a symbol, a sentence, and a button that does the first step."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import faint_label, icon, mark, named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SYMBOL_EMS = 3.5
_SYMBOL_PIXELS = 256
"""Enough for twice the text size on a screen of high density."""

_SENTENCE_EMS = 24
"""Longer lines are hard to read."""


@guarded
class EmptyPage(QWidget):
    """Stands in the middle of the room that it gets.

    Args:
        symbol: the name of an icon.
        sentence: what will be here, and how it comes here.
        button: what the first step is called; with its letter to press.
        name: the button's object name.
        tip: what the button does, as a sentence.

    Attributes:
        button: does the first step.

    Signals:
        begun: the button was pressed.
    """

    begun = Signal()

    def __init__(self, symbol: str, sentence: str, button: str, name: str, tip: str) -> None:
        super().__init__()
        self._symbol = _Symbol(symbol)
        self._sentence = faint_label(sentence)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = mark(named(QPushButton(button), name, button.replace("&", ""), tip), primary=True)
        self.button.clicked.connect(lambda: self.begun.emit())
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(2)
        column.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()  # a note has no width of its own that it could be centred by
        middle.addStretch(1)
        middle.addWidget(self._sentence, 1000)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._fit()

    def say(self, sentence: str) -> None:
        """Give another sentence."""
        self._sentence.setText(sentence)

    def _fit(self) -> None:
        self._sentence.setMaximumWidth(self.fontMetrics().height() * _SENTENCE_EMS)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


@guarded
class _Symbol(QWidget):
    """An icon that is larger than those of buttons, in the colour of explanations."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._icon = icon(name, _SYMBOL_PIXELS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square of some lines."""
        return QSize(*(round(self.fontMetrics().height() * _SYMBOL_EMS),) * 2)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._icon = icon(self._name, _SYMBOL_PIXELS)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon as large as there is room for."""
        painter = QPainter(self)
        painter.setOpacity(0.55)
        self._icon.paint(painter, self.rect())
