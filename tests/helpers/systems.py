"""What is another thing on Windows, for tests that run on all systems."""

import sys
from pathlib import Path

import pytest

DRIVE = Path.cwd().drive
"""Before a path that begins at the root, which is whole on Windows only with its drive; nothing elsewhere."""


PROGRAM = "digitpad.exe" if sys.platform == "win32" else "digitpad"
"""The frozen program's file."""


def not_on_windows(reason: str) -> pytest.MarkDecorator:
    """For a test of what Windows has not, or has in another way."""
    return pytest.mark.skipif(sys.platform == "win32", reason=reason)


an_open_file_keeps_its_folder = not_on_windows("there an open file, such as a lock, keeps its folder in place")
