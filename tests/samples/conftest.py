"""A collection with a backup, and the rules of a day and of a system."""

import contextlib
import sys

import pytest
from helpers.clocks import stop_clock
from helpers.samples import TODAY, some
from helpers.windows_files import as_on_windows

from digitpad.samples.collection import SampleCollection


@pytest.fixture
def one_long_day(monkeypatch):
    stop_clock(monkeypatch, TODAY)


@pytest.fixture
def windows_rules():
    """What is still open when it is put aside cannot be, on Windows; nor can it in these tests."""
    with as_on_windows() if sys.platform == "linux" else contextlib.nullcontext():
        yield


@pytest.fixture
def path(data_dir):
    """A collection of 40 samples, of which 30 are in a backup."""
    with SampleCollection.open(data_dir) as samples:
        samples.add_many(some(30))
        samples.back_up()
        samples.add_many(some(10, 30))
    return data_dir / "samples.db"
