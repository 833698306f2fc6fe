"""Where values are in a plot, and the round numbers on its axes."""

from __future__ import annotations  # the types are for the reader, not for the start

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF

from digitpad.formatting import with_minus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

_LEVEL = 1e-3
"""A line that rises and falls by less than this share of its height is shown as the level line that it is."""

_GREATEST = 1e100
"""A number beyond this has no place in a plot, and leaves room to compute with those that have."""

_DECADES = 2
"""Values that are further apart than so many powers of ten are shown by their logarithms."""

_SMALLEST = 1e-100
"""A smaller number is nought for a logarithm."""

Ticks = list[tuple[float, str]]


def has_place(number: float) -> bool:
    """Whether a number can be shown."""
    return abs(number) <= _GREATEST


def tick_step(span: float, most: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that fits into `span` at most `most` times.

    Args:
        span: length of an axis, above 0.
        most: at least 1.

    After Heckbert, "Nice Numbers for Graph Labels" (Graphics Gems, 1990).
    """
    least = span / max(1.0, most)
    power = 10.0 ** math.floor(math.log10(least))
    # A hair less, since a tenth is not quite a tenth.
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def tick_text(value: float, step: float) -> str:
    """A number of an axis, with the digits that tell it from its neighbours."""
    power = math.floor(math.log10(step) + 1e-9)
    if 1e-5 <= step < 1e5:
        text = f"{value:.{max(0, -power)}f}"
    elif value == 0:
        text = "0"
    else:
        text = f"{value:.{max(0, math.floor(math.log10(abs(value)) + 1e-9) - power)}e}"
    return with_minus(text)


def needs_logarithms(values: Sequence[float]) -> bool:
    """Whether values, all well above 0, are so far apart that the small ones would lie on the axis."""
    return bool(values) and min(values) > _SMALLEST and max(values) / min(values) > 10.0**_DECADES


def level_ticks(values: Sequence[float], most: float, highest: float) -> Ticks:
    """Round numbers around all values, lowest first, with their texts.

    Args:
        values: at least one.
        most: how many numbers there is room for.
        highest: what no value can exceed; infinity for none.
    """
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    if high - low <= max(_LEVEL * size, 1e-12):
        margin = size / 2 if size > 1e-12 else 0.5
        # The axis ends at nought and at the highest, unless there are values beyond.
        low, high = max(min(0.0, low * 2), low - margin), min(max(high, highest), high + margin)
    step = tick_step(high - low, most)
    numbers = range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)
    return [(number * step, tick_text(number * step, step)) for number in numbers]


def logarithmic_ticks(values: Sequence[float], most: float) -> Ticks:
    """Powers of ten around all values, which are above 0; lowest first, with their texts."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    step = max(1, math.ceil((high - low) / max(1.0, most)))
    high = low + step * math.ceil((high - low) / step)
    return [(10.0**power, with_minus(f"{10.0**power:g}")) for power in range(low, high + 1, step)]


class Scale(NamedTuple):
    """Where places and values are in the picture."""

    area: QRectF
    first: float
    last: float
    low: float
    high: float
    is_logarithmic: bool = False

    def point(self, place: float, value: float) -> QPointF | None:
        """None for what has no place in the picture."""
        if not self.first <= place <= self.last or not has_place(value) or (self.is_logarithmic and value <= _SMALLEST):
            return None
        return QPointF(self.x(place), self.y(value))

    def x(self, place: float) -> float:
        return self.area.left() + (place - self.first) / (self.last - self.first) * self.area.width()

    def y(self, value: float) -> float:
        low, high = self.low, self.high
        if self.is_logarithmic:
            value, low, high = math.log10(value), math.log10(low), math.log10(high)
        return self.area.bottom() - (value - low) / (high - low) * self.area.height()
