"""The date and the time of day: the one place where the program asks for them.

People set clocks back, batteries of clocks die, and the hour after summer time comes twice. So a time is shown, and
tells how old something is; what came after what is told by a number that only grows. How long something takes is
measured with `time.monotonic`, which nobody sets.
"""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """The local date and time of day, without a time zone."""

    def today(self) -> date:
        """The local date."""


class SystemClock:
    """The clock of the computer, in the time zone that it is set to."""

    def now(self) -> datetime:
        """The local date and time of day, without a time zone."""
        return datetime.now()

    def today(self) -> date:
        """The local date."""
        return self.now().date()


SYSTEM_CLOCK = SystemClock()
"""The clock for all who are given no other one."""
