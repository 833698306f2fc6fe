"""One network's answer: large letter, how sure it is, and its bars."""

from __future__ import annotations  # the types of events are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.model.answer import NOTHING_DRAWN, UNKNOWN, Answer
from digitpad.translation import _
from digitpad.ui.answer.probability_bars import ProbabilityBars
from digitpad.ui.answer.recognizer import Recognition
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel, ShrinkingLabel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark, named
from digitpad.ui.widgets.plain_text import PlainLabel
from digitpad.ui.widgets.still import Still

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_DIGIT_SIZE = 4.2
_NAME_SIZE = 1.9
_LARGE_DIGIT_SIZE, _LARGE_NAME_SIZE = 7.0, 2.4
_NARROW_DIGIT_SIZE = 2.8
_NARROW_NAME_SIZE = 1.5
_NARROW_HEIGHT = 3.5
"""Size of the answer in text sizes: a single character, and a name such as `Ankle boot`; the same beside a picture, and
in half the room."""

_SHORT_DIGIT_SIZE, _SHORT_NAME_SIZE, SHORT_HEIGHT = 1.8, 1.3, 2.0
"""The same where the window is so low that the bars need the room."""

_TWO_LINES = 2.2
"""What the sentence below a long name has room for at least, so that the bars of two columns begin at one height."""

_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX: no limit."""

_SEVERAL, _SEVERAL_NARROW = 0.6, 0.45
"""How much of the width several digits may take; the sentence stands beside them."""


@guarded
class AnswerColumn(QWidget):
    """Shows a recognition.

    Args:
        class_names: what the network tells apart.
        names: object names of the answer, of how sure it is, of the bars and of the heading.
    """

    def __init__(self, class_names: tuple[str, ...], names: tuple[str, str, str, str]) -> None:
        super().__init__()
        answer, sentence, bars, heading = names
        self._narrow = self._short = self._has_corner = False
        self._beside: tuple[str, ...] = ()  # the classes of the column beside it
        self._several = ""  # the answers to several digits; empty while there is one
        self.heading = mark(
            named(ElidedLabel(), heading, _("Network"), _("The network that answers in this column.")), heading=True
        )
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.heading.setVisible(False)
        self.digit = named(
            ShrinkingLabel(), answer, _("Answer"), _("The answer; a question mark when the network is not sure.")
        )
        self.digit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = mark(named(PlainLabel(), sentence, _("How sure"), _("How sure the network is.")), faint=True)
        self.sentence.setWordWrap(True)
        self.bars = named(ProbabilityBars(class_names), bars, _("Probabilities"), _("How probable each class is."))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(3 * theme.GRID // 2)
        self._top.addWidget(self.digit)
        self._sentence_room = Still(self.sentence)
        self._top.addWidget(self._sentence_room, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.heading)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._guests: tuple[QWidget, ...] = ()
        for row, part in ((self._head, self._top), (self._foot, self.bars)):
            row.setSpacing(3 * theme.GRID)
            if isinstance(part, QWidget):
                row.addWidget(part, 1)
            else:
                row.addLayout(part, 1)
        layout.addLayout(self._head)
        layout.addLayout(self._foot, 1)
        self._show_answer(NOTHING_DRAWN)
        self._apply_style()

    def stand_on_window(self) -> None:
        """Behind the column is nothing but the window's own colour, so that what changes is painted by itself."""
        self.bars.stand_on_window()
        for label in (self.digit, self.sentence):
            label.setAutoFillBackground(True)

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """Speak of other classes."""
        self.bars.set_class_names(names)
        self._apply_style()

    def set_heading(self, title: str | None) -> None:
        """Name the network and stand beside another column; None when there is only one."""
        self._narrow = title is not None
        if not self._narrow:
            self._beside = ()
            self.bars.set_compact(None)
        self.heading.setText(title or "")
        self.heading.setVisible(self._narrow)
        self._apply_style()

    def put_beside(self, corner: QWidget | None, beside: QWidget | None) -> None:
        """Show something beside the answer, which is larger then, and something beside the bars; None ends it."""
        for each in self._guests:
            if each not in (corner, beside):
                each.hide()
        self._has_corner = corner is not None
        for row, guest, stretch in ((self._head, corner, 0), (self._foot, beside, 1)):
            if guest is not None:
                if row.indexOf(guest) < 0:
                    row.addWidget(guest, stretch)
                guest.show()
        self._guests = tuple(each for each in (corner, beside) if each is not None)
        self._apply_style()

    def stand_beside(self, names: tuple[str, ...]) -> None:
        """The answers beside it are of these classes: both are written in one size, at one place."""
        if names != self._beside:
            self._beside = names
            self._apply_style()

    def set_short(self, short: bool) -> None:
        """Write the answer smaller, since the window is low."""
        if short is not self._short:
            self._short = short
            self._apply_style()

    def show_recognition(self, recognition: Recognition) -> None:
        """Show what the network makes of the drawing."""
        probabilities = recognition.probabilities
        self.bars.set_probabilities(
            None if probabilities is None else probabilities.tolist(), sure=recognition.answer.text != UNKNOWN
        )
        several = recognition.text if recognition.digits else ""
        if len(several) != len(self._several):
            self._several = several
            self._apply_style()
        self._several = several
        self._show_answer(recognition.answer)
        if several:
            self.digit.setText(several)
            self.sentence.setText(
                _("Digit {number}: {answer}").format(
                    number=recognition.selected + 1, answer=recognition.answer.message
                )
            )

    def set_enlarged(self, factor: float) -> None:
        """Show everything larger than the rest of the window; 1 is as large as the rest."""
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        for widget in (self, self.sentence, self.bars):
            widget.setFont(font)
        font.setBold(True)
        self.heading.setFont(font)
        self._apply_style()

    def _show_answer(self, answer: Answer) -> None:
        self.digit.setText(answer.text)
        self.sentence.setText(str(answer.message))

    def _apply_style(self) -> None:
        """A fixed width for the answer, so that nothing moves when it changes."""
        names = self.bars.class_names
        short = max(map(len, (*names, *self._beside))) <= 2
        sizes, lines = self._sizes
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * sizes[0 if short else 1])
        font.setBold(True)
        advance = QFontMetrics(font).horizontalAdvance(self._several)
        room = self.width() * (_SEVERAL_NARROW if self._narrow else _SEVERAL)
        if self._several and advance > room:
            least = min(self.font().pointSizeF(), theme.BASE_POINT_SIZE)
            font.setPointSizeF(max(font.pointSizeF() * room / advance, least))
        # There is no room for a sentence after a long name. The bars begin at one height all the same.
        below = not short
        metrics = QFontMetrics(font)
        widest = max(metrics.horizontalAdvance(name) for name in (*names, "?", self._several)) + theme.GRID
        # As wide as the column, which asks for no more width than its bars; a longer name is smaller.
        self.digit.setMinimumWidth(min(widest, self.bars.minimumSizeHint().width()) if below else widest)
        self.digit.setMaximumWidth(_ANY_WIDTH if below else widest)
        self.digit.setSizePolicy(
            QSizePolicy.Policy.Ignored if below else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.digit.set_sizes(font.pointSizeF(), self.font().pointSizeF())
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(0 if below else 3 * theme.GRID // 2)
        em = self.fontMetrics().height()
        height = round(em * lines)
        self.digit.setFixedHeight(round(em * sizes[1] * 1.15) if below else height)
        self._sentence_room.setMinimumHeight(max(round(em * _TWO_LINES), height - self.digit.height()) if below else 0)
        left, middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignCenter
        self.digit.setAlignment(left if below else middle)
        top = Qt.AlignmentFlag.AlignTop if below else Qt.AlignmentFlag.AlignVCenter
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | top)

    @property
    def _sizes(self) -> tuple[tuple[float, float], float]:
        """Size of a digit and of a name, and the height of their row, in text sizes."""
        if self._short:
            return (_SHORT_DIGIT_SIZE, _SHORT_NAME_SIZE), SHORT_HEIGHT
        if self._has_corner:
            return (_LARGE_DIGIT_SIZE, _LARGE_NAME_SIZE), _LARGE_DIGIT_SIZE * 1.15
        if self._narrow:
            return (_NARROW_DIGIT_SIZE, _NARROW_NAME_SIZE), _NARROW_HEIGHT
        return (_DIGIT_SIZE, _NAME_SIZE), _DIGIT_SIZE * 1.15

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Several digits are as large as there is room for."""
        super().resizeEvent(event)
        if self._several:
            self._apply_style()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        if event.type() is QEvent.Type.FontChange:
            self._apply_style()
        super().changeEvent(event)
