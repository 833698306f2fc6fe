"""A share of pictures, with the span in which the true share may well lie."""

import math
from dataclasses import dataclass

from digitpad.formatting import percent
from digitpad.translation import N_, Message

_Z = 1.959963984540054
"""The normal distribution has 95 % within so many standard deviations."""

_NONE = Message(N_("no pictures"))


@dataclass(frozen=True)
class Share:
    """How many of how many.

    Attributes:
        part: how many of them, 0..whole.
        whole: how many there are.
    """

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0..1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def span(self) -> tuple[float, float] | None:
        """The 95 % confidence interval of the share, 0..1, or None of nothing.

        With p the share of n, z = 1.96: (p + z²/2n ± z √(p (1 - p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson, "Probable
        inference, the law of succession, and statistical inference", Journal of the American Statistical
        Association 22 (1927). Unlike p ± z √(p (1 - p)/n), it holds for few pictures and near 0 and 1 too.
        """
        if not self.whole:
            return None
        share, squared = self.part / self.whole, _Z**2 / self.whole
        middle = share + squared / 2
        half = _Z * math.sqrt(share * (1 - share) / self.whole + squared / (4 * self.whole))
        low, high = (middle - half) / (1 + squared), (middle + half) / (1 + squared)
        # What is known exactly is not left to the last bit.
        return (0.0 if self.part == 0 else low, 1.0 if self.part == self.whole else high)

    def message(self) -> Message:
        """The share and its span in words: `99.6 % (99.0 % to 99.8 %)`."""
        if (value := self.value) is None or (span := self.span) is None:
            return _NONE
        low, high = map(percent, span)
        return Message(N_("{share} ({low} to {high})"), share=percent(value), low=low, high=high)
