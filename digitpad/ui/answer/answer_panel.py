"""The middle column of the window: the answer and the bars, twice in a comparison."""

from __future__ import annotations  # the types are for the reader, not for the start

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from digitpad.translation import _
from digitpad.ui.answer.answer_column import SHORT_HEIGHT, AnswerColumn
from digitpad.ui.answer.digit_strip import DigitStrip
from digitpad.ui.answer.recognizer import DRAWING, Recognition
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.elided_label import ElidedLabel
from digitpad.ui.widgets.guard import guarded
from digitpad.ui.widgets.helpers import mark, named

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from digitpad.ui.answer.network_box import NetworkBox

_FIRST = ("predictedDigit", "answerSentence", "probabilityBars", "firstTitle")
_EMS, _FEW_EMS = 9.5, 7.0
"""What each of two columns has at least for its bars, beside its names; both fit into a window of 1024 pixels."""

_SECOND = ("secondDigit", "secondSentence", "secondBars", "secondTitle")


_LOW_EMS = 21
"""A panel that is lower than so many text heights has room for the network's name, the answer and the bars alone."""


@guarded
class AnswerPanel(QWidget):
    """Shows what the network in use makes of the drawing, and another network beside it when asked to.

    Signals:
        digit_chosen: the number of the digit, of several, that somebody wants to see, from 0.
    """

    digit_chosen = Signal(int)

    def __init__(self, class_names: tuple[str, ...]) -> None:
        super().__init__()
        self._short = False
        self._below: list[QWidget] = []
        self._box: NetworkBox | None = None
        self._first = AnswerColumn(class_names, _FIRST)
        self._first.stand_on_window()
        self._second: AnswerColumn | None = None  # while two are compared
        self.digit = self._first.digit
        self.bars = self._first.bars
        self.row = named(
            DigitStrip(), "digitRow", _("Digits"), _("The digits that were found; a click or the arrow keys show one.")
        )
        self.row.selected.connect(self.digit_chosen)
        self.subject = mark(
            named(ElidedLabel(str(DRAWING.one)), "subjectLabel", _("What the bars are about"),
                  _("What the network is looking at: your drawing, or a picture from a page.")),
            faint=True,
        )
        self._layout = layout = theme.spaced(QVBoxLayout(self))
        layout.addWidget(self.subject)
        columns = QWidget()
        # No higher than the bars need: the row stands right below them, in a tall window too.
        columns.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._columns = theme.spaced(QHBoxLayout(columns), gap=2 * theme.GRID)
        self._columns.addWidget(self._first, 1)
        layout.addWidget(columns, 1)
        layout.addWidget(self.row)
        layout.addStretch()

    @property
    def is_comparing(self) -> bool:
        """Whether two networks answer."""
        return self._second is not None

    def put_on_top(self, box: NetworkBox) -> None:
        """Say above everything which network answers."""
        self._box = box
        self._layout.insertWidget(0, box)

    def put_below(self, widget: QWidget) -> None:
        """Show something below everything."""
        self._below.append(widget)
        self._layout.insertWidget(self._layout.indexOf(self.row) + 1, widget)

    def room_below_bars(self, widget: QWidget) -> int:
        """How many pixels a widget that was put below can have in height without making the bars hard to read."""
        others = (each for each in (self.row, *self._below) if each is not widget and not each.isHidden())
        gap = self._layout.spacing()
        return self.bars.spare_height(self) - gap - sum(each.height() + gap for each in others)

    def put_beside(self, corner: QWidget | None, beside: QWidget | None) -> None:
        """Show something beside the answer and something beside the bars of the network in use; None ends it."""
        self._first.put_beside(corner, beside)

    def set_class_names(self, names: tuple[str, ...]) -> None:
        """The network in use speaks of other classes."""
        self._first.set_class_names(names)
        self._share_names()

    def show_recognition(self, recognition: Recognition) -> None:
        """Show what the network in use makes of the drawing."""
        self._first.show_recognition(recognition)
        self.subject.setText(recognition.about)
        self.row.show_recognition(recognition)

    def compare(self, title: str, second_title: str, class_names: tuple[str, ...]) -> None:
        """Make room for a second network, or name the two anew."""
        if self._second is None:
            self._second = AnswerColumn(class_names, _SECOND)
            self._second.set_short(self._short)
            self._second.stand_on_window()
            self._columns.addWidget(self._second, 1)
        self._second.set_class_names(class_names)
        self._first.set_heading(title)
        self._second.set_heading(second_title)
        self._share_names()

    def set_title(self, title: str) -> None:
        """The network in use is called so; it is seen while two are compared."""
        if self.is_comparing:
            self._first.set_heading(title)

    def show_second(self, recognition: Recognition) -> None:
        """Show what the second network makes of the drawing."""
        if self._second is not None:
            self._second.show_recognition(recognition)

    def end_comparison(self) -> None:
        """Only the network in use answers."""
        if self._second is not None:
            self._second.hide()
            self._second.setParent(None)
            self._second.deleteLater()
            self._second = None
            self._first.set_heading(None)

    def sizeHint(self) -> QSize:
        """As wide as the bars need in the text size of the window."""
        columns = [column for column in (self._first, self._second) if column is not None]
        width = sum(column.bars.comfortable_width for column in columns) + self._columns.spacing() * (len(columns) - 1)
        return QSize(max(width, self.minimumSizeHint().width()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As low as it can be made."""
        em, gap = self.fontMetrics().height(), self._layout.spacing()
        bars = self.bars.minimumSizeHint().height()
        top = 0 if self._box is None else self._box.box_height + gap
        return QSize(super().minimumSizeHint().width(), round(top + em * SHORT_HEIGHT + gap + bars))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is least needed goes first."""
        super().resizeEvent(event)
        self._short = self.height() < _LOW_EMS * self.fontMetrics().height()
        self.subject.setVisible(not self._short)
        if self._box is not None:
            self._box.set_short(self._short)
        for column in (self._first, self._second):
            if column is not None:
                column.set_short(self._short)

    def _share_names(self) -> None:
        """The same names are written once; long ones leave less for the bars, and write all answers smaller."""
        if self._second is not None:
            columns = self.bars, self._second.bars
            self._second.bars.show_names(self._second.bars.class_names != self.bars.class_names)
            long = any(len(name) > 2 for bars in columns for name in bars.class_names)
            for bars in columns:
                bars.set_compact(_FEW_EMS if long else _EMS)
            self._first.stand_beside(self._second.bars.class_names)
            self._second.stand_beside(self.bars.class_names)
            # Names on one side only need room there: so both are written in one size, and bars are equally long.
            for place, bars in enumerate(columns):
                self._columns.setStretch(place, bars.comfortable_width)
