"""Clocks that are set to something else than the computer's.

`DIGITPAD_TEST_CLOCK` sets the clock of a whole session (see tests/conftest.py): `make test-days` does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from digitpad.system.clock import SystemClock


@dataclass
class SetClock:
    """A clock that stands still until it is set to another time."""

    set_to: datetime

    def now(self) -> datetime:
        return self.set_to

    def today(self) -> date:
        return self.now().date()


def stop_clock(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be noon of a day for all who are given no clock of their own."""
    noon = datetime(day.year, day.month, day.day, 12)
    monkeypatch.setattr(SystemClock, "now", lambda clock: noon)


def set_ahead(text: str) -> Callable[[SystemClock], datetime]:
    """What takes the place of `SystemClock.now`.

    Args:
        text: `+400d` for so many days from now, or `2028-02-29` for that day; it begins at noon, and time goes on.
    """
    if text.startswith("+"):
        ahead = timedelta(int(text.removeprefix("+").removesuffix("d")))
    else:
        ahead = datetime.fromisoformat(f"{text} 12:00") - datetime.now()
    return lambda clock: datetime.now() + ahead
