"""What the frozen program starts does not look for its libraries among ours."""

import os
import sys

import pytest
from PySide6.QtCore import QProcess

from digitpad.system.frozen import outside

BUNDLE = "/opt/digitpad/_internal"
PYINSTALLERS = {
    "LD_LIBRARY_PATH": BUNDLE,
    "LD_LIBRARY_PATH_ORIG": "/usr/lib/school",
    "DYLD_LIBRARY_PATH": BUNDLE,
    "QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins",
    "XDG_DATA_DIRS": f"/usr/share{os.pathsep}{BUNDLE}/share",
    "OF_THE_USER": "stays",
}


@pytest.fixture
def frozen(monkeypatch):
    """As in the frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", BUNDLE, raising=False)
    for name, value in PYINSTALLERS.items():
        monkeypatch.setenv(name, value)


def seen():
    return {name: os.environ.get(name) for name in PYINSTALLERS}


def test_outside_everything_is_as_before_the_start(frozen):
    with outside():
        assert seen() == {
            "LD_LIBRARY_PATH": "/usr/lib/school",
            "LD_LIBRARY_PATH_ORIG": None,
            "DYLD_LIBRARY_PATH": None,
            "QT_PLUGIN_PATH": None,
            "XDG_DATA_DIRS": "/usr/share",
            "OF_THE_USER": "stays",
        }
    assert seen() == PYINSTALLERS


def test_the_environment_comes_back_after_an_error(frozen):
    with pytest.raises(ZeroDivisionError), outside():
        raise ZeroDivisionError
    assert seen() == PYINSTALLERS


def test_from_source_nothing_changes(frozen, monkeypatch):
    monkeypatch.delattr(sys, "frozen")
    with outside():
        assert seen() == PYINSTALLERS


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_what_qt_starts_gets_that_environment(frozen, tmp_path, monkeypatch, qtbot):
    told = tmp_path / "told"
    script = tmp_path / "bin" / "xdg-open"
    script.parent.mkdir()
    words = '"$1 $LD_LIBRARY_PATH $QT_PLUGIN_PATH."'
    script.write_text(f'#!/bin/sh\necho {words} > "{told}.part"\nmv "{told}.part" "{told}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    with outside():
        assert QProcess.startDetached("xdg-open", ["folder"])[0]
    qtbot.waitUntil(told.exists)
    assert told.read_text() == "folder /usr/lib/school .\n"
