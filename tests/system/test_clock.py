"""The computer's clock, and that a session of tests can have another one."""

import os
import time
from datetime import date, datetime, timedelta

import pytest
from helpers.clocks import SetClock, set_ahead, stop_clock
from helpers.systems import not_on_windows

from digitpad.system.clock import SYSTEM_CLOCK

LEAP_DAY = date(2028, 2, 29)


@pytest.mark.skipif("DIGITPAD_TEST_CLOCK" in os.environ, reason="this session has another clock")
def test_it_says_what_the_computer_says():
    before = datetime.now()
    assert before <= SYSTEM_CLOCK.now() <= datetime.now()
    assert SYSTEM_CLOCK.now().tzinfo is None


@not_on_windows("Windows reads no time zone out of the environment")
def test_the_day_is_the_one_of_the_time_zone(monkeypatch):
    """Fourteen hours before and twelve behind Greenwich it is never the same day."""
    days = []
    for zone in ("<+14>-14", "<-12>12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        days.append(SYSTEM_CLOCK.today())
    monkeypatch.undo()
    time.tzset()
    assert days[0] - days[1] in (timedelta(1), timedelta(2))


def test_it_can_be_stopped(monkeypatch):
    stop_clock(monkeypatch, LEAP_DAY)
    clocks = (SYSTEM_CLOCK, SetClock(datetime(2028, 2, 29, 12)))
    assert {clock.now() for clock in clocks} == {datetime(2028, 2, 29, 12)}
    assert {clock.today() for clock in clocks} == {LEAP_DAY}


def test_it_can_be_set_for_a_session():
    assert set_ahead("2028-02-29")(SYSTEM_CLOCK).date() == LEAP_DAY
    ahead = set_ahead("+400d")(SYSTEM_CLOCK) - datetime.now()
    assert timedelta(399, 86_000) < ahead <= timedelta(400)
    with pytest.raises(ValueError, match="soon"):
        set_ahead("soon")
