"""The middle column of the window: the answer and the bars, twice in a comparison."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.answer.answer_column import AnswerColumn
from digitpad.ui.answer.digit_strip import DigitStrip
from digitpad.ui.answer.recognizer import Recognition
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.helpers import named

_FIRST = ("predictedDigit", "answerSentence", "probabilityBars", "firstTitle")
_EMS, _FEW_EMS = 9.5, 7.0
"""What each of two columns has at least for its bars, beside its names; both fit into a window of 1024 pixels."""

_SECOND = ("secondDigit", "secondSentence", "secondBars", "secondTitle")


class AnswerPanel(QWidget):
    """Shows what the network under the pen makes of the drawing, and another network beside it when asked to.

    Signals:
        digit_chosen: the number of the digit, of several, that somebody wants to see, from 0.
    """

    digit_chosen = Signal(int)

    def __init__(self, class_names: tuple[str, ...]) -> None:
        super().__init__()
        self._factor = 1.0
        self._first = AnswerColumn(class_names, _FIRST)
        self._second: AnswerColumn | None = None  # while two are compared
        self.digit = self._first.digit
        self.bars = self._first.bars
        self.row = named(
            DigitStrip(), "digitRow", _("Digits"), _("The digits that were found; a click or the arrow keys show one.")
        )
        self.row.selected.connect(self.digit_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        columns = QWidget()
        # No higher than the bars need: the row stands right below them, in a tall window too.
        columns.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._columns = QHBoxLayout(columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(2 * theme.GRID)
        self._columns.addWidget(self._first, 1)
        layout.addWidget(columns, 1)
        layout.addWidget(self.row)
        layout.addStretch()

    @property
    def is_comparing(self) -> bool:
        """Whether two networks answer."""
        return self._second is not None

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """The network under the pen speaks of other classes."""
        self._first.set_class_names(names)
        self._share_names()

    def show_recognition(self, recognition: Recognition) -> None:
        """Show what the network under the pen makes of the drawing."""
        self._first.show_recognition(recognition)
        self.row.show_recognition(recognition)

    def compare(self, title: str, second_title: str, class_names: tuple[str, ...]) -> None:
        """Make room for a second network, or name the two anew."""
        if self._second is None:
            self._second = AnswerColumn(class_names, _SECOND)
            self._second.set_enlarged(self._factor)
            self._columns.addWidget(self._second, 1)
        self._second.set_class_names(class_names)
        self._first.set_heading(title)
        self._second.set_heading(second_title)
        self._share_names()

    def set_title(self, title: str) -> None:
        """The network under the pen is called so; it is seen while two are compared."""
        if self.is_comparing:
            self._first.set_heading(title)

    def show_second(self, recognition: Recognition) -> None:
        """Show what the second network makes of the drawing."""
        if self._second is not None:
            self._second.show_recognition(recognition)

    def end_comparison(self) -> None:
        """Only the network under the pen answers."""
        if self._second is not None:
            self._second.hide()
            self._second.setParent(None)
            self._second.deleteLater()
            self._second = None
            self._first.set_heading(None)

    def set_enlarged(self, factor: float) -> None:
        """Show everything larger than the rest of the window, for a projector; 1 is as large as the rest."""
        self._factor = factor
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        self.row.setFont(font)
        for column in (self._first, self._second):
            if column is not None:
                column.set_enlarged(factor)

    def _share_names(self) -> None:
        """The same names are written once; long ones leave less for the bars, and write all answers smaller."""
        if self._second is not None:
            self._first.stand_beside(self._second.bars.class_names)
            self._second.stand_beside(self.bars.class_names)
            columns = self.bars, self._second.bars
            self._second.bars.show_names(self._second.bars.class_names != self.bars.class_names)
            long = any(len(name) > 2 for bars in columns for name in bars.class_names)
            for bars in columns:
                bars.set_compact(_FEW_EMS if long else _EMS)
