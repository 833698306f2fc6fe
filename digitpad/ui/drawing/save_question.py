"""The question whether a drawing is to be saved as something that it does not look like."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.following import FollowsTheme
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark, named
from digitpad.ui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEAST = 0.55
"""How small the sentence gets where it has little room, as a share of its size."""


@guarded
class SaveQuestion(FollowsTheme, QWidget):
    """A sentence over two buttons. Whoever has the keys lets Enter and Escape answer, too.

    Args:
        prefix: begins the object names.

    Signals:
        answered: whether it is to be saved.
    """

    answered = Signal(bool)

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._factor = 1.0
        self._sentence = named(
            _Sentence(), f"{prefix}Question", _("Question"), _("What the drawing looks like, and what is asked.")
        )
        self._save = mark(
            named(QPushButton(_("Save")), f"{prefix}SaveButton", _("Save"), _("Saves it as what you said (Enter).")),
            primary=True,
        )
        self._again = named(
            QPushButton(_("Draw again")), f"{prefix}AgainButton", _("Draw again"),
            _("Clears the canvas and saves nothing (Esc)."),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.GRID // 2)
        for button, save in ((self._save, True), (self._again, False)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keys stay with the canvas
            button.setMinimumWidth(1)
            button.clicked.connect(lambda _checked, save=save: self.answered.emit(save))
            row.addWidget(button)
        layout = theme.spaced(QVBoxLayout(self), gap=theme.GRID // 2)
        layout.addWidget(self._sentence, 1)
        layout.addLayout(row)
        self._apply_style()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The buttons in the order of the Tab key."""
        return self._save, self._again

    def ask(self, sentence: str) -> None:
        """Ask this; whoever has the question shows it."""
        self._sentence.setText(sentence)

    def set_enlarged(self, factor: float) -> None:
        """Scale the sentence for a projector; 1 is its normal size."""
        self._factor = factor
        self._apply_style()

    def _apply_style(self) -> None:
        self._sentence.set_largest(self.font().pointSizeF() * self._factor)


@guarded
class _Sentence(PlainLabel):
    """Bold text that gets smaller until it fits, in as many lines as there is room for; it asks for no room itself."""

    def __init__(self) -> None:
        super().__init__()
        self._largest = 0.0
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_largest(self, points: float) -> None:
        """How large it may be."""
        self._largest = points
        self._fit()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._fit()

    def _fit(self) -> None:
        if not self._largest:
            return
        font = QFont(self.font())
        font.setBold(True)
        size, room = self._largest, self.contentsRect().toRectF()
        while size > self._largest * _LEAST:
            font.setPointSizeF(size)
            needed = QFontMetricsF(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
            if needed.height() <= room.height() and needed.width() <= room.width():
                break
            size -= 0.5
        # A style sheet of its own, since the application's sheet would win over setFont.
        sheet = f"font-size: {size:.1f}pt; font-weight: bold;"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room has a place for another size."""
        super().resizeEvent(event)
        self._fit()
