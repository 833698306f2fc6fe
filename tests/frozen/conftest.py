"""The frozen program, where `make test-app` says it is, and a person who has just logged in."""

import os
import sys
from pathlib import Path

import pytest
from helpers.systems import PROGRAM

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def app():
    """The folder that holds the program."""
    named = os.environ.get("DIGITPAD_FROZEN")
    if named is None:
        pytest.skip("these tests need the frozen program; run them with: make test-app")
    folder = (REPOSITORY / named).resolve()
    assert (folder / PROGRAM).exists(), f"{folder} does not hold the program; make it with: make app"
    return folder


@pytest.fixture
def environment(tmp_path):
    """Nothing of this machine's Python, and a home with a space and letters of other scripts."""
    home = tmp_path / "Zoë Müller" / "学生"
    home.mkdir(parents=True)
    if sys.platform == "win32":
        windows = os.environ["SYSTEMROOT"]
        folders = {
            "SYSTEMROOT": windows, "PATH": f"{windows}\\system32", "TEMP": str(tmp_path), "USERPROFILE": str(home),
            "LOCALAPPDATA": str(home / "AppData" / "Local"),
        }
    else:
        folders = {"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    return folders | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
