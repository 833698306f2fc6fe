"""The middle column: the answer as a large digit, and the bars."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.model.answer import NOTHING_DRAWN, Answer
from digitpad.ui import theme
from digitpad.ui.bars import ProbabilityBars
from digitpad.ui.live import Recognition
from digitpad.ui.widgets import mark, named

_DIGIT_SIZE = 4.2
_NAME_SIZE = 1.9
"""Size of the answer in text sizes: a single character, and a name such as `Ankle boot`."""


class AnswerPanel(QWidget):
    """Shows a recognition."""

    def __init__(self, class_names: tuple[str, ...]) -> None:
        super().__init__()
        self.digit = named(
            QLabel(), "predictedDigit", "Answer", "The answer; a question mark when the network is not sure."
        )
        self.digit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence = mark(named(QLabel(), "answerSentence", "How sure", "How sure the network is."), faint=True)
        self._sentence.setWordWrap(True)
        self.bars = named(
            ProbabilityBars(class_names), "probabilityBars", "Probabilities", "How probable each class is."
        )
        top = QHBoxLayout()
        top.setSpacing(3 * theme.GRID // 2)
        top.addWidget(self.digit)
        top.addWidget(self._sentence, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(top)
        layout.addWidget(self.bars, 1)
        self._show_answer(NOTHING_DRAWN)
        self._dress()

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Speak of other classes."""
        self.bars.set_class_names(names)
        self._dress()

    def show_recognition(self, recognition: Recognition) -> None:
        """Show what the network makes of the drawing."""
        probabilities = recognition.probabilities
        self.bars.set_probabilities(None if probabilities is None else probabilities.tolist())
        self._show_answer(recognition.answer)

    def set_enlarged(self, factor: float) -> None:
        """Show everything larger than the rest of the window, for a projector; 1 is as large as the rest."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        for widget in (self, self._sentence, self.bars):
            widget.setFont(font)
        self._dress()

    def _show_answer(self, answer: Answer) -> None:
        self.digit.setText(answer.text)
        self._sentence.setText(answer.sentence)

    def _dress(self) -> None:
        """A fixed width for the answer, so that nothing moves when it changes."""
        names = self.bars.class_names
        size = _DIGIT_SIZE if max(map(len, names)) <= 2 else _NAME_SIZE
        # A style sheet of its own, since the application's sheet would win over setFont.
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * size)
        font.setBold(True)
        self.digit.setStyleSheet(f"font-size: {font.pointSizeF():.1f}pt; font-weight: bold;")
        metrics = QFontMetrics(font)
        self.digit.setFixedWidth(max(metrics.horizontalAdvance(name) for name in (*names, "?")) + theme.GRID)
        self.digit.setFixedHeight(round(self.fontMetrics().height() * (_DIGIT_SIZE * 1.15)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        if event.type() is QEvent.Type.FontChange:
            self._dress()
        super().changeEvent(event)
