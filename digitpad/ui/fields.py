"""The kinds of fields that forms are made of."""

from collections.abc import Mapping

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QSizePolicy, QSpinBox


class NumberBox(QDoubleSpinBox):
    """A number with as many decimals as it needs, stepping by a tenth of its size."""

    def __init__(self, value: float, low: float, high: float, decimals: int = 6) -> None:
        super().__init__()
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setValue(value)
        _as_wide_as_the_form(self)

    def textFromValue(self, value: float) -> str:
        """Without the trailing zeros."""
        whole, _, decimals = super().textFromValue(value).rpartition(self.locale().decimalPoint())
        return f"{whole}{self.locale().decimalPoint()}{decimals.rstrip('0')}" if decimals.rstrip("0") else whole


def share_box(value: float, high: float) -> NumberBox:
    """A share from 0 on, in steps of five hundredths."""
    box = NumberBox(value, 0.0, high, decimals=4)
    box.setStepType(QDoubleSpinBox.StepType.DefaultStepType)
    box.setSingleStep(0.05)
    return box


def whole_box(value: int, low: int, high: int) -> QSpinBox:
    """A whole number."""
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    _as_wide_as_the_form(box)
    return box


def _as_wide_as_the_form(box: QAbstractSpinBox) -> None:
    """A spin box wants room for its longest value, which would make a narrow page scroll sideways."""
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def choice_box(titles: Mapping[str, str], chosen: str) -> QComboBox:
    """One of a few, by key."""
    box = QComboBox()
    # Short choices should not make a form wide.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for key, title in titles.items():
        box.addItem(title, key)
    choose(box, chosen)
    return box


def choose(box: QComboBox, key: str) -> None:
    """Select by key; an unknown key leaves the choice as it is."""
    if (index := box.findData(key)) >= 0:
        box.setCurrentIndex(index)
