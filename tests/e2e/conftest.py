"""A screen of its own, and a person who has just logged in."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from helpers.screens import virtual_screen

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def display():
    """A screen that exists only for these tests."""
    if sys.platform != "linux" or shutil.which("Xvfb") is None:
        if os.environ.get("CI"):
            pytest.fail("Xvfb is missing; install it with: apt-get install xvfb")
        pytest.skip("Xvfb is missing; install it with: apt-get install xvfb")
    with virtual_screen() as name:
        yield name


@pytest.fixture
def environment(tmp_path):
    """A person who has just logged in, without a screen and without anything of ours."""
    home = tmp_path / "Zoë Müller" / "学生"
    home.mkdir(parents=True)
    dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "KERAS_HOME", "XDG_DATA_HOME", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}


@pytest.fixture
def on_screen(environment, display):
    return environment | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
