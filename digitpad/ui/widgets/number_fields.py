"""Number fields that keep what is typed and mark what is wrong; choice boxes."""

from __future__ import annotations  # what a mixin stands on is for the reader, not for the start

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPen, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSizePolicy, QSpinBox, QWidget

from digitpad.errors import DigitpadError
from digitpad.training.plan import MAX_LEARNING_RATE, MIN_LEARNING_RATE
from digitpad.translation import N_, _
from digitpad.ui.widgets import theme
from digitpad.ui.widgets.guard import guarded

_NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_NEVER_ROUND = 323
"""Decimals that a box keeps, as many as Qt allows: what was typed is not rounded."""

_POSITIONAL_FROM = 1e-6
"""Smaller numbers are shown with an exponent."""


def read_number(text: str) -> float | None:
    """The number that somebody typed: `0.01`, `0,01`, `1e-2`; None for anything else.

    Point and comma both begin the decimals, whatever the language of the computer; nothing separates groups of digits.
    """
    return float(text.strip().replace(",", ".")) if _NUMBER.fullmatch(text.strip()) else None


def read_whole(text: str) -> int | None:
    """The whole number of at most 15 digits that somebody typed; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text.strip()) else None


def show_number(value: float, point: str = ".") -> str:
    """The shortest text that `read_number` reads as exactly this value."""
    if value and abs(value) < _POSITIONAL_FROM:
        text = np.format_float_scientific(value, trim="-", exp_digits=1)
    else:
        text = np.format_float_positional(value, trim="-")
    return text.replace(".", point)


if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    _SpinBox = QDoubleSpinBox  # or a QSpinBox, which has the same methods
else:
    _SpinBox = object


class LenientSpinBox(_SpinBox):
    """For spin boxes: what is no number in the range stays as it was typed, and is marked.

    Qt itself refuses some keys, ignores others, and puts another number in the place of what it does not like. Here
    the value is the last right one then, and `why_not` says that it is not meant.

    Signals:
        edited: what is in the box may be another number, or have become one, or no longer be one.
    """

    edited = Signal()
    _EXPECTED: str

    def _watch(self) -> None:
        self._is_told = False
        self.lineEdit().textChanged.connect(self._look)

    def _read(self, text: str) -> float | None:
        raise NotImplementedError

    def why_not(self) -> str | None:
        """What is wrong with the text in the box, as one sentence, or None."""
        value = self._read(self.text())
        if value is not None and self.minimum() <= value <= self.maximum():
            return None
        low, high = show_number(self.minimum()), show_number(self.maximum())
        return _(self._EXPECTED).format(name=self.accessibleName(), low=low, high=high)

    def setValue(self, value: float) -> None:
        """Show a value, the nearest one in the range, in place of whatever was typed."""
        self._is_told = True
        super().setValue(value)
        self._is_told = False
        self._look()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Any key may be typed; `why_not` judges."""
        return QValidator.State.Acceptable, text, position

    def valueFromText(self, text: str) -> float:
        """The last right value for a text that is none."""
        value = self._read(text)
        return value if value is not None and self.minimum() <= value <= self.maximum() else self.value()

    def textFromValue(self, value: float) -> str:
        """Qt asks when the box is left, too: a wrong text stays then."""
        if not self._is_told and self.why_not() is not None:
            return self.text()
        return show_number(value, self.locale().decimalPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """With the frame of a wrong field, which a style sheet cannot give without drawing the arrows, too."""
        super().paintEvent(event)
        if self.property("wrong"):
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.colours().problem), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
            painter.end()

    def _look(self) -> None:
        wrong = self.why_not() is not None
        if bool(self.property("wrong")) is not wrong:
            self.setProperty("wrong", wrong)
            self.update()
        self.edited.emit()


@guarded
class NumberBox(LenientSpinBox, QDoubleSpinBox):
    """A number with as many decimals as it needs, stepping by a tenth of its size.

    Args:
        value: to begin with.
        low: the smallest that is allowed.
        high: the biggest.
        finest: the smallest step.
    """

    _EXPECTED = N_("{name}: expected a number from {low} to {high}.")

    def __init__(self, value: float, low: float, high: float, finest: float = 1e-6) -> None:
        super().__init__()
        self._finest = finest
        self._watch()
        self.setDecimals(_NEVER_ROUND)
        self.setRange(low, high)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setValue(value)
        _as_wide_as_the_form(self)

    def _read(self, text: str) -> float | None:
        return read_number(text)

    def stepBy(self, steps: int) -> None:
        """Up or down from the last right value; Qt's own tenth is without a lower bound here."""
        step = self.singleStep()
        if self.stepType() is QDoubleSpinBox.StepType.AdaptiveDecimalStepType:
            size = self.value() / (1.01 if steps < 0 else 1)  # from 0.1 down in hundredths
            step = max(self._finest, float(f"1e{int(f'{size:e}'.partition('e')[2]) - 1}"))
        self.setValue(float(f"{self.value() + steps * step:.12g}"))
        self.selectAll()


@guarded
class WholeBox(LenientSpinBox, QSpinBox):  # type: ignore[misc]  # the mixin is typed for the other kind
    """A whole number."""

    _EXPECTED = N_("{name}: expected a whole number from {low} to {high}.")

    def __init__(self, value: int, low: int, high: int) -> None:
        super().__init__()
        self._watch()
        self.setRange(low, high)
        self.setValue(value)

    def _read(self, text: str) -> float | None:
        return read_whole(text)

    def stepBy(self, steps: int) -> None:
        """Up or down from the last right value."""
        self.setValue(self.value() + steps * self.singleStep())
        self.selectAll()


def rate_box(value: float) -> NumberBox:
    """A learning rate, as small as a plan may have it."""
    return NumberBox(value, MIN_LEARNING_RATE, MAX_LEARNING_RATE, finest=MIN_LEARNING_RATE / 10)


def share_box(value: float, high: float) -> NumberBox:
    """A share from 0 on, in steps of five hundredths."""
    box = NumberBox(value, 0.0, high)
    box.setStepType(QDoubleSpinBox.StepType.DefaultStepType)
    box.setSingleStep(0.05)
    return box


def whole_box(value: int, low: int, high: int) -> WholeBox:
    """A whole number, as wide as its form."""
    box = WholeBox(value, low, high)
    _as_wide_as_the_form(box)
    return box


def refuse_wrong(form: QWidget, boxes: Iterable[NumberBox | WholeBox]) -> None:
    """See that there is a number in each of the boxes of a form.

    Raises:
        DigitpadError: there is none in one of them, or one out of range.
    """
    for box in boxes:
        # One that is switched off decides nothing, and nobody could mend it; a whole form that is, is another matter.
        if box.isEnabledTo(form) and (reason := box.why_not()) is not None:
            raise DigitpadError(reason)


def _as_wide_as_the_form(box: QAbstractSpinBox) -> None:
    """A spin box wants room for its longest value, which would make a narrow page scroll sideways."""
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def choice_box(titles: Mapping[str, str], chosen: str) -> QComboBox:
    """One of a few by key; the titles are marked with `N_`."""
    box = QComboBox()
    # Short choices should not make a form wide.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for key, title in titles.items():
        box.addItem(_(title), key)
    choose(box, chosen)
    return box


def choose(box: QComboBox, key: str) -> None:
    """Select by key; an unknown key leaves the choice as it is."""
    if (index := box.findData(key)) >= 0:
        box.setCurrentIndex(index)
